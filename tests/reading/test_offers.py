"""Rooms of a house, what it made in turn and what a body was set up for; all names are made up."""

import pytest
from named_text import lexicon

from dentelle.model import Document
from dentelle.reading import read


def told(text: str, language: str, prop: str) -> set[tuple[str, str]]:
    """(subject, value) of the claims of ``prop`` in ``text``."""
    reading = read(Document("s", "a.txt", "text", "", text, language=language), lexicon())
    return {(claim.subject, claim.value.text) for claim in reading.claims if claim.property == prop}


@pytest.mark.parametrize(
    ("language", "text", "owner", "wanted"),
    [
        ("en", "Merrow Institute comprises a dye workshop, a lecture room and a canteen.", "Merrow Institute", 3),
        ("fr", "L'Institut Merlane abrite une salle de lecture, des ateliers et une cafétéria.", "Institut Merlane", 3),
        ("de", "Das Institut Merlan umfasst einen Lesesaal, eine Werkstatt und eine Kantine.", "Institut Merlan", 3),
        ("de", "Das Institut Merlan ist mit Lesesälen, einer Lehrküche und einem Fotolabor ausgestattet.", "Institut Merlan", 3),
        ("nl", "Instituut Merlaan bestaat uit een leeszaal, een werkplaats en een kantine.", "Instituut Merlaan", 3),
    ],
)
def test_a_house_offers_its_rooms(language: str, text: str, owner: str, wanted: int) -> None:
    found = told(text, language, "offers")
    assert {subject for subject, _ in found} == {owner}
    assert len(found) == wanted


def test_what_is_no_room_is_not_offered_by_having_it() -> None:
    assert not told("Merrow Institute has a long history, a strong team and many friends.", "en", "offers")
    assert not told("Merrow Institute works in sectors including aerospace, rail and energy.", "en", "offers")


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Merrow Works Ltd made kettles and later lamps.", {"kettles", "lamps"}),
        ("en", "Merrow Works Ltd began to build looms.", {"looms"}),
        ("fr", "La société Merlane SA fabrique des bouilloires et plus tard des lampes.", {"bouilloires", "lampes"}),
        ("fr", "La société Merlane SA s'est tournée vers les tissus techniques.", {"tissus techniques"}),
        ("de", "Die Merlan GmbH webte anfangs Leinen, später Gardinen und Möbelstoffe.", {"Leinen", "Gardinen", "Möbelstoffe"}),
        ("de", "Seit der Gründung baut die Merlan GmbH Pumpen.", {"Pumpen"}),
        ("nl", "Merlaan BV maakte eerst ketels en later ook lampen.", {"ketels", "lampen"}),
        ("nl", "Bij Merlaan BV maken ze lampen.", {"lampen"}),
    ],
)
def test_what_was_made_in_turn_is_told_without_its_adverbs(language: str, text: str, wanted: set[str]) -> None:
    assert {value for _, value in told(text, language, "works_in")} == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Merrow Trust Ltd aims to promote basket weaving.", "basket weaving"),
        ("fr", "La société Merlane SA a pour objet la sauvegarde du patrimoine rural.", "patrimoine rural"),
        ("de", "Die Merlan GmbH dient der Förderung und Pflege der Korbflechterei.", "Korbflechterei"),
        ("nl", "Merlaan BV heeft als doel het behoud van oude molens.", "oude molens"),
    ],
)
def test_a_purpose_is_a_field(language: str, text: str, wanted: str) -> None:
    assert wanted in {value for _, value in told(text, language, "works_in")}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Merrow Institute stands by the river. Visitors can hire looms.", {"looms"}),
        ("fr", "L'Institut Merlane est ouvert. Les artisans peuvent louer des établis.", {"établis"}),
        ("de", "Das Institut Merlan ist offen. Besucher können Webstühle mieten.", {"Webstühle"}),
        ("de", "Das Institut Merlan soll Werkbänke bereitstellen.", {"Werkbänke"}),
        ("nl", "Instituut Merlaan is open. Bezoekers kunnen er weefgetouwen huren.", {"weefgetouwen"}),
        (
            "en",
            "Merrow Institute stands by the river.\nProducts: ropes, nets, sails and flags.",
            {"ropes", "nets", "sails", "flags"},
        ),
    ],
)
def test_what_visitors_can_have_there_is_offered(language: str, text: str, wanted: set[str]) -> None:
    assert {value for _, value in told(text, language, "offers")} == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Merrow Mill is a restored cotton mill.", ("Merrow Mill", "cotton")),
        ("en", "They visited the marine research centre Merrow Institute.", ("Merrow Institute", "marine research")),
        ("de", "Es sprach Anke Merlan, Landesbeauftragte für Weberei.", ("Anke Merlan", "Weberei")),
        ("de", "Die Merlan GmbH war eine der ältesten Textilfabriken im Tal.", ("Merlan GmbH", "Textil")),
        ("fr", "Le groupe textile Merlane SA a ouvert une usine.", ("Merlane SA", "textile")),
        ("nl", "Merlaan BV heeft ervaring op het gebied van waterzuivering.", ("Merlaan BV", "waterzuivering")),
    ],
)
def test_a_trade_told_in_passing(language: str, text: str, wanted: tuple[str, str]) -> None:
    assert wanted in told(text, language, "works_in")
