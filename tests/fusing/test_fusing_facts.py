"""Claims to facts."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dentelle.fusing import fuse
from dentelle.given import Acceptance
from dentelle.model import Claim, Fact, LinkedClaim, Modality, Passage, Value, ValueType

RULES = Acceptance()


def date(edtf: str) -> Value:
    return Value(ValueType.DATE, edtf, edtf=edtf)


def number(amount: float, unit: str, language: str = "fr") -> Value:
    return Value(ValueType.NUMBER, f"{amount:g} {unit}", number=amount, unit=unit, language=language)


def text(words: str, language: str = "fr") -> Value:
    return Value(ValueType.TEXT, words, language=language)


def entity(name: str) -> Value:
    return Value(ValueType.ENTITY, name, kind="organisation")


def said(
    key: str,
    prop: str,
    value: Value,
    *,
    source: str = "",
    qualifiers: tuple[tuple[str, str], ...] = (),
    modality: Modality = Modality.ASSERTED,
    confidence: float = 0.8,
    trust: float = 0.8,
    value_entity: str = "",
    **more: object,
) -> LinkedClaim:
    claim = Claim(
        "Fabrique du Pixel", "organisation", prop, value, Passage(0, 1, "x"), modality, confidence, qualifiers=qualifiers
    )
    return LinkedClaim(key, source or key, "e1", claim, value_entity, trust=trust, **more)  # type: ignore[arg-type]


def facts(*claims: LinkedClaim) -> list[Fact]:
    return list(fuse("e1", claims, RULES))


def test_two_languages_one_number() -> None:
    (fact,) = facts(
        said("a", "count", number(14, "entreprises hébergées")), said("b", "count", number(14, "hosted companies", "en"))
    )
    assert fact.claims == ("a", "b")
    assert fact.confidence == pytest.approx(1 - 0.36**2, abs=1e-4)


def test_two_names_of_one_entity_are_one_fact() -> None:
    (fact,) = facts(
        said("a", "created_by", entity("CAPH"), value_entity="e9"),
        said("b", "created_by", entity("Porte du Hainaut"), value_entity="e9"),
    )
    assert (fact.value_entity, fact.claims, fact.conflict) == ("e9", ("a", "b"), "")


def test_a_source_that_repeats_itself_corroborates_nothing() -> None:
    (fact,) = facts(
        said("a", "website", text("http://www.x.example/"), source="s"), said("b", "website", text("x.example", "en"), source="s")
    )
    assert fact.confidence == pytest.approx(0.64)


def test_confidence_never_reaches_certainty_without_a_person() -> None:
    (fact,) = facts(*(said(f"c{at}", "founded", date("1988"), confidence=0.99, trust=1.0) for at in range(9)))
    assert fact.confidence < 1


def test_a_more_precise_date_is_corroborated_not_contradicted() -> None:
    (fact,) = facts(said("a", "founded", date("2014")), said("b", "founded", date("2014-05")))
    assert (fact.value.edtf, fact.claims, fact.conflict) == ("2014-05", ("a", "b"), "")
    assert (fact.earliest, fact.latest) == ("2014-05-01", "2014-05-31")


def test_a_vague_date_joins_neither_of_two_precise_ones() -> None:
    found = facts(
        said("a", "founded", date("2014")), said("b", "founded", date("2014-05")), said("c", "founded", date("2014-09"))
    )
    assert len(found) == 3
    vague = next(fact for fact in found if fact.value.edtf == "2014")
    assert vague.conflict == ""
    assert len({fact.conflict for fact in found if fact is not vague} - {""}) == 1


def test_rival_dates_share_a_conflict_and_are_ranked() -> None:
    first, second = facts(
        said("a", "founded", date("2009-09")), said("b", "founded", date("2011")), said("c", "founded", date("2011"))
    )
    assert first.conflict == second.conflict != ""
    assert [(fact.value.edtf, fact.rank) for fact in (first, second)] == [("2011", 0), ("2009-09", 1)]


def test_dates_of_different_matters_do_not_conflict() -> None:
    found = facts(
        said("a", "founded", date("1988"), qualifiers=(("what", "école"),)),
        said("b", "founded", date("2015"), qualifiers=(("what", "bâtiment"),)),
    )
    assert [fact.conflict for fact in found] == ["", ""]


@pytest.mark.parametrize(
    ("left", "right", "rivals"),
    [
        (number(14, "entreprises hébergées"), number(19, "hosted companies", "en"), True),
        (number(14, "entreprises hébergées"), number(19, "entreprises adhérentes"), False),
        (number(14, "entreprises"), number(19, "salariés"), False),
        (number(48, "films en compétition"), number(42, "films in competitie", "nl"), True),
        (number(42, "courts métrages d’animation"), number(48, "korte animatiefilms", "nl"), True),
        (number(7, "domaines"), number(8, "Bereiche", "de"), True),
    ],
)
def test_figures_conflict_only_when_they_count_the_same(left: Value, right: Value, rivals: bool) -> None:
    found = facts(said("a", "count", left), said("b", "count", right))
    assert all(bool(fact.conflict) is rivals for fact in found)


def test_figures_of_other_times_do_not_conflict() -> None:
    by_documents = facts(
        said("a", "count", number(62, "membres"), date="2016"), said("b", "count", number(80, "leden", "nl"), date="2020-03")
    )
    stated = facts(
        said("a", "count", number(62, "membres"), qualifiers=(("as_of", "2016"),)),
        said("b", "count", number(80, "membres"), qualifiers=(("as_of", "2020"),)),
    )
    assert not any(fact.conflict for fact in (*by_documents, *stated))
    same_spring = facts(
        said("a", "count", number(23, "personnes"), date="2015-04-09"),
        said("b", "count", number(32, "people", "en"), qualifiers=(("as_of", "2015-21"),)),
    )
    assert all(fact.conflict for fact in same_spring)


def test_one_text_does_not_contradict_itself_with_two_figures_or_days() -> None:
    figures = facts(
        said("a", "count", number(32, "people", "en"), source="s"), said("b", "count", number(58, "people", "en"), source="s")
    )
    days = facts(
        said("a", "takes_place", date("2019-03-14"), source="s"), said("b", "takes_place", date("2019-03-15"), source="s")
    )
    assert not any(fact.conflict for fact in (*figures, *days))


def test_an_event_of_another_year_is_another_edition() -> None:
    near = facts(said("a", "takes_place", date("2018-06-05/2018-06-07")), said("b", "takes_place", date("2018-06-06/2018-06-08")))
    far = facts(said("a", "takes_place", date("2018-06-05")), said("b", "takes_place", date("2019-06-05")))
    assert all(fact.conflict for fact in near)
    assert not any(fact.conflict for fact in far)


@pytest.mark.parametrize("modality", [Modality.PLANNED, Modality.HYPOTHETICAL, Modality.DENIED])
def test_only_what_is_asserted_counts(modality: Modality) -> None:
    asserted, other = facts(
        said("a", "founded", date("1988")), said("b", "founded", date("1990"), modality=modality, confidence=1.0, trust=1.0)
    )
    assert {asserted.status, other.status} == {"accepted", str(modality)}
    assert asserted.conflict == other.conflict == ""


def test_the_acceptance_rule_of_the_territory() -> None:
    claim = said("a", "founded", date("1988"), confidence=0.7, trust=0.8)
    assert fuse("e1", [claim], Acceptance())[0].status == "proposed"
    assert fuse("e1", [claim], Acceptance(0.5))[0].status == "accepted"
    assert fuse("e1", [claim], Acceptance(0.5, (("founded", 0.9),)))[0].status == "proposed"
    assert fuse("e1", [said("a", "founded", date("1988"), promoted=False)], RULES)[0].status == "proposed"


def test_what_a_person_decided() -> None:
    weak = said("a", "founded", date("1988"), confidence=0.2)
    rival = said("b", "founded", date("1990"), confidence=0.9)
    accepted, other = fuse("e1", [said("a", "founded", date("1988"), confidence=0.2, verdict="accept"), rival], RULES)
    assert (accepted.value.edtf, accepted.status, accepted.confidence, accepted.rank, other.rank) == (
        "1988",
        "accepted",
        1.0,
        0,
        1,
    )
    rejected = fuse("e1", [weak, said("b", "founded", date("1990"), verdict="reject")], RULES)
    assert {fact.value.edtf: (fact.status, fact.conflict) for fact in rejected} == {
        "1988": ("proposed", ""),
        "1990": ("rejected", ""),
    }
    assert fuse("e1", [said("a", "founded", date("1988"), verdict="hide")], RULES) == ()
    (corrected,) = fuse("e1", [said("a", "founded", date("1988"), verdict="correct", corrected=date("1989"))], RULES)
    assert (corrected.value.edtf, corrected.status) == ("1989", "accepted")


CLAIMS = st.lists(
    st.builds(
        said,
        st.uuids().map(str),
        st.just("founded"),
        st.sampled_from(("1988", "1988-03", "1988-03-02", "1988-05", "1990", "198X", "1989~")).map(date),
        source=st.sampled_from("abc"),
        confidence=st.sampled_from((0.2, 0.5, 0.9)),
        modality=st.sampled_from((Modality.ASSERTED, Modality.ASSERTED, Modality.PLANNED, Modality.DENIED)),
        verdict=st.sampled_from(("", "", "", "accept", "reject", "hide")),
        qualifiers=st.sampled_from(((), (("what", "école"),), (("as_of", "2019"),))),
    )
    | st.builds(
        said,
        st.uuids().map(str),
        st.just("count"),
        st.builds(number, st.sampled_from((14, 19)), st.sampled_from(("entreprises", "hosted companies", "leden"))),
        source=st.sampled_from("abc"),
        date=st.sampled_from(("", "2015", "2016-02")),
        qualifiers=st.sampled_from(((), (("as_of", "2015"),), (("as_of", "2016"),))),
    ),
    max_size=9,
)


@given(CLAIMS, st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_order_changes_nothing_and_no_claim_is_lost(claims: list[LinkedClaim], shuffled: random.Random) -> None:
    found = fuse("e1", claims, RULES)
    mixed = list(claims)
    shuffled.shuffle(mixed)
    assert fuse("e1", mixed, RULES) == found
    shown = sorted(one.key for one in claims if one.verdict != "hide")
    assert sorted(key for fact in found for key in fact.claims) == shown
    assert len({fact.key for fact in found}) == len(found)
    for fact in found:
        rivals = [other for other in found if other.conflict and other.conflict == fact.conflict]
        assert sorted(other.rank for other in rivals) == list(range(len(rivals)))
        assert fact.conflict or fact.rank == 0
        assert not fact.conflict or fact.status in {"accepted", "proposed"}
