"""No room is ever let twice: the rule against counting day by day."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dentelle.hub.incubator.occupancy import Interval, Room, Stay, Terms, clash, filling, lanes, next_free

START = date(2026, 1, 1)
SPAN = 40  # days in which everything of these tests happens


def day(number):
    return START + timedelta(days=number)


@st.composite
def intervals(draw):
    since = draw(st.integers(0, SPAN - 1))
    until = draw(st.none() | st.integers(since + 1, SPAN))
    return Interval(day(since), None if until is None else day(until))


@st.composite
def rooms(draw, number=1):
    opened = draw(st.integers(0, 10))
    turns = sorted(draw(st.sets(st.integers(opened + 1, SPAN), max_size=2)))
    terms = tuple(Terms(day(turn), Decimal(draw(st.integers(5, 60))), draw(st.integers(1, 4))) for turn in (opened, *turns))
    closed = draw(st.none() | st.integers(opened + 1, SPAN))
    return Room(number, f"Room {number}", Interval(day(opened), closed and day(closed)), terms, draw(st.booleans()))


def stays(room=1, most=5):
    return st.lists(
        st.builds(Stay, st.integers(1, 9), st.integers(1, 4), st.just(room), intervals(), st.integers(0, 3)), max_size=most
    )


@given(rooms(), stays())
def test_a_clash_is_found_where_counting_every_day_finds_one(room, held):
    over = [
        one
        for one in (day(number) for number in range(SPAN + 1))
        if sum(stay.takes(room) for stay in held if stay.held.holds(one)) > room.places(one)
    ]
    found = clash(room, held)
    assert (found is not None) == bool(over)
    if found:
        assert found.day in over
        assert found.taken > found.places


@given(st.lists(intervals(), min_size=2, max_size=2))
def test_two_stays_overlap_when_they_have_a_day_in_common(pair):
    left, right = pair
    common = any(left.holds(day(number)) and right.holds(day(number)) for number in range(SPAN + 1))
    assert left.overlaps(right) == right.overlaps(left) == common


def test_one_may_move_in_on_the_day_the_other_is_gone():
    room = Room(1, "Room", Interval(START), (Terms(START, Decimal(20), 2),))
    first, second = Stay(1, 1, 1, Interval(day(0), day(10))), Stay(2, 2, 1, Interval(day(10)))
    assert clash(room, [first, second]) is None
    assert clash(room, [first, Stay(2, 2, 1, Interval(day(9)))]).day == day(9)


@given(stays())
def test_no_bar_covers_another_in_its_lane(held):
    for lane in lanes(held):
        for one, other in pairwise(lane):
            assert not one.held.overlaps(other.held)
    assert sorted(stay.id for lane in lanes(held) for stay in lane) == sorted(stay.id for stay in held)


@given(rooms(), rooms(number=2), stays(), stays(room=2), st.integers(0, SPAN))
def test_the_house_is_the_sum_of_its_rooms(one, other, here, there, number):
    both = filling([one, other], [*here, *there], day(number))
    apart = (filling([one], here, day(number)), filling([other], there, day(number)))
    assert both.places == sum(each.places for each in apart)
    assert both.taken == sum(each.taken for each in apart)
    assert both.area_taken == sum(each.area_taken for each in apart)


@given(rooms(), stays(), st.integers(0, SPAN))
def test_the_next_free_day_is_the_first_with_a_place(room, held, number):
    def left(one):
        return room.places(one) - sum(stay.takes(room) for stay in held if stay.held.holds(one))

    free = next((day(later) for later in range(number, SPAN + 1) if left(day(later)) > 0), None)
    found = next_free([room], held, day(number))
    assert [one.since for one in found] == ([free] if free else [])
    if found and found[0].until:
        assert left(found[0].until) <= 0
        assert all(left(found[0].since + timedelta(days=n)) > 0 for n in range((found[0].until - found[0].since).days))
