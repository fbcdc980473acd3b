"""Invoice lines: to the cent, every day of a stay once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.hub.incubator.calendar_months import after
from dentelle.hub.incubator.invoices import Price, lines, month_of, monthly, total
from dentelle.hub.incubator.occupancy import Interval, Room, Stay, Terms

OPENED = date(2025, 1, 1)
ROOM = Room(1, "Room", Interval(OPENED), (Terms(OPENED, Decimal("22.50"), 3),))
SHARED = Room(2, "Hall", Interval(OPENED), (Terms(OPENED, Decimal(80), 10),), shared=True)
DAYS = st.dates(OPENED, date(2026, 12, 31))


def stay(since, until=None, room=ROOM, desks=0):
    return Stay(1, 1, room.id, Interval(since, until), desks)


def amounts(*arguments, **named):
    return [str(line.amount) for line in lines(*arguments, **named)]


def test_a_whole_month_is_its_price_and_a_part_of_it_by_days():
    prices = (Price(OPENED, Decimal("331.00")),)
    assert amounts(stay(date(2026, 1, 1)), ROOM, prices, month_of(date(2026, 2, 9))) == ["331.00"]
    (line,) = lines(stay(date(2026, 2, 10), date(2026, 2, 20)), ROOM, prices, month_of(date(2026, 2, 1)))
    assert (line.days, line.of, str(line.amount)) == (10, 28, "118.21")  # 331 × 10 / 28 = 118.214…


def test_half_a_cent_is_rounded_up():
    (line,) = lines(stay(date(2026, 4, 16)), ROOM, (Price(OPENED, Decimal("0.01")),), month_of(date(2026, 4, 1)))
    assert (line.days, line.of, str(line.amount)) == (15, 30, "0.01")


def test_a_month_in_which_the_price_changes_has_two_lines():
    prices = (Price(OPENED, Decimal(300)), Price(date(2026, 6, 11), Decimal(330)))
    assert amounts(stay(OPENED), ROOM, prices, month_of(date(2026, 6, 1))) == ["100.00", "220.00"]
    same = (Price(OPENED, Decimal(300)), Price(date(2026, 6, 11), Decimal(300)))
    assert amounts(stay(OPENED), ROOM, same, month_of(date(2026, 6, 1))) == ["300.00"]


@pytest.mark.parametrize(
    ("per", "whole", "desks"), [("room", "10.00", "10.00"), ("desk", "30.00", "40.00"), ("area", "225.00", "320.00")]
)
def test_what_a_price_is_for(per, whole, desks):
    prices = (Price(OPENED, Decimal(10), per),)
    assert str(monthly(ROOM, 0, prices, OPENED)) == whole
    assert str(monthly(SHARED, 4, prices, OPENED)) == desks


def test_an_agreed_rent_stands_above_the_price_and_no_price_bills_nothing():
    june = month_of(date(2026, 6, 1))
    assert amounts(stay(OPENED), ROOM, (Price(OPENED, Decimal(300)),), june, Decimal("99.90")) == ["99.90"]
    assert amounts(stay(OPENED), ROOM, (), june) == []
    assert amounts(stay(OPENED), ROOM, (Price(date(2026, 6, 16), Decimal(300)),), june) == ["150.00"]


@given(DAYS, st.integers(1, 700), st.lists(st.tuples(DAYS, st.integers(1, 90_000)), min_size=1, max_size=4))
def test_every_day_is_billed_once_and_months_add_up(since, length, changes):
    held = stay(since, since + timedelta(days=length))
    prices = tuple(sorted({Price(day, Decimal(cents) / 100) for day, cents in changes}, key=lambda price: price.since))
    period = Interval(OPENED, after(OPENED, 60))
    whole = tuple(lines(held, ROOM, prices, period))
    by_month = [line for n in range(60) for line in lines(held, ROOM, prices, month_of(after(OPENED, n)))]
    assert list(whole) == by_month
    for line in whole:
        assert line.days == (line.held.until - line.held.since).days <= line.of
        exact = line.price * line.days / line.of
        assert abs(line.amount - exact) <= Decimal("0.005")
        assert line.amount == line.price or line.days < line.of
    billed = [line.held.since + timedelta(days=n) for line in whole for n in range(line.days)]
    priced = max(since, prices[0].since)
    assert billed == [priced + timedelta(days=n) for n in range((held.held.until - priced).days)]
    assert total(whole) == sum(line.amount for line in whole)


@given(st.integers(1, 30), st.integers(1, 200_000))
def test_a_stay_cut_in_two_costs_the_same_but_for_a_cent(cut, cents):
    prices, june = (Price(OPENED, Decimal(cents) / 100),), month_of(date(2026, 6, 1))
    middle = date(2026, 6, 1) + timedelta(days=cut - 1)
    parts = [*lines(stay(OPENED, middle), ROOM, prices, june), *lines(stay(middle), ROOM, prices, june)]
    assert abs(total(parts) - prices[0].amount) <= Decimal("0.01")
