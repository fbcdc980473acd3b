"""Each check: what it finds, and what it must leave alone."""

import re
from dataclasses import replace

import pytest

from dentelle.checking import (
    CHECKS,
    MESSAGES,
    Entry,
    RowChange,
    check_document,
    check_entity,
    check_page,
    check_pairs,
    sentence,
)
from dentelle.fusing import fuse
from dentelle.given import Acceptance
from dentelle.model import LANGUAGES, Claim, Finding, ItemList, LinkedClaim, Modality, Pair, Passage, Value, ValueType
from dentelle.vocabulary import label

OUTCOMES: set[str] = set()
OF_A_WEAVE = {
    "skipped",
    "renamed",
    "vanished_claim",
    "vanished_pair",
    "vanished_statement",
    "forbidden_pair",
}  # findings that no check makes


def date(edtf: str) -> Value:
    return Value(ValueType.DATE, edtf, edtf=edtf)


def number(amount: float, unit: str, language: str) -> Value:
    return Value(ValueType.NUMBER, f"{amount:g} {unit}", number=amount, unit=unit, language=language)


def said(
    key: str,
    prop: str,
    value: Value,
    *,
    subject: str = "Fabrique du Pixel",
    kind: str = "organisation",
    entity: str = "e1",
    source: str = "",
    qualifiers: tuple[tuple[str, str], ...] = (),
    modality: Modality = Modality.ASSERTED,
    language: str = "fr",
    **more: object,
) -> LinkedClaim:
    claim = Claim(subject, kind, prop, value, Passage(0, 1, "x"), modality, language=language, qualifiers=qualifiers)
    return LinkedClaim(key, source or key, entity, claim, **more)  # type: ignore[arg-type]


def items(stated: int, *listed: str, noun: str = "domaines", is_open: bool = False, quote: str = "x", lead: str = "") -> ItemList:
    passage = Passage(5, 6, quote, Passage(0, 4, lead) if lead else None)
    return ItemList("Charte", "programme", noun, stated, listed, is_open, passage)


def entity_findings(*claims: LinkedClaim) -> tuple[Finding, ...]:
    return check_entity("e1", fuse("e1", claims, Acceptance()), claims)


def readable(finding: Finding) -> None:
    """The finding has a sentence in each language, with every placeholder filled."""
    for language in LANGUAGES:
        shown = sentence(finding.check, finding.data, language)
        assert "…" not in shown.replace("; …", "")
        assert "{" not in shown


# ---- counts -------------------------------------------------------------------------------------------------------


def test_a_right_count_is_said_to_be_right() -> None:
    (finding,) = check_document("s", [items(3, "santé", "culture", "formation")], [])
    assert finding.severity == "right"
    readable(finding)


def test_a_wrong_count_is_a_warning_with_its_claim_and_entity() -> None:
    claim = said("k1", "count", number(8, "domaines", "fr"), subject="Charte", kind="programme", entity="e7", source="s")
    (finding,) = check_document("s", [items(8, "santé", "culture", "formation", "image", "emploi")], [claim])
    assert (finding.severity, finding.claims, finding.entities) == ("warning", ("k1",), ("e7",))
    assert dict(finding.data)["listed"] == "5"
    readable(finding)


def test_an_open_list_proves_nothing() -> None:
    assert check_document("s", [items(11, "Praxys", "PNT", is_open=True)], []) == ()


def test_a_few_names_after_a_large_figure_are_not_what_was_counted() -> None:
    assert check_document("s", [items(58, "Solène", "Hafida", "Bernadette", noun="personnes")], []) == ()


def test_of_a_list_of_two_kinds_the_counted_lines_count() -> None:
    lines = (
        "Capitale French Tech Lille",
        *(f"Communauté French Tech {place}" for place in ("Artois", "Littoral", "Sud", "Grand Hainaut")),
    )
    (finding,) = check_document("s", [items(4, *lines, noun="communities", lead="The Capital & the communities are:")], [])
    assert finding.severity == "right"
    readable(finding)
    (wrong,) = check_document("s", [items(3, *lines, noun="communities")], [])
    assert wrong.severity == "warning"


def test_a_name_listed_twice_counts_once() -> None:
    (finding,) = check_document("s", [items(2, "Santé", "santé", "culture")], [])
    assert finding.severity == "right"


# ---- entities -----------------------------------------------------------------------------------------------------


def test_rival_values_of_two_documents() -> None:
    (finding,) = entity_findings(said("a", "founded", date("2009-09")), said("b", "founded", date("2011")))
    assert (finding.check, finding.claims, finding.sources) == ("rivals", ("a", "b"), ("a", "b"))
    assert label("founded", "de") in sentence(finding.check, finding.data, "de")
    readable(finding)


def test_one_source_disagrees_with_nobody() -> None:
    assert entity_findings(said("a", "founded", date("1898"), source="s"), said("b", "founded", date("1991"), source="s")) == ()


def test_rivals_that_a_person_settled_are_not_asked_again() -> None:
    assert entity_findings(said("a", "founded", date("2009")), said("b", "founded", date("2011"), verdict="accept")) == ()
    assert entity_findings(said("a", "founded", date("2009")), said("b", "founded", date("2011"), verdict="reject")) == ()


@pytest.mark.parametrize(
    ("claims", "outcome"),
    [
        ([said("a", "founded", date("2011")), said("b", "closed", date("2009"))], "out_of_order"),
        ([said("a", "founded", Value(ValueType.DATE, "30 février 2011", edtf="2011-02-30"))], "no_such_day"),
        ([said("a", "takes_place", date("2018-06-08/2018-06-06"))], "ends_before"),
        ([said("a", "located_in", date("2011"), qualifiers=(("from", "2015"), ("to", "2012")))], "ends_before"),
        ([said("a", "founded", date("2020"), date="2015-04")], "foretold"),
    ],
)
def test_dates_that_cannot_be(claims: list[LinkedClaim], outcome: str) -> None:
    found = [one for one in check_entity("e1", (), claims) if one.check == "dates"]
    assert [dict(one.data)["outcome"] for one in found] == [outcome]
    readable(found[0])


def test_dates_that_can_be() -> None:
    for claims in (
        [said("a", "founded", date("2011")), said("b", "closed", date("2011"))],
        [said("a", "founded", date("2020"), date="2015", modality=Modality.PLANNED)],
        [
            said("a", "founded", date("2011"), qualifiers=(("what", "école"),)),
            said("b", "closed", date("2009"), qualifiers=(("what", "puits"),)),
        ],
        [said("a", "founded", date("199X")), said("b", "closed", date("1995"))],
        [said("a", "takes_place", date("2018-06/.."))],
    ):
        assert [one for one in check_entity("e1", (), claims) if one.check == "dates"] == []


def test_one_award_dated_twice() -> None:
    prize = Value(ValueType.ENTITY, "Trophée Escaut Innovation", kind="programme")
    left = said("a", "received", prize, value_entity="e5", qualifiers=(("as_of", "2014"),))
    (finding,) = entity_findings(left, said("b", "received", prize, value_entity="e5", qualifiers=(("as_of", "2013"),)))
    assert finding.check == "datings"
    readable(finding)
    assert entity_findings(left, said("b", "received", prize, value_entity="e5", qualifiers=(("as_of", "2004"),))) == ()
    assert entity_findings(said("a", "happened", date("1789")), said("b", "happened", date("1790"))) == ()
    opening = (("what", "ouverture de la fosse"),)
    opened = [said(key, "happened", date(year), qualifiers=opening) for key, year in (("a", "1789"), ("b", "1790"))]
    assert [one.check for one in entity_findings(*opened)] == ["datings"]
    (near,) = entity_findings(said("a", "happened", date("2017-11-23")), said("b", "happened", date("2017-11-24")))
    assert near.check == "datings"
    assert near.message.endswith("“happened” is dated 2017-11-23 and 2017-11-24")
    readable(near)


def told(key: str, quote: str, when: str, edtf: str, **more: object) -> LinkedClaim:
    """A dated fact with the passage that tells it; ``when`` are the words of the date in ``quote``."""
    value = Value(ValueType.DATE, when, edtf=edtf)
    claim = Claim("Merzen", "place", "happened", value, Passage(0, len(quote), quote), language="en")
    return LinkedClaim(key, key, "e1", claim, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            ("Merzen has been twinned with Dorbach since 1968.", "1968"),
            ("The twinning of Dorbach and Merzen dates from 1973.", "1973"),
        ),
        (("1811 – Ada Reed finds the first copper at Merzen.", "1811"), ("Copper was first found at Merzen in 1823.", "1823")),
        (("In 1901 fire destroyed the old grain hall.", "1901"), ("Merzen lost its grain hall: it burned down in 1911.", "1911")),
    ],
)
def test_one_deed_that_two_sources_date_otherwise(left: tuple[str, str], right: tuple[str, str]) -> None:
    claims = [told(key, quote, when, when) for key, (quote, when) in (("a", left), ("b", right))]
    (finding,) = entity_findings(*claims)
    assert finding.check == "datings"
    assert dict(finding.data)["value"]
    readable(finding)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            ("Merzen has been twinned with Dorbach since 1968.", "1968"),
            ("Merzen has been twinned with Ottberg since 1973.", "1973"),
        ),
        (("The first copper came from Merzen in 1811.", "1811"), ("In 1823 Merzen had its first school.", "1823")),
        (("A bridge was opened at Merzen in 1901.", "1901"), ("A second bridge was opened at Merzen in 1951.", "1951")),
        (("Ada Reed was born in 1801, and the mine was closed.", "1801"), ("In 1803 the mine shut.", "1803")),
    ],
)
def test_two_deeds_are_not_one(left: tuple[str, str], right: tuple[str, str]) -> None:
    claims = [told(key, quote, when, when) for key, (quote, when) in (("a", left), ("b", right))]
    assert [one for one in entity_findings(*claims) if one.check == "datings"] == []


def test_a_date_that_both_sources_give_is_no_disagreement() -> None:
    hall = "The grain hall of Merzen burned down in {}."
    one, two = (told(key, hall.format(year), year, year) for key, year in (("a", "1901"), ("b", "1911")))
    again = told(
        "c",
        hall.format("1901") + " ",
        "1901",
        "1901",
    )
    again = LinkedClaim("c", "b", "e1", again.claim)
    assert entity_findings(one, two) != ()
    assert entity_findings(one, two, again) == ()


def test_an_award_told_beside_its_date() -> None:
    prize = Value(ValueType.ENTITY, "Denham Prize", kind="programme")
    claims = []
    for key, quote, year in (("a", "It won the Denham Prize in 2014.", "2014"), ("b", "Denham Prize, 2015", "2015")):
        passage = Passage(0, len(quote), quote)
        claims += [
            LinkedClaim(f"{key}1", key, "e1", Claim("Optea", "organisation", "received", prize, passage), "e9"),
            LinkedClaim(f"{key}2", key, "e1", Claim("Optea", "organisation", "happened", date(year), passage)),
        ]
    (finding,) = entity_findings(*claims)
    assert dict(finding.data)["property"] == "received"
    assert dict(finding.data)["value"] == "Denham Prize"
    readable(finding)


def test_what_comes_before_the_founding_cannot_be() -> None:
    prize = Value(ValueType.ENTITY, "Denham Prize", kind="programme")
    won = said("b", "received", prize, qualifiers=(("as_of", "2004"),))
    (finding,) = entity_findings(said("a", "founded", date("2009")), won)
    assert dict(finding.data)["outcome"] == "out_of_order"
    readable(finding)
    assert entity_findings(said("a", "founded", date("2003")), said("c", "founded", date("2003-05")), won) == ()


def test_identifiers_that_cannot_be() -> None:
    siret = (("scheme", "siret"),)
    bad = said("a", "identifier", Value(ValueType.TEXT, "73282932000075"), qualifiers=siret)
    good = said("b", "identifier", Value(ValueType.TEXT, "732 829 320 00074"), qualifiers=siret)
    post = said("c", "identifier", Value(ValueType.TEXT, "35600000000047"), qualifiers=siret)  # La Poste: the digits add up to 25
    (finding,) = entity_findings(bad, good, post)
    assert (finding.check, finding.claims) == ("identifiers", ("a",))
    readable(finding)


def test_two_spellings_of_one_person() -> None:
    role = Value(ValueType.ENTITY, "Fabrique du Pixel", kind="organisation")
    claims = [
        said(name, "role", role, subject=name, kind="person")
        for name in ("Grégoire Lampaert", "Grégoire Lampaerts", "G. Lampaert")
    ]
    (finding,) = entity_findings(*claims)
    assert dict(finding.data) == {"left": "Grégoire Lampaert", "right": "Grégoire Lampaerts"}
    readable(finding)


def test_an_event_that_is_announced_for_other_days() -> None:
    def on(key: str, edtf: str, modality: Modality = Modality.PLANNED) -> LinkedClaim:
        return said(key, "takes_place", date(edtf), subject="Assises du lin", kind="event", modality=modality)

    first = on("a", "2018-06-05/2018-06-07")
    held = on("b", "2018-06-06/2018-06-08", Modality.ASSERTED)
    (finding,) = entity_findings(first, held)
    assert (finding.check, finding.claims) == ("datings", ("a", "b"))
    readable(finding)
    assert entity_findings(first, on("b", "2018-06-05/2018-06-07")) == ()
    assert entity_findings(first, on("b", "2018-06")) == ()
    assert entity_findings(first, on("b", "2019-06-06/2019-06-08")) == ()  # another edition


def test_spellings_of_a_person_whom_nothing_is_said_of() -> None:
    names = {"Griet Vanhaverbeke": frozenset({"fr"}), "Griet Van Haverbeke": frozenset({"nl"}), "Griet Baert": frozenset({"en"})}
    (finding,) = check_entity("p", (), (), names=names)
    assert dict(finding.data) == {"left": "Griet Van Haverbeke", "right": "Griet Vanhaverbeke"}
    assert finding.sources == ("fr", "nl")
    readable(finding)
    alike = {"Griet Vanhaverbeke": frozenset({"fr"}), "Griet Van Haverbeke": frozenset({"fr"})}
    assert check_entity("p", (), (), names=alike) == ()  # one source that writes both means one


def test_an_identifier_that_a_register_has_closed() -> None:
    siret = (("scheme", "siret"),)
    entries = {"a": Entry("PRAXYS", "2019-04-30", "sirene")}
    told = said("a", "identifier", Value(ValueType.TEXT, "732 829 320 00074"), qualifiers=siret)
    (finding,) = check_entity("e1", (), [told], entries=entries)
    assert (finding.check, finding.severity, finding.claims) == ("closures", "warning", ("a",))
    readable(finding)
    assert check_entity("e1", (), [told, said("b", "closed", date("2019"))], entries=entries) == ()
    assert check_entity("e1", (), [told], entries={"a": Entry("PRAXYS", "", "sirene")}) == ()


@pytest.mark.parametrize(
    ("entry", "outcome", "severity"),
    [
        (Entry("", "", "sirene", known=False), "unknown", "warning"),
        (Entry("PRAXYS", "", "sirene", "LENS", amiss="name"), "name", "notice"),
        (Entry("PRAXYS", "", "sirene", "LENS", amiss="town"), "town", "notice"),
        (Entry("PRAXYS", "", "sirene", "LENS", amiss="name_and_town"), "name_and_town", "error"),
    ],
)
def test_an_identifier_that_a_register_does_not_know_so(entry: Entry, outcome: str, severity: str) -> None:
    told = said("a", "identifier", Value(ValueType.TEXT, "73282932000074"), qualifiers=(("scheme", "siret"),))
    (finding,) = check_entity("e1", (), [told], entries={"a": entry})
    assert (finding.check, dict(finding.data)["outcome"], finding.severity, finding.claims) == (
        "registered", outcome, severity, ("a",),
    )  # fmt: skip
    readable(finding)
    assert check_entity("e1", (), [replace(told, verdict="accept")], entries={"a": entry}) == ()
    assert check_entity("e1", (), [told], entries={"a": Entry("PRAXYS", "", "sirene", "LENS")}) == ()


@pytest.mark.parametrize("what", ["opened", "closed", "reopened", "gone", "moved", "renamed", "hidden"])
def test_what_a_newer_vintage_changed(what: str) -> None:
    told = said("a", "identifier", Value(ValueType.TEXT, "732 829 320 00074"), qualifiers=(("scheme", "siret"),))
    change = RowChange("sirene", "2026-07-01", what, "73282932000074", "1 rue du Puits", "2 rue du Four", "2026-05-01")
    (finding,) = check_entity("e1", (), [told], label="Praxys", changes=[change, change])
    assert (finding.check, dict(finding.data)["outcome"], finding.claims) == ("vintages", what, ("a",))
    assert "Praxys" in finding.message
    readable(finding)


def placed(key: str, town: str) -> LinkedClaim:
    return said(key, "located_in", Value(ValueType.ENTITY, town, kind="place"))


def test_an_actor_outside_the_perimeter() -> None:
    inside = frozenset({"59606", "59172"})  # Valenciennes, Denain
    (finding,) = check_entity("e1", (), [placed("a", "Kortrijk"), placed("b", "Courtrai")], inside=inside)
    assert (finding.check, finding.claims, dict(finding.data)["places"]) == ("perimeter", ("a", "b"), "Kortrijk, Courtrai")
    readable(finding)
    for towns in (("Denain",), ("Kortrijk", "Denain"), ("Valencijn",), ("Zolamon",), ("Kortrijk", "Nord"), ()):
        claims = [placed(town, town) for town in towns]
        assert check_entity("e1", (), claims, inside=inside) == (), towns
    assert check_entity("e1", (), [placed("a", "Kortrijk")]) == ()


# ---- versions of a page -------------------------------------------------------------------------------------------


def test_versions_that_disagree() -> None:
    french = said("a", "count", number(42, "films en compétition", "fr"), source="fr")
    dutch = said("b", "count", number(48, "films in competitie", "nl"), source="nl", language="nl")
    (finding,) = check_page("festival", {"fr": [french], "nl": [dutch]})
    assert (finding.check, finding.severity, finding.claims) == ("versions", "warning", ("a", "b"))
    readable(finding)


def test_versions_that_date_one_happening_otherwise() -> None:
    english, french = said("a", "happened", date("1721"), language="en"), said("b", "happened", date("1720"))
    (finding,) = check_page("town", {"en": [english], "fr": [french]})
    assert (finding.check, finding.claims) == ("versions", ("a", "b"))
    another = said("c", "happened", date("1778"))
    assert check_page("town", {"en": [english], "fr": [french, another]}) == ()  # which of them it is, nobody can say


def test_versions_that_agree_or_leave_out_are_left_alone() -> None:
    french = [said("a", "founded", date("1988")), said("c", "count", number(3, "films", "fr"))]
    dutch = [said("b", "founded", date("1988-03"), language="nl"), said("d", "count", number(4, "jeux", "fr"))]
    assert check_page("page", {"fr": french, "nl": dutch}) == ()
    assert check_page("page", {"fr": french, "nl": []}) == ()


def test_what_only_one_version_gives() -> None:
    def version(language: str, *years: str) -> list[LinkedClaim]:
        return [said(f"{language}{year}", "happened", date(year), language=language, source=language) for year in years]

    french = version("fr", "1889", "1902", "1911", "1923-05", "2017")
    (finding,) = check_page("walk", {"fr": french, "nl": version("nl", "1889", "1902", "1911", "1923")})
    assert (dict(finding.data)["outcome"], finding.claims) == ("alone", ("fr2017",))
    readable(finding)
    assert check_page("walk", {"fr": french, "nl": version("nl", "1889", "1902")}) == ()  # shorter, no translation


def test_a_version_that_lacks_one_of_many() -> None:
    def covers(version: str, *domains: str) -> list[LinkedClaim]:
        return [
            said(f"{version}{at}", "covers", Value(ValueType.CONCEPT, one, concept=one), source=version)
            for at, one in enumerate(domains)
        ]

    (finding,) = check_page("charte", {"fr": covers("fr", "a", "b", "c", "d"), "de": covers("de", "a", "b", "c")})
    assert dict(finding.data)["values"] == "d"
    readable(finding)
    unknown = said("x", "covers", Value(ValueType.TEXT, "Barrierefreiheit", language="de"), source="de")
    assert check_page("charte", {"fr": covers("fr", "a", "b", "c", "d"), "de": [*covers("de", "a", "b", "c"), unknown]}) == ()


# ---- pairs, messages ----------------------------------------------------------------------------------------------


def test_pairs_in_review_become_questions() -> None:
    pair = Pair(
        "a|organisation|cci", "b|organisation|x", "review", 0.55, "Because.", "short_form", (("long", "CCI X"), ("short", "CCI"))
    )
    (finding,) = check_pairs([pair, Pair("a|x", "b|x", "match", 0.99, "")], {pair.left: "e1"}, {pair.left: "CCI"})
    assert (finding.entities, finding.sources) == (("e1",), ("a", "b"))
    assert "CCI X" in sentence("pairs", finding.data, "fr")
    readable(finding)


def test_keys_do_not_follow_offsets_or_order() -> None:
    claims = [said("a", "founded", date("2009")), said("b", "founded", date("2011"))]
    assert [one.key for one in entity_findings(*claims)] == [one.key for one in entity_findings(*reversed(claims))]
    here, there = (ItemList("Charte", "programme", "domaines", 2, ("a", "b"), False, Passage(at, at + 1, "x")) for at in (0, 50))
    assert check_document("s", [here], [])[0].key == check_document("s", [there], [])[0].key


def test_every_check_speaks_every_language_with_the_same_words_to_fill() -> None:
    assert {name.partition(".")[0] for name in MESSAGES} == {*CHECKS, "reason", *OF_A_WEAVE}
    for name, said_in in MESSAGES.items():
        assert set(said_in) == set(LANGUAGES), name
        filled = {language: set(re.findall(r"{(\w+)}", text)) for language, text in said_in.items()}
        assert len({frozenset(words) for words in filled.values()}) == 1, name
