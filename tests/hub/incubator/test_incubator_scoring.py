"""How a jury's scores become an order, and what registers say of those who left."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.hub.incubator.cohorts import Establishment, Leaver, cohorts, fate
from dentelle.hub.incubator.scoring import Ballot, mark, ranked, result

WEIGHTS = {1: 3, 2: 1}


def test_a_mark_weighs_its_criteria_and_waits_for_all_of_them():
    assert mark(Ballot(1, 1, {1: 5, 2: 1}), WEIGHTS) == 4.0
    assert mark(Ballot(1, 1, {1: 5}), WEIGHTS) is None
    assert mark(Ballot(1, 1, {1: 5}), {}) is None


def test_a_result_has_its_spread_who_is_missing_and_leaves_conflicts_out():
    ballots = [Ballot(1, 9, {1: 4, 2: 4}), Ballot(2, 9, {1: 2, 2: 2}), Ballot(3, 9, {1: 5, 2: 5}, True), Ballot(4, 9, {1: 1})]
    found = result(9, ballots, [1, 2, 3, 4, 5], WEIGHTS)
    assert (found.mean, found.spread) == (3.0, 1.0)
    assert found.missing == (4, 5)
    assert found.conflicts == (3,)
    assert result(9, ballots[2:], [3, 4], WEIGHTS).mean is None


def test_equal_means_share_a_rank_and_who_is_not_scored_comes_last():
    ballots = [Ballot(1, 1, {1: 3, 2: 3}), Ballot(1, 2, {1: 5, 2: 5}), Ballot(1, 3, {1: 3, 2: 3})]
    placed = ranked(result(number, ballots, [1], WEIGHTS) for number in (1, 2, 3, 4))
    assert [(one.rank, one.result.application) for one in placed] == [(1, 2), (2, 1), (2, 3), (None, 4)]


@given(st.dictionaries(st.integers(1, 6), st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=1))
def test_a_mark_lies_between_the_least_and_the_best_score(given_scores):
    weights = {criterion: weight for criterion, (weight, _) in given_scores.items()}
    scores = {criterion: score for criterion, (_, score) in given_scores.items()}
    found = mark(Ballot(1, 1, scores), weights)
    assert min(scores.values()) - 1e-9 <= found <= max(scores.values()) + 1e-9


HERE, AWAY = "59606", "75056"
TERRITORY = frozenset({HERE, "59014"})
VINTAGE = date(2026, 11, 1)
OLD = Establishment("1", HERE, date(2018, 1, 1), date(2024, 6, 30), "Valenciennes")


@pytest.mark.parametrize(
    ("establishments", "state", "place"),
    [
        ((), "unknown", ""),
        ((OLD,), "closed", ""),
        ((Establishment("1", HERE, date(2018, 1, 1), None, "Valenciennes"),), "alive", "Valenciennes"),
        ((OLD, Establishment("2", "59014", date(2024, 7, 1), None, "Anzin")), "moved", "Anzin"),
        ((OLD, Establishment("2", AWAY, date(2024, 7, 1), None, "Paris")), "left", "Paris"),
        (
            (Establishment("1", HERE, None, None, "Valenciennes"), Establishment("2", AWAY, None, None, "Paris")),
            "alive",
            "Valenciennes",
        ),
        (
            (OLD, Establishment("2", AWAY, None, None, "Paris"), Establishment("3", "59014", None, None, "Anzin")),
            "moved",
            "Anzin",
        ),
    ],
)
def test_what_became_of_one_who_left(establishments, state, place):
    found = fate(Leaver(1, date(2023, 1, 1), establishments, "1"), VINTAGE, TERRITORY)
    assert (found.state, found.place) == (state, place)
    if state == "closed":
        assert found.since == date(2024, 6, 30)


def test_cohorts_count_only_what_the_register_can_tell():
    lives = Establishment("9", HERE, date(2015, 1, 1))
    leavers = [
        Leaver(1, date(2022, 3, 1), (OLD,)),
        Leaver(2, date(2022, 9, 1), (lives,)),
        Leaver(3, date(2022, 10, 1), ()),
        Leaver(4, date(2025, 6, 1), (lives,)),
        Leaver(5, date(2026, 12, 1), (lives,)),  # after the vintage
    ]
    first, second, all_ = cohorts(leavers, VINTAGE)
    assert (first.year, first.left, first.unknown) == (2022, 3, 1)
    assert [(cell.years, cell.known, cell.alive) for cell in first.cells] == [(1, 2, 2), (2, 2, 2), (3, 2, 1), (5, 0, 0)]
    assert [(cell.known, cell.alive) for cell in second.cells] == [(1, 1), (0, 0), (0, 0), (0, 0)]
    assert (all_.year, all_.left) == (0, 4)
    assert first.cells[2].share == 0.5
    assert first.cells[3].share is None
    assert cohorts([], VINTAGE) == ()
