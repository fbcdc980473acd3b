"""Prizes, plans, streets and persons whose bounds marks, links or titles blur, in the four languages."""

import pytest
from named_text import lexicon

from dentelle.model import Document
from dentelle.reading.names.finding import find_names
from dentelle.reading.prepared import prepare


def said(text: str, language: str) -> set[tuple[str, str]]:
    """(text, coarse kind) of every name in ``text``."""
    prepared = prepare(Document("s", "a.txt", "text", "", text, language=language))
    return {(mention.text, mention.kind) for mention in find_names(prepared, lexicon()) if not mention.described}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # a noun before a quotation, also in the genitive or the plural
        ("de", "Sie ist Gewinnerin des Wettbewerbs „Kluge Hände“ der Region.", ("Kluge Hände", "programme")),
        ("de", "Er arbeitet im Rahmen des Projektes „Stadt am Wehr“ mit.", ("Stadt am Wehr", "programme")),
        ("fr", "La salle accueille les expositions « Fils rouges » cet été.", ("Fils rouges", "event")),
        ("en", "The money goes to the projects ‘Down by the Weir’ this year.", ("Down by the Weir", "programme")),
        ("nl", "Het geld gaat naar de projecten ‘Slimme Handen’ dit jaar.", ("Slimme Handen", "programme")),
        # whose a prize is, is no part of it
        ("fr", "Elle reçoit le Trophée des Mains Vives de la Chambre de métiers.", ("Trophée des Mains Vives", "programme")),
        ("fr", "La soirée du prix Marie Dubreuil a réuni la ville.", ("prix Marie Dubreuil", "programme")),
        # a second thing begins behind the first
        ("fr", "Elle est proche du boulevard de Strasbourg et de celui des Arts.", ("boulevard de Strasbourg", "place")),
        # honours that every reader knows
        ("en", "She was given the Order of the British Empire last year.", ("Order of the British Empire", "programme")),
        ("nl", "Zij is ridder in de Orde van Oranje-Nassau.", ("Orde van Oranje-Nassau", "programme")),
        ("en", "She was named Entrepreneur of the Year in Leeds.", ("Entrepreneur of the Year", "programme")),
        # initials, titles and credits
        ("nl", "Begeleider: Prof. Dr. G.J. Voorbeeld", ("G.J. Voorbeeld", "person")),
        ("en", "It was formed by H.G.A. Ross Exampleton in that year.", ("H.G.A. Ross Exampleton", "person")),
        ("de", "Der Saal am Abend (v.l.). © Felix Musterle/TU Musterstadt", ("Felix Musterle", "person")),
        # no name goes on behind a quotation that it does not open
        ("de", "Gewinner des Wettbewerbes „Kluge Stadt“ des Landes Nordrhein-Westfalen.", ("Nordrhein-Westfalen", "place")),
    ],
)
def test_name(language: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in said(text, language)
