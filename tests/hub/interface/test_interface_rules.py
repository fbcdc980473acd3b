"""Three-valued rules: every condition, every perimeter, and that a fact learnt never turns yes into no or back."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.hub.interface.eligibility import Circumstances, checks_of, judge
from dentelle.hub.interface.exchanged import offer_of, read_needs, read_offers
from dentelle.hub.interface.facts import known_facts
from dentelle.hub.interface.matching import Offers, match
from dentelle.hub.interface.terms import Condition, Fact, Offer

GOLD = Path(__file__).parents[3] / "benchmarks" / "matching_gold"
DAY = date(2026, 3, 15)


def verdict(offer: Offer, **facts: Fact) -> str:
    known = Circumstances.of(known_facts(facts), DAY)
    return min(judge(check, known) for check in checks_of(offer)).word


def offer(*conditions: tuple[str, str, Any], **fields: Any) -> Offer:
    made = [Condition(field, op, tuple(value) if isinstance(value, list) else value) for field, op, value in conditions]
    return Offer("o", fields.pop("family", "service"), "en", "An offer", conditions=tuple(made), **fields)


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        (("headcount", "<=", 50), {"headcount": 50}, "yes"),
        (("headcount", "<", 50), {"headcount": 50}, "no"),
        (("headcount", "<", 50), {}, "unknown"),
        (("headcount", "<", 50), {"has_company": False}, "yes"),
        (("headcount", ">=", 1), {"has_company": False}, "no"),
        (("has_company", "=", True), {"headcount": 1}, "unknown"),
        (("has_company", "=", True), {"has_company": 1}, "no"),
        (("naf_prefix", "in", ["10", "25.6"]), {"naf": "25.62B"}, "yes"),
        (("naf_prefix", "in", ["10", "25.6"]), {"naf": "2550B"}, "no"),
        (("naf_prefix", "=", "10.7"), {"naf": "1071C"}, "yes"),
        (("naf_prefix", "not_in", ["10"]), {"naf": "10.71C"}, "no"),
        (("project_type", "in", ["export"]), {"project_type": ("energy", "export")}, "yes"),
        (("project_type", "=", "export"), {"project_type": ("energy",)}, "no"),
        (("project_type", "not_in", ["export"]), {"project_type": ("energy", "export")}, "yes"),
        (("available_from", ">=", "2026-05-01"), {"available_from": "2026-06-01"}, "yes"),
        (("departement", "in", ["59"]), {"commune": "59606"}, "yes"),
        (("country", "=", "FR"), {"departement": "62"}, "yes"),
    ],
)
def test_a_condition_is_yes_no_or_unknown(condition: tuple[str, str, Any], facts: dict[str, Fact], expected: str) -> None:
    assert verdict(offer(condition), **facts) == expected


@pytest.mark.parametrize(
    ("perimeter", "facts", "expected"),
    [
        (["59606"], {"commune": "59606"}, "yes"),
        (["245901160"], {"commune": "59606"}, "yes"),
        (["59"], {"commune": "59606"}, "yes"),
        (["32"], {"commune": "59606"}, "yes"),
        (["32"], {"departement": "32"}, "no"),  # the région, never the Gers
        (["32"], {"departement": "59"}, "yes"),
        (["62", "59"], {"departement": "59"}, "yes"),
        (["245901160"], {"departement": "59"}, "unknown"),
        (["245901160"], {"departement": "62"}, "no"),
        (["59606"], {"departement": "62"}, "no"),
        (["59606"], {"country": "FR"}, "unknown"),
        (["59606"], {"country": "BE"}, "no"),
        (["BE"], {"country": "BE"}, "yes"),
        (["BE"], {"departement": "59"}, "no"),
        (["FR"], {}, "unknown"),
        (["R11"], {"commune": "75120"}, "yes"),
        (["59"], {"commune": "53053", "country": "BE"}, "no"),
    ],
)
def test_a_known_place_may_decide_a_finer_perimeter(perimeter: list[str], facts: dict[str, Fact], expected: str) -> None:
    assert verdict(offer(perimeter=tuple(perimeter)), **facts) == expected


def test_premises_must_stand_inside_the_area_that_is_wanted() -> None:
    room = offer(family="premises", perimeter=("59606",))
    assert verdict(room, commune="59606") == "unknown"
    assert verdict(room, wanted_area=("62", "245901160")) == "yes"
    assert verdict(room, wanted_area=("59350",)) == "no"


def test_a_window_is_open_on_its_first_and_last_day() -> None:
    def window(opens: str | None, closes: str | None) -> str:
        told = {"id": "o", "family": "service", "language": "en", "title": "T", "window": {"opens": opens, "closes": closes}}
        return verdict(offer_of(told))

    assert window("2026-03-15", "2026-03-15") == "yes"
    assert window("2026-03-16", None) == "no"
    assert window(None, "2026-03-14") == "no"


def test_verdicts_are_those_read_from_the_rules_by_other_hands() -> None:
    judged = json.loads((GOLD / "verdicts.json").read_text(encoding="utf-8"))
    offers = Offers.index(read_offers(GOLD / "offers.json"))
    for half in ("tuning", "test"):
        for need in read_needs(GOLD / f"needs_{half}.json"):
            answers = match(need, offers, DAY)
            assert {answer.offer.id: answer.verdict for answer in answers} == judged[need.id]


OFFERS = read_offers(GOLD / "offers.json")
FACTS: dict[str, st.SearchStrategy[Fact]] = {
    "has_company": st.booleans(),
    "headcount": st.integers(0, 300),
    "naf": st.sampled_from(("10.71C", "25.62B", "62.01Z")),
    "project_type": st.sampled_from((("export",), ("energy", "hiring"))),
    "commune": st.sampled_from(("59606", "59350", "62041", "75056")),
    "wanted_area": st.sampled_from((("59",), ("245901160",), ("62",))),
    "turnover_eur": st.integers(0, 10_000_000),
}


@given(st.fixed_dictionaries({}, optional=FACTS), st.sampled_from(sorted(FACTS)), st.data())
def test_learning_a_fact_never_turns_yes_into_no_or_back(facts: dict[str, Fact], learnt: str, data: st.DataObject) -> None:
    if learnt in known_facts(facts):
        return
    told = facts.keys() & {"headcount", "turnover_eur"}  # of a firm: who has told them has a company
    more = {**facts, learnt: True if learnt == "has_company" and told else data.draw(FACTS[learnt])}
    for one in OFFERS:
        before, after = verdict(one, **facts) if checks_of(one) else "yes", verdict(one, **more) if checks_of(one) else "yes"
        assert before in ("unknown", after)
