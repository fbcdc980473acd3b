"""The ledger of small aid: to the cent over any window, against the ceiling of the law."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dentelle.hub.incubator.calendar_months import after, first_of_next
from dentelle.hub.incubator.de_minimis import (
    Benefit,
    Day,
    at_once,
    below_market,
    days_of,
    entries,
    peak,
    rule_of,
    rules,
    total,
    window,
)  # fmt: skip
from dentelle.hub.incubator.invoices import Price
from dentelle.hub.incubator.occupancy import Interval, Room, Stay, Terms

DAYS = st.dates(date(2022, 1, 1), date(2029, 12, 31))
EUROS = st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2)


@st.composite
def benefits(draw):
    since = draw(DAYS)
    return Benefit(Interval(since, since + timedelta(days=draw(st.integers(1, 900)))), draw(EUROS), draw(st.integers(1, 3)))


@st.composite
def ledgers(draw):
    by_hand = draw(st.lists(st.tuples(DAYS, EUROS), max_size=6))
    rents = draw(st.lists(benefits(), max_size=3))
    return [*days_of(rents), *(Day(day, int(euros * 100), "declared", at) for at, (day, euros) in enumerate(by_hand))]


@given(ledgers(), st.lists(DAYS, min_size=2, max_size=6))
def test_windows_side_by_side_add_up_to_the_cent(days, cuts):
    cuts = sorted(cuts)
    parts = [total(days, Interval(since, until)) for since, until in pairwise(cuts)]
    assert sum(parts) == total(days, Interval(cuts[0], cuts[-1]))
    assert all(part == part.quantize(Decimal("0.01")) for part in parts)


@given(ledgers())
def test_the_lines_of_the_ledger_are_its_days(days):
    made = entries(days)
    everything = total(days, Interval(date.min, date.max))
    assert sum((line.amount for line in made), Decimal(0)) == everything
    assert not made or made[-1].running == everything
    assert [line.running for line in made] == sorted(line.running for line in made)


@given(benefits())
def test_a_full_month_has_exactly_its_difference_and_no_day_is_more_than_half_a_cent_off(benefit):
    days = list(days_of([benefit]))
    month = first_of_next(benefit.held.since)
    while first_of_next(month) <= benefit.held.until:
        assert total(days, Interval(month, first_of_next(month))) == benefit.monthly
        month = first_of_next(month)
    assert {one.day for one in days} == {benefit.held.since + timedelta(days=n) for n in range(len(days))}
    assert total(at_once([benefit]), Interval(benefit.held.since, benefit.held.since + timedelta(days=1))) == total(
        days, Interval(date.min, date.max)
    )


@given(ledgers(), DAYS)
def test_the_peak_is_the_fullest_of_all_windows(days, start):
    found = peak(days, 36, start)
    held = window(found.day, 36)
    assert found.amount == total(days, held)
    ends = {start, *(one.day for one in days if one.day >= start)}
    assert found.amount == max(total(days, window(end, 36)) for end in [*sorted(ends)[:: max(1, len(ends) // 40)], found.day])


def test_three_years_slide_with_the_day():
    assert window(date(2026, 3, 15), 36) == Interval(date(2023, 3, 16), date(2026, 3, 16))
    days = [Day(date(2023, 3, 15), 1_000_00, "declared"), Day(date(2023, 3, 16), 1_00, "declared")]
    assert total(days, window(date(2026, 3, 14), 36)) == 1001
    assert total(days, window(date(2026, 3, 15), 36)) == 1
    assert total(days, window(date(2026, 3, 16), 36)) == 0


def test_the_rule_is_data_with_its_source():
    known = rules()
    rule = rule_of(date(2026, 11, 22), known)
    assert (rule.ceiling, rule.months, rule.last) == (300_000, 36, date(2030, 12, 31))
    assert "2023/2831" in rule.name
    assert rule_of(date(2020, 1, 1), known) == known[0]
    for one in known:
        assert after(one.last, -one.months) < one.last
        assert one.granted in ("day", "agreement")


ROOM = Room(
    1, "Room 01", Interval(date(2019, 1, 1)), (Terms(date(2019, 1, 1), Decimal(20), 4), Terms(date(2026, 7, 1), Decimal(30), 4))
)
MARKET = (Price(date(2026, 2, 1), Decimal(18), "area"),)
PRICES = (Price(date(2019, 1, 1), Decimal(240)), Price(date(2026, 10, 1), Decimal(600)))


def test_what_a_room_is_below_the_market():
    stay = Stay(7, 1, 1, Interval(date(2026, 1, 15)))
    found, unknown = below_market(stay, ROOM, MARKET, PRICES, date(2027, 1, 1))
    assert unknown == 17  # of January, before the market rent was known
    assert [(one.held.since, one.monthly) for one in found] == [(date(2026, 2, 1), 120), (date(2026, 7, 1), 300)]
    assert found[-1].held.until == date(2026, 10, 1)  # from then on the rent is above the market: no aid, and none taken back
    assert total(days_of(found), Interval(date.min, date.max)) == 5 * 120 + 3 * 300
    agreed, _ = below_market(stay, ROOM, MARKET, PRICES, date(2027, 1, 1), Decimal(0))
    assert [one.monthly for one in agreed] == [360, 540, 540]
    assert all(one.stay == 7 for one in agreed)
