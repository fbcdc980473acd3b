"""Dutch names; the sentences and most names are made up."""

import pytest
from named_text import mentions, names


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
