"""Dutch names that a compound, a hyphen or a second head noun makes whole; the sentences and most names are made up."""

import pytest
from named_text import mentions, names

from dentelle.model import Document
from dentelle.reading import build_lexicon, default_entries
from dentelle.reading.names.finding import find_names
from dentelle.reading.prepared import prepare


def read_names(text: str) -> set[tuple[str, str]]:
    """The names with the tagger's opinion and what is tidied after it."""
    prepared = prepare(Document("s", "a.txt", "text", "", text, language="nl"))
    return {(m.text, m.kind) for m in find_names(prepared, build_lexicon(default_entries())) if not m.described}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het werd verkocht aan het softwarebedrijf Kolibri Zes uit de streek.", ("Kolibri Zes", "organisation")),
        ("Ze wandelden naar de poldermolen Windrust, die nog altijd maalt.", ("Windrust", "place")),
        ("In de stadsbibliotheek Het Oor leest men voor.", ("Oor", "organisation")),
        ("De vergadering is in het Zeta-gebouw van de campus.", ("Zeta-gebouw", "place")),
        ("Het bedrijf zit op de Blue Sky Campus bij de ring.", ("Blue Sky Campus", "place")),
        ("Ze wonnen de Gouden Spijker voor hun werk.", ("Gouden Spijker", "programme")),
        ("Er is markt op het Jan Voorbeeldplein in de stad.", ("Jan Voorbeeldplein", "place")),
        ("Het pand is van Vossenhol nv uit de buurt.", ("Vossenhol nv", "organisation")),
        ("Op de beurs staat ook Zandloper cv met speelgoed.", ("Zandloper cv", "organisation")),
        (
            "Dat besliste de Nederlandse Bond van Torenwachters vorig jaar.",
            ("Nederlandse Bond van Torenwachters", "organisation"),
        ),
        ("Dat is het Museum en Archief voor Torenbouw in de kelder.", ("Museum en Archief voor Torenbouw", "organisation")),
        ("Ze studeerde aan de Otter School of Arts en bleef.", ("Otter School of Arts", "organisation")),
        ("Het Open Delta Forum, een onafhankelijke denktank, koos hen.", ("Open Delta Forum", "organisation")),
        ("Het Prinses Amalia Centrum doet mee.", ("Prinses Amalia Centrum", "organisation")),
        ("Locatie: Provinciaal Museum Kruiskerk", ("Provinciaal Museum Kruiskerk", "organisation")),
        ("Het werk is van het bakkersechtpaar Bols-Kuyt en hun zoon.", ("Bols-Kuyt", "person")),
        (
            "Zondag opent ‘Geen Antwoord is Ook Goed’, een eerste grote solotentoonstelling.",
            ("Geen Antwoord is Ook Goed", "event"),
        ),
    ],
)
def test_whole(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text, "nl")


def test_days_and_towns_behind_a_compound_stay_what_they_are() -> None:
    found = names(
        "Op donderdag Jan Voorbeeld. De industriestad Charleroi en bijvoorbeeld Philips. Het filmfestival van Gent.", "nl"
    )
    assert ("Jan Voorbeeld", "person") in found
    assert ("Charleroi", "place") in found
    assert not any(name.endswith("dag Jan") for name, _ in found)


def test_a_golden_age_is_no_award() -> None:
    assert ("Gouden Eeuw", "programme") not in names("Dat dateert uit de Gouden Eeuw van de stad.", "nl")


def test_people_of_a_town_are_no_names() -> None:
    assert not {name for name, _ in read_names("Veel Antwerpenaars en Dendermondenaren kwamen kijken naar het werk.")}


def test_an_office_and_its_fields_are_no_name() -> None:
    found = read_names("Sofie Bral, Gents Schepen voor Economie, Handel en Sport, kwam langs.")
    assert {name for name, _ in found} == {"Sofie Bral"}


def test_columns_of_a_menu_are_not_one_name() -> None:
    text = "Dagklok     Voorpagina  Regio  Sport  Cultuur  Abonneren\n\nDe krant Dagklok schrijft dat het regent in de straat."
    assert not any("Sport" in m.text for m in mentions(text, "nl"))
