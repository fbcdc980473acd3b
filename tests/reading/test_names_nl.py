"""Dutch names; the sentences and most names are made up."""

import pytest
from named_text import mentions, names

ORGANISED = [
    ("Koninklijke Academie voor Beeldende Vorming te Gent", "organisation"),
    ("Stedelijke Commissie voor Bomen en Parken van Leuven", "organisation"),
    ("Kring voor Oudheidkunde, Letteren en Kunst van Mechelen", "organisation"),
    ("ministerie van Landbouw, Natuur en Visserij", "organisation"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zij studeerde aan de Hogeschool Zeeland en bleef daar wonen.", ("Hogeschool Zeeland", "organisation")),
        ("Het Instituut voor Glas en Keramiek is er nog niet klaar voor.", ("Instituut voor Glas en Keramiek", "organisation")),
        ("De Kamer van Koophandel Twente heeft het plan gesteund.", ("Kamer van Koophandel Twente", "organisation")),
        ("De vzw Rietvoorn werkt er samen met de buren van het huis.", ("Rietvoorn", "organisation")),
        ("Molenwiek BV verhuurt er nu de oude zolder aan een koor.", ("Molenwiek BV", "organisation")),
        ('"Het wordt krap", zegt Marieke van den Broeck, coördinator van het huis.', ("Marieke van den Broeck", "person")),
        ("De ingenieur Joris De Wolf kwam uit een klein dorp in de buurt.", ("Joris De Wolf", "person")),
        ("Het kantoor ligt in de Wolvenstraat 12 en is niet te missen.", ("Wolvenstraat", "place")),
        ("De stad ondertekende het Handvest van de Stille Weg in het voorjaar.", ("Handvest van de Stille Weg", "programme")),
        ("Ze kreeg in 2017 de Zilveren Reiger voor haar laatste werk.", ("Zilveren Reiger", "programme")),
        ("De steun kwam van de Europese Commissie en van de Belgische regering.", ("Belgische regering", "organisation")),
        ("De Tachtigjarige Oorlog heeft het dorp niet gespaard.", ("Tachtigjarige Oorlog", "event")),
        ("Ze reisden door Nederland naar Luik en naar Rijsel.", ("Luik", "place")),
        ("Ze kregen geld van het Campus Voorbeeld Fund voor de bouw.", ("Campus Voorbeeld Fund", "programme")),
        ("Hij gaf les aan de Koninklijke Academie voor Beeldende Vorming te Gent.", ORGANISED[0]),
        ("Zij zat in de Stedelijke Commissie voor Bomen en Parken van Leuven.", ORGANISED[1]),
        ("Dit plan is van de gemeente Groningen en van niemand anders.", ("gemeente Groningen", "organisation")),
        ("Hij werd decaan van de faculteit Werktuigbouwkunde.", ("faculteit Werktuigbouwkunde", "organisation")),
        ("Volgens prof.dr. E.W. (Joop) Zandvliet is dat te weinig.", ("E.W. (Joop) Zandvliet", "person")),
        ("De tekst is van Berkel, K.L. van en is nagelezen.", ("Berkel, K.L. van", "person")),
        ("Zie ook: Zandvliet, J. (1983) en anderen.", ("Zandvliet, J.", "person")),
        ("Zij staken geld in vexo.lumi, een fonds voor licht.", ("vexo.lumi", "programme")),
        ("Het programma, 'Eerste Trap', biedt coaching en geld.", ("Eerste Trap", "programme")),
        ("Ze is lid van de Kring voor Oudheidkunde, Letteren en Kunst van Mechelen.", ORGANISED[2]),
        ("Dat zei het ministerie van Landbouw, Natuur en Visserij gisteren.", ORGANISED[3]),
        ("De steun gaat naar het Gentse Zilverwater en naar niemand anders.", ("Zilverwater", "organisation")),
        ("De brief is van Minister Zandvliet en van haar alleen.", ("Zandvliet", "person")),
        ("Het plan geldt voor de gemeenten Delft, Oosterdrecht en Wierum.", ("Oosterdrecht", "place")),
        ("Zij zitten bij de studio In The Zilver op zolder.", ("In The Zilver", "organisation")),
        ("Het geld komt uit het programma Kansen voor Oost.", ("Kansen voor Oost", "programme")),
        ("Het dorp ligt aan het riviertje de Aa.", ("Aa", "place")),
        ("De game Zilverwater is hier in het huis gemaakt.", ("Zilverwater", "work")),
    ],
)
def test_found(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text)


def test_no_names() -> None:
    text = "De Leuvense bakker en de Nederlandse klanten komen op maandag. In het Frans heet dat anders. Het is er stil."
    assert names(text) == set()


def test_a_list_behind_labels() -> None:
    text = "Wie zit er in het huis?\n\n- games: Zilverwater BV, Mist & Maan\n- geluid: Oorlel\n\nDat zijn ze, meer is er niet."
    assert {("Zilverwater BV", "organisation"), ("Mist & Maan", "organisation"), ("Oorlel", "organisation")} <= names(text)


def test_short_and_long_forms() -> None:
    text = "De vereniging Huis aan de Vaart (HAV) is er nog. Het Huis aan de Vaart heeft leden en het heeft een tuin."
    assert {m.kind for m in mentions(text) if not m.described} == {"organisation"}


def test_labels_and_places_that_are_no_names() -> None:
    text = (
        "- Type bedrijf: kleine weverij\n- Toegekende subsidie: 1.000 euro\n- Categorie archief\n\nHet staat in de gemeente Gent."
    )
    found = names(text)
    assert not {name for name, _ in found} & {"Type", "Toegekende", "Categorie", "gemeente Gent"}


def test_a_heading_that_the_text_calls_a_project_is_its_name() -> None:
    text = "# Projecten\n\n- Ruimte voor water\n\nDit project richt zich op beken en rivieren in het hele land.\n"
    assert ("Ruimte voor water", "programme") in names(text)


def test_a_title_that_the_text_repeats_is_a_name() -> None:
    text = "# Weverij en Ververij Zandhoek\n\nDe firma gaat onder de naam Weverij en Ververij Zandhoek te Tilburg verder."
    assert ("Weverij en Ververij Zandhoek", "organisation") in names(text)
