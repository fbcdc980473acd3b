"""The benchmark of matching: its measures, and that its frozen figures are those of its page and hold what is asked."""

import json

import matching
import matching_oracle as oracle
from result_pages import table


def test_the_gain_of_an_order_is_compared_with_the_best_there_is() -> None:
    judged = {"a": 3, "b": 1}
    assert matching.ndcg(["a", "b", "c"], judged, {"a", "b", "c"}) == 1.0
    assert 0 < (matching.ndcg(["c", "b", "a"], judged, {"a", "b", "c"}) or 0) < 1
    assert matching.ndcg(["b", "a"], judged, {"b"}) == 1.0  # what cannot be had counts for nobody
    assert matching.ndcg(["c"], judged, {"c"}) is None


def test_words_as_they_stand_find_only_themselves() -> None:
    offers = [{"title": "Energy audit", "text": "", "domains": []}, {"title": "Lace", "text": "old", "domains": []}]
    scores = matching.Bm25(offers).scores("an energy audit")
    assert scores[0] > 0 == scores[1]


def test_the_frozen_verdicts_are_those_of_the_rules() -> None:
    frozen, offers = oracle.load("verdicts.json"), oracle.load("offers.json")
    for half in ("tuning", "test"):
        for need in oracle.load(f"needs_{half}.json"):
            assert frozen[need["id"]] == {offer["id"]: oracle.judge(need, offer)[0] for offer in offers}


def test_the_frozen_figures_hold_what_is_asked_and_stand_on_the_page() -> None:
    told = json.loads(matching.RESULTS.read_text(encoding="utf-8"))
    assert matching.good(told["test"], quick=True)
    names = list(told["test"])
    rows = [[name, *(str(told[half][name]) for half in matching.HALVES)] for name in names]
    assert table(["", *matching.HALVES], rows) in matching.PAGE.read_text(encoding="utf-8")
