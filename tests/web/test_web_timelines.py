"""Pictures as numbers: scales, shapes of dates, lanes."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.web.timelines.lanes import MOST_ROWS, rows
from dentelle.web.timelines.marks import mark
from dentelle.web.timelines.picture import Told, of_counts, of_facts
from dentelle.web.timelines.scale import APART, LONG, Scale, years

HISTORY = Scale(870, 2028, 1120)
spans = st.tuples(st.integers(1, 3000), st.integers(1, 3000)).filter(lambda pair: pair[0] < pair[1])


@given(spans, st.floats(0, 1))
def test_a_scale_grows_with_time_and_comes_back(span, share):
    scale = Scale(*span, 1000)
    year = span[0] + share * (span[1] - span[0])
    assert scale.x(span[0]) == pytest.approx(0, abs=1e-6)
    assert scale.x(span[1]) == pytest.approx(1000)
    assert scale.year(scale.x(year)) == pytest.approx(year, abs=0.01)
    assert scale.x(year) <= scale.x(min(year + 1, span[1])) + 1e-9


@given(spans)
def test_lines_stand_apart_within_the_scale(span):
    scale = Scale(*span, 1000)
    places = [scale.x(year) for year in scale.lines()]
    assert all(later - former >= APART for former, later in itertools.pairwise(places))
    assert all(span[0] <= year <= span[1] for year in scale.lines())
    assert scale.lines()


def test_long_histories_give_the_near_years_more_room():
    assert not HISTORY.even
    assert Scale(1700, 1700 + LONG, 1120).even
    assert HISTORY.x(2020) - HISTORY.x(2010) > 5 * (HISTORY.x(1020) - HISTORY.x(1010))


@pytest.mark.parametrize(
    ("date", "shape", "fades", "opens"),
    [
        ("1843-04-07", "dot", "", ""),
        ("1721", "dot", "", ""),
        ("0870~", "dot", "both", ""),
        ("17XX", "band", "", ""),
        ("16XX/17XX", "band", "", ""),
        ("1737/1948", "bar", "", ""),
        ("1737~/1948", "bar", "start", ""),
        ("2017/..", "line", "", "end"),
        ("../1990~", "line", "end", "start"),
    ],
)
def test_a_date_is_drawn_as_certain_as_it_is(date, shape, fades, opens):
    made = mark(date, HISTORY)
    assert (made.shape, made.fades, made.opens) == (shape, fades, opens)
    assert made.left < made.right


def test_a_century_covers_its_hundred_years_and_doubt_is_kept():
    band = mark("17XX", HISTORY)
    assert band.left == pytest.approx(HISTORY.x(1700))
    assert band.right == pytest.approx(HISTORY.x(1800), abs=1)
    assert mark("1721?", HISTORY).unsure
    assert not mark("1721", HISTORY).unsure
    assert years("1721-07-02") == pytest.approx(1721.5, abs=0.01)


def test_no_two_marks_of_a_row_touch():
    marks = [(mark(f"{year}", HISTORY), "some words") for year in range(1700, 1800, 2)]
    laid = rows(marks, 1120)
    assert len(laid.placed) == 50
    by_row: dict[float, list[float]] = {}
    for one in laid.placed:
        by_row.setdefault(one.top, []).append(one.mark.middle)
    assert len(by_row) <= 4 * MOST_ROWS
    assert all(len(set(places)) == len(places) for places in by_row.values())


def test_lanes_stand_below_one_another_and_only_those_with_facts():
    told = [Told("a", "person", "1721", "one"), Told("b", "place", "17XX", "two"), Told("c", "person", "1722", "three")]
    picture = of_facts(told, ("person", "event", "place"), HISTORY)
    assert [(lane.id, lane.total) for lane in picture.lanes] == [("person", 2), ("place", 1)]
    assert picture.lanes[1].top >= picture.lanes[0].top + picture.lanes[0].height
    assert [drawn.key for drawn in picture.lanes[0].marks] == ["a", "c"]


def test_bars_count_every_fact_once():
    counts = {"place": dict.fromkeys(range(870, 2028), 3), "person": {2027: 1}}
    picture = of_counts(counts, ("person", "place"), HISTORY)
    totals = {lane.id: sum(bar.number for bar in lane.bars) for lane in picture.lanes}
    assert totals == {"place": 3 * (2028 - 870), "person": 1}
    bars = picture.lanes[1].bars
    assert all(former.end + 1 == later.start for former, later in itertools.pairwise(bars))
    assert (bars[0].start, bars[-1].end) == (870, 2027)
