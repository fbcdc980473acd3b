"""Small aid, day by day, against the ceiling of the law.

Invariants: amounts are whole cents and belong to one day each; the aid of a window is the sum of its days, so windows that lie
side by side add up exactly, however they are cut. What a stay is worth up to a day is rounded once, half up, and each day has
what that sum grows by: a full month has exactly the month's difference. The rule itself (ceiling, months, law) is data:
``data/de_minimis.toml``.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise
from math import lcm
from pathlib import Path

from dentelle.hub.incubator.calendar_months import after, first_of_next, length
from dentelle.hub.incubator.invoices import Price, monthly
from dentelle.hub.incubator.occupancy import Interval, Room, Stay

__all__ = [
    "KINDS", "Benefit", "Day", "Entry", "Peak", "Rule", "at_once", "below_market", "days_of", "entries", "peak",
    "rule_of", "rules", "total", "window",
]  # fmt: skip

SETTINGS = Path(__file__).parent / "data" / "de_minimis.toml"
KINDS = ("rent", "coaching", "other", "declared")
DAY = timedelta(days=1)
PARTS = lcm(28, 29, 30, 31)  # of a cent, so that the day of any month has a whole number of them


@dataclass(frozen=True, slots=True)
class Rule:
    """What one Regulation says, in the words of the data file; ``ceiling`` in euros."""

    name: str
    url: str
    since: date
    last: date
    ceiling: Decimal
    months: int
    granted: str
    warn: float


def rules(path: Path = SETTINGS) -> tuple[Rule, ...]:
    """Every rule of the data file, by its first day."""
    held = tomllib.loads(path.read_text(encoding="utf-8"))["rules"]
    return tuple(sorted((Rule(**(one | {"ceiling": Decimal(one["ceiling"])})) for one in held), key=lambda rule: rule.since))


def rule_of(day: date, known: Sequence[Rule]) -> Rule:
    """The rule that holds on ``day``; before the first that one, after the last that."""
    return next((rule for rule in reversed(known) if rule.since <= day), known[0])


@dataclass(frozen=True, slots=True)
class Benefit:
    """``monthly`` euros a month, in whole cents, on every day of ``held``, which has an end; each day its part of its month."""

    held: Interval
    monthly: Decimal
    stay: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """``cents`` that were granted on ``day``, of one of KINDS; ``about`` is the id of the stay or of the entry by hand."""

    day: date
    cents: int
    kind: str
    about: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger: ``amount`` euros granted from ``since`` to ``last``, both included, and the sum up to there.

    ``inside``: so much of it falls into the window that was asked about.
    """

    since: date
    last: date
    kind: str
    about: int
    amount: Decimal
    running: Decimal
    inside: Decimal = Decimal(0)


def below_market(
    stay: Stay,
    room: Room,
    market: Sequence[Price],
    prices: Sequence[Price],
    horizon: date,
    agreed: Decimal | None = None,
) -> tuple[tuple[Benefit, ...], int]:
    """What ``stay`` has below the market rent until the day before ``horizon``; and the days on which no market rent is known.

    ``agreed`` euros a month stand above the prices; a day without any price is paid nothing for. A rent above the market is no
    aid, and makes none of another month less.
    """
    end = min(stay.held.until or horizon, horizon)
    turns = {price.since for price in (*market, *prices)} | {terms.since for terms in room.terms}
    cuts = sorted({stay.held.since, *(turn for turn in turns if stay.held.since < turn < end), end})
    found, unknown = [], 0
    for start, stop in pairwise(cuts):
        worth = monthly(room, stay.desks, market, start)
        if worth is None:
            unknown += (stop - start).days
            continue
        paid = agreed if agreed is not None else monthly(room, stay.desks, prices, start) or Decimal(0)
        if worth > paid:
            found.append(Benefit(Interval(start, stop), worth - paid, stay.id))
    return tuple(found), unknown


def days_of(benefits: Iterable[Benefit], kind: str = "rent") -> Iterator[Day]:
    """The days of ``benefits``, in order within each. The sum of its days is rounded once at any day, never each for itself."""
    for benefit in benefits:
        exact, before, cents_a_month = 0, 0, int(benefit.monthly * 100)
        day, end = benefit.held.since, benefit.held.until or benefit.held.since
        while day < end:
            daily, stop = cents_a_month * PARTS // length(day), min(first_of_next(day), end)
            while day < stop:
                exact += daily
                cents = (2 * exact + PARTS) // (2 * PARTS)
                yield Day(day, cents - before, kind, benefit.stay)
                before, day = cents, day + DAY


def at_once(benefits: Iterable[Benefit], kind: str = "rent") -> Iterator[Day]:
    """The same, all of a stay on its first day: the right to it was conferred then."""
    sums: dict[int, tuple[date, int]] = {}
    for one in days_of(benefits, kind):
        day, cents = sums.get(one.about, (one.day, 0))
        sums[one.about] = (min(day, one.day), cents + one.cents)
    yield from (Day(day, cents, kind, stay) for stay, (day, cents) in sums.items())


def window(day: date, months: int) -> Interval:
    """The ``months`` that end with ``day``, which is the last day of them."""
    return Interval(after(day, -months) + DAY, day + DAY)


def total(days: Iterable[Day], held: Interval) -> Decimal:
    """The aid of the days in ``held``, in euros."""
    return Decimal(sum(one.cents for one in days if held.holds(one.day))) / 100


@dataclass(frozen=True, slots=True)
class Peak:
    """The most aid, in euros, that any window holds which ends on a day from the one asked about on; ``day``: its last day."""

    day: date
    amount: Decimal


def peak(days: Iterable[Day], months: int, start: date) -> Peak:
    """The fullest window of ``months`` that ends on ``start`` or later. A window can only grow on a day with aid."""
    by_day: dict[date, int] = {}
    for one in days:
        by_day[one.day] = by_day.get(one.day, 0) + one.cents
    ordered = sorted(by_day)
    sums = [0, *accumulate(by_day[day] for day in ordered)]
    best, first = Peak(start, Decimal(0)), 0
    for last in sorted({start, *(day for day in ordered if day > start)}):
        held = window(last, months)
        while first < len(ordered) and ordered[first] < held.since:
            first += 1
        amount = Decimal(sums[bisect_right(ordered, last)] - sums[first]) / 100
        if amount > best.amount:
            best = Peak(last, amount)
    return best


def entries(days: Iterable[Day], held: Interval | None = None) -> tuple[Entry, ...]:
    """The ledger: what was granted by hand one by one, rents a line for each stay and month; with the sum up to each line.

    ``held``: the window of which each line says how much falls into it.
    """
    groups: dict[tuple[int, int, str, int, int], list[Day]] = {}
    for place, one in enumerate(days):
        alone = place if one.kind != "rent" else -1
        groups.setdefault((one.day.year, one.day.month, one.kind, one.about, alone), []).append(one)
    made, sum_ = [], 0
    for group in sorted(
        groups.values(), key=lambda group: (group[-1].day, group[0].day, KINDS.index(group[0].kind), group[0].about)
    ):
        cents = sum(one.cents for one in group)
        sum_ += cents
        first, last = min(one.day for one in group), max(one.day for one in group)
        inside = total(group, held) if held else Decimal(0)
        made.append(Entry(first, last, group[0].kind, group[0].about, Decimal(cents) / 100, Decimal(sum_) / 100, inside))
    return tuple(made)
