"""The forecast: certain where agreements are, learnt where they are not, and no room counted twice in any future."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dentelle.hub.incubator.calendar_months import after, months_between
from dentelle.hub.incubator.forecast import Arrivals, Need, Span, Wish, arrivals, assumed, chances, fits, hazard, spans
from dentelle.hub.incubator.futures import futures, month_days
from dentelle.hub.incubator.invoices import Price
from dentelle.hub.incubator.occupancy import Interval, Room, Stay, Terms, clash
from dentelle.hub.incubator.scenarios import Addition, House, outcome, with_rooms

TODAY = date(2026, 11, 22)
OPENED = date(2018, 1, 1)
GIVEN = replace(assumed(), draws=60, months=24)
RATES = hazard((), GIVEN)


def room(number, area=20, desks=3, shared=False, since=OPENED, until=None):
    return Room(number, f"Room {number:02}", Interval(since, until), (Terms(since, Decimal(area), desks),), shared)


def stay(number, place, since, until=None, desks=0):
    return Stay(number, number, place, Interval(since, until), desks)


def wish(number, area=0, desks=1, **named):
    return Wish(number, 100 + number, after(TODAY, -12), area, desks, **named)


def test_an_end_that_is_known_is_certain():
    held = (stay(1, 1, date(2024, 1, 1), date(2027, 4, 1)),)
    found = chances((room(1),), held, wish(1), RATES, TODAY, 8)
    assert [chance.share for chance in found] == [0, 0, 0, 0, 1, 1, 1, 1]  # from 1 April on
    assert found[0].rooms[0][2][0].ends == date(2027, 4, 1)


def test_a_room_that_somebody_comes_to_later_is_not_free_before():
    held = (stay(1, 1, date(2027, 6, 1)),)
    found = chances((room(1),), held, wish(1), RATES, TODAY, 4)
    assert [chance.share for chance in found] == [0, 0, 0, 0]


def test_a_stay_without_an_end_leaves_as_stays_of_its_age_did():
    held = (stay(1, 1, after(TODAY, -30)),)
    found = chances((room(1),), held, wish(1), RATES, TODAY, 12)
    day = found[-1].day
    assert found[-1].share == pytest.approx(1 - exp(-RATES.bands[0].rate * months_between(TODAY, day)))
    assert all(before.share < later.share for before, later in pairwise(found))


def test_two_rooms_are_two_chances_and_each_counts_once():
    held = tuple(stay(n, n, after(TODAY, -30)) for n in (1, 2))
    one = chances((room(1),), held[:1], wish(1), RATES, TODAY, 6)[-1].share
    two = chances((room(1), room(2)), held, wish(1), RATES, TODAY, 6)[-1].share
    assert two == pytest.approx(1 - (1 - one) ** 2)
    assert chances((room(1), room(2, area=5)), held, wish(1, area=10), RATES, TODAY, 6)[-1].share == pytest.approx(one)


def test_desks_of_a_shared_room_add_up():
    hall = room(1, area=90, desks=4, shared=True)
    held = (stay(1, 1, OPENED, date(2027, 2, 1), 2), stay(2, 1, OPENED, date(2027, 3, 1), 2))
    assert [chance.share for chance in chances((hall,), held, wish(1, desks=2), RATES, TODAY, 4)] == [0, 0, 1, 1]
    assert [chance.share for chance in chances((hall,), held, wish(1, desks=4), RATES, TODAY, 4)] == [0, 0, 0, 1]
    assert not fits(Need(area=10), hall, TODAY)


def test_the_past_of_the_house_moves_the_rates_and_the_prior_fades():
    assert RATES.bands[0].rate == pytest.approx(1 / GIVEN.usual_months)
    quick = hazard([Span(6, left=True)] * 40, GIVEN)
    assert quick.bands[0].rate == pytest.approx((40 + GIVEN.weight) / (240 + GIVEN.weight * GIVEN.usual_months))
    assert quick.bands[1].rate == RATES.bands[1].rate  # nobody has been seen at that age
    assert quick.stays(0, 6) < RATES.stays(0, 6)


def test_an_agreement_that_is_renewed_is_one_stay():
    held = (stay(1, 1, date(2022, 11, 22), date(2024, 11, 22)), replace(stay(2, 1, date(2024, 11, 22)), firm=1))
    (span,) = spans(held, TODAY)
    assert not span.left
    assert span.months == pytest.approx(48, abs=0.1)
    moved = (held[0], replace(held[1], room=2))
    assert sorted(one.left for one in spans(moved, TODAY)) == [False, True]


def test_applicants_come_as_often_as_they_have():
    came = [after(TODAY, -n) for n in (1, 5, 9, 20, 30, 50)]
    found = arrivals(came, [Need(10, 2)], TODAY, GIVEN)
    assert found.monthly == pytest.approx(5 / 36, rel=0.01)
    assert arrivals([], [Need()], TODAY, GIVEN).monthly == 0
    assert arrivals(came, [], TODAY, GIVEN).monthly == 0


@st.composite
def houses(draw):
    count = draw(st.integers(1, 5))
    rooms = tuple(
        room(
            n,
            draw(st.integers(8, 40)),
            draw(st.integers(1, 5)),
            draw(st.booleans()),
            until=draw(st.sampled_from([None, None, date(2028, 3, 1)])),
        )
        for n in range(1, count + 1)
    )
    held = []
    for number in range(draw(st.integers(0, 8))):
        place = draw(st.sampled_from(rooms))
        since = after(OPENED, draw(st.integers(0, 125)))
        until = draw(st.none() | st.integers(1, 60))
        one = stay(number + 1, place.id, since, until and after(since, until), draw(st.integers(1, 3)) if place.shared else 0)
        if clash(place, [*(each for each in held if each.room == place.id), one]) is None:
            held.append(one)
    return rooms, tuple(held)


WISHES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 4), st.integers(0, 14), st.none() | st.integers(0, 14)), min_size=1, max_size=5
).map(
    lambda given: tuple(
        Wish(n, 100 + n, after(TODAY, -n), area, desks, after(TODAY, start), None if most is None else after(TODAY, start + most))
        for n, (area, desks, start, most) in enumerate(given, start=1)
    )
)
NEW = Arrivals(0.5, (Need(10, 1), Need(0, 2)))


def _as_drawn(one, exits, days):
    """A stay with the end that the future draws for it."""
    month = exits.get(one.id)
    return one if month is None else replace(one, held=Interval(one.held.since, max(days[month], after(one.held.since, 1))))


@settings(max_examples=60)
@given(houses(), WISHES)
def test_in_no_future_is_a_room_counted_twice(house, queue):
    rooms, held = house
    given = replace(GIVEN, draws=8)
    days = month_days(TODAY, given.months)
    known = {one.id: one for one in rooms}
    for future in futures(rooms, held, queue, RATES, TODAY, given, NEW):
        there = [_as_drawn(one, future.exits, days) for one in held]
        for number, entry in enumerate(future.entries):
            assert fits(entry.wish.need, known[entry.room], days[entry.start])
            assert entry.wish.earliest <= days[entry.start]
            until = days[entry.end] if entry.end is not None else after(days[-1], 1)
            desks = entry.wish.desks if known[entry.room].shared else 0
            there.append(Stay(1000 + number, 0, entry.room, Interval(days[entry.start], until), desks))
        for one in rooms:
            found = clash(one, [each for each in there if each.room == one.id])
            assert found is None or found.day > days[-1], found
        came = [entry.wish.id for entry in future.entries]
        assert len(came) == len(set(came))


@settings(max_examples=25)
@given(houses(), WISHES)
def test_what_comes_of_a_house_makes_sense(house, queue):
    rooms, held = house
    found = outcome(House(rooms, held), queue, RATES, TODAY, replace(GIVEN, draws=10), NEW)
    assert all(-1e-9 <= taken <= places + 1e-9 for taken, places in zip(found.taken, found.places, strict=True))
    for turn in found.turns:
        assert list(turn.by_month) == sorted(turn.by_month)
        assert 0 <= turn.share <= 1
    assert found.housed <= len(queue)
    assert found == outcome(House(rooms, held), queue, RATES, TODAY, replace(GIVEN, draws=10), NEW)


@settings(max_examples=25)
@given(houses(), WISHES)
def test_more_rooms_never_make_the_first_wait_longer(house, queue):
    rooms, held = house
    first = replace(queue[0], arrived=after(TODAY, -60), earliest=TODAY, latest=None)
    waiting = (first, *queue[1:])
    base = House(rooms, held)
    more = with_rooms(base, [Addition("East", 2, Decimal(24), 4, date(2027, 9, 1), Decimal(288))])
    given = replace(GIVEN, draws=10)
    before, later = (outcome(one, waiting, RATES, TODAY, given, NEW).turns[0].by_month for one in (base, more))
    assert all(one <= other for one, other in zip(before, later, strict=True))


def test_the_queue_is_first_come_first_served_into_the_smallest_room_that_does():
    rooms = (room(1, area=40), room(2, area=18), room(3, area=25))
    queue = (wish(1, area=20), replace(wish(2, area=10), arrived=after(TODAY, -11)), replace(wish(3, area=30), arrived=TODAY))
    (future,) = futures(rooms, (), queue, RATES, TODAY, replace(GIVEN, draws=1))
    assert {entry.wish.id: (entry.room, entry.start) for entry in future.entries} == {1: (3, 0), 2: (2, 0), 3: (1, 0)}


def test_income_counts_agreements_to_the_day_and_newcomers_by_their_room():
    prices = {1: (Price(OPENED, Decimal(310)),), 2: (Price(OPENED, Decimal(200)),)}
    held = (stay(1, 1, date(2024, 1, 1), date(2027, 3, 16)), stay(2, 2, OPENED, date(2030, 1, 1)))
    house = House((room(1), room(2)), held, prices, {2: Decimal(150)})
    found = outcome(house, (), RATES, TODAY, GIVEN)
    assert found.income[0] == (date(2026, 12, 1), Decimal("2880.00"))  # 3 × 310 + 310 × 15 / 31, and 12 × 150
    forever = replace(GIVEN, usual_months=10_000_000)
    came = outcome(house, (wish(1),), hazard((), forever), TODAY, forever)
    assert came.income[1] == (date(2027, 12, 1), Decimal("5520.00"))  # 12 × (310 + 150): the newcomer has the first room
    assert came.turns[0].day == date(2027, 4, 1)


def test_added_rooms_are_let_to_those_who_wait():
    house = House((room(1),), (stay(1, 1, OPENED, date(2035, 1, 1)),), {1: (Price(OPENED, Decimal(300)),)})
    queue = tuple(wish(number, area=20, desks=2) for number in (1, 2, 3))
    forever = replace(GIVEN, usual_months=10_000_000)
    rates = hazard((), forever)
    assert outcome(house, queue, rates, TODAY, forever).housed == 0
    built = with_rooms(house, [Addition("East", 6, Decimal(24), 4, date(2027, 9, 1), Decimal(250))])
    found = outcome(built, queue, rates, TODAY, forever)
    assert [turn.day for turn in found.turns] == [date(2027, 9, 1)] * 3
    assert found.places[-1] == 7
    assert found.taken[-1] == pytest.approx(4)
    assert found.income[1][1] == 12 * (300 + 3 * Decimal(250))
