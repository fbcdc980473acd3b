"""Names as French pages write them: small head nouns, closing adjectives, acronyms, brands with a full stop, headings."""

import pytest
from named_text import lexicon

from dentelle.model import Document
from dentelle.reading.dates import dates_in
from dentelle.reading.names.finding import find_names
from dentelle.reading.prepared import prepare


def _said(text: str) -> set[str]:
    prepared = prepare(Document("s", "a.txt", "text", "", text, language="fr"))
    return {f"{mention.kind}: {mention.text}" for mention in find_names(prepared, lexicon())}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("L'équipe a visité la verrerie de Montbrelle.", "organisation: verrerie de Montbrelle"),
        ("Il sort de l'école hôtelière de Lille.", "organisation: école hôtelière de Lille"),
        ("La péniche suit le canal de l'Ouest depuis midi.", "place: canal de l'Ouest"),
        ("La communauté de communes du Brévois les soutient.", "organisation: communauté de communes du Brévois"),
        ("Ils ont grandi dans le quartier des Tanneurs.", "place: quartier des Tanneurs"),
        ("Elle a reçu le Trophée de la recette simple, à Lille.", "programme: Trophée de la recette simple"),
        ("L'Union des petites et moyennes fermes a signé.", "organisation: Union des petites et moyennes fermes"),
        (
            "Rencontre à l'école d'ingénieurs du Marais et de la Baie d'Aubry (EIMBA).",
            "organisation: école d'ingénieurs du Marais et de la Baie d'Aubry",
        ),
        ("La plus connue reste NOVA.RX, une jeune entreprise.", "organisation: NOVA.RX"),
    ],
)
def test_a_name_is_whole(text: str, told: str) -> None:
    assert told in _said(text)


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("L'équipe compte cinq salariés.", "L'équipe"),
        ("Le bateau longe le canal de l'Ouest et de la ligne de tramway.", "ligne"),
        ("Quatre régions : Île-de-Grève, Pays de la Vire, Auvergne.", "Pays de"),
        ("Fiche\n\n• Code Postal: 59300\n• Ville: Lille\n", "Code"),
    ],
)
def test_what_is_no_name_or_no_part_of_it(text: str, none: str) -> None:
    assert not any(name.endswith(none) or none in name.split() for name in _said(text))


def test_a_wiki_section_is_a_heading_without_its_mark() -> None:
    sentences = prepare(Document("s", "a.txt", "text", "", "Élastor[modifier | modifier le code]\n\nC'est un club.")).sentences
    assert [(s.role, s.end - s.start) for s in sentences] == [("heading", 7), ("sentence", 14)]


def test_an_acronym_parted_at_a_line_end_is_one_word() -> None:
    assert "INTERREG" in prepare(Document("s", "a.txt", "text", "", "Le programme INTER-\nREG finance la halle.")).text


def test_decades_halves_of_years_and_round_numbers() -> None:
    text = "Dans les années 1960-1970, puis au second semestre 2022, environ 150 000 visiteurs."
    assert [date.edtf for date in dates_in(text, "fr")] == ["196X/197X", "2022-07/2022-12"]
