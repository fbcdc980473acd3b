"""What rooms that are added would change: who gets in when, how full the house is, what it earns.

Each scenario is played through the same futures (see ``futures``): two differ by their rooms alone. Income is that of
``invoices``: agreements with their end exactly, all others with whole months while they are there, newcomers at their
room's price.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate

from dentelle.hub.incubator.calendar_months import first_of_next
from dentelle.hub.incubator.forecast import Arrivals, Assumed, Hazard, Wish
from dentelle.hub.incubator.futures import NOBODY, Future, futures, month_days
from dentelle.hub.incubator.invoices import Price, lines, monthly, total
from dentelle.hub.incubator.occupancy import Interval, Room, Stay, Terms

__all__ = ["Addition", "House", "Outcome", "Turn", "outcome", "with_rooms"]

YEAR = 12
LIKELY = 0.5  # from the month in which so many futures agree, somebody is said to get in


@dataclass(frozen=True, slots=True)
class House:
    """Everything that the rules need: ``prices`` by room, ``agreed`` rents a month by stay, in euros.

    ``queue`` are those who wait, first come first; ``waited`` all who ever did.
    """

    rooms: tuple[Room, ...]
    stays: tuple[Stay, ...]
    prices: dict[int, tuple[Price, ...]] = field(default_factory=dict)
    agreed: dict[int, Decimal] = field(default_factory=dict)
    queue: tuple[Wish, ...] = ()
    waited: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Addition:
    """``count`` rooms alike that open on the day ``opens``; ``rent``: euros a month, for each desk where they are ``shared``."""

    name: str
    count: int
    area: Decimal
    desks: int
    opens: date
    rent: Decimal
    fibre: int = 0
    accessible: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """When ``wish`` gets in: the part of the futures in which it has by the first day of each month; ``day``: likely by then."""

    wish: Wish
    by_month: tuple[float, ...]
    day: date | None

    @property
    def share(self) -> float:
        """The chance to get in at all within the months that are looked at."""
        return self.by_month[-1] if self.by_month else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario leads to, on average over its futures: by month places and those let, by year of 12 months the euros."""

    days: tuple[date, ...]
    turns: tuple[Turn, ...]
    places: tuple[int, ...]
    taken: tuple[float, ...]
    income: tuple[tuple[date, Decimal], ...]

    @property
    def housed(self) -> float:
        """How many of those who wait get in, on average."""
        return sum(turn.share for turn in self.turns)


def with_rooms(house: House, additions: Iterable[Addition]) -> House:
    """``house`` with the rooms of ``additions``, whose ids are below zero."""
    rooms, prices = list(house.rooms), dict(house.prices)
    number = 0
    for addition in additions:
        terms = (Terms(addition.opens, addition.area, addition.desks, fibre=addition.fibre, accessible=addition.accessible),)
        for place in range(addition.count):
            number -= 1
            name = f"{addition.name} {place + 1}" if addition.count > 1 else addition.name
            rooms.append(Room(number, name, Interval(addition.opens), terms, addition.shared))
            prices[number] = (Price(addition.opens, addition.rent, "desk" if addition.shared else "room"),)
    return replace(house, rooms=tuple(rooms), prices=prices)


def outcome(
    house: House, queue: Sequence[Wish], rates: Hazard, today: date, given: Assumed, expected: Arrivals = NOBODY
) -> Outcome:
    """What comes of ``house`` in the next months, on average over the futures."""
    days = month_days(today, given.months)
    played = futures(house.rooms, house.stays, queue, rates, today, given, expected)
    waiting = sorted(queue, key=lambda wish: (wish.arrived, wish.id))
    places = tuple(sum(room.places(day) for room in house.rooms) for day in days)
    there = {stay.id: _there(stay, played, days) for stay in house.stays}
    came = _came(played, len(days))
    taken = _taken(house, there, came, days)
    return Outcome(days, _turns(waiting, played, days), places, taken, _income(house, there, came, days))


def _turns(waiting: Sequence[Wish], played: Sequence[Future], days: Sequence[date]) -> tuple[Turn, ...]:
    starts: dict[int, Counter[int]] = {wish.id: Counter() for wish in waiting}
    for future in played:
        for entry in future.entries:
            if entry.wish.id in starts:  # else a new applicant
                starts[entry.wish.id][entry.start] += 1
    found = []
    for wish in waiting:
        shares, sum_ = [], 0
        for month in range(len(days)):
            sum_ += starts[wish.id][month]
            shares.append(sum_ / len(played))
        likely = next((day for day, share in zip(days, shares, strict=True) if share >= LIKELY), None)
        found.append(Turn(wish, tuple(shares), likely))
    return tuple(found)


def _there(stay: Stay, played: Sequence[Future], days: Sequence[date]) -> tuple[float, ...]:
    """For the first day of each month the chance that ``stay`` is there."""
    if stay.held.until is not None:
        return tuple(float(stay.held.holds(day)) for day in days)
    ends = Counter(future.exits[stay.id] for future in played)
    left, shares = 0, []
    for month, day in enumerate(days):
        left += ends[month]
        shares.append((1 - left / len(played)) if stay.held.since <= day else 0.0)
    return tuple(shares)


def _came(played: Sequence[Future], months: int) -> dict[tuple[int, int], list[float]]:
    """By room and desks: how many newcomers are there in each month, on average."""
    turns: dict[tuple[int, int], list[int]] = {}  # by how many more or fewer they are in each month than in that before
    for future in played:
        for entry in future.entries:
            counts = turns.setdefault((entry.room, max(entry.wish.desks, 1)), [0] * (months + 1))
            counts[entry.start] += 1
            counts[months if entry.end is None else entry.end] -= 1
    return {key: [number / len(played) for number in accumulate(counts[:months])] for key, counts in turns.items()}


def _taken(
    house: House, there: dict[int, tuple[float, ...]], came: dict[tuple[int, int], list[float]], days: Sequence[date]
) -> tuple[float, ...]:
    rooms = {room.id: room for room in house.rooms}
    sums = [0.0] * len(days)
    for stay in house.stays:
        places = stay.takes(rooms[stay.room])
        sums = [before + share * places for before, share in zip(sums, there[stay.id], strict=True)]
    for (room, desks), counts in came.items():
        places = desks if rooms[room].shared else 1
        sums = [before + count * places for before, count in zip(sums, counts, strict=True)]
    return tuple(sums)


def _income(
    house: House, there: dict[int, tuple[float, ...]], came: dict[tuple[int, int], list[float]], days: Sequence[date]
) -> tuple[tuple[date, Decimal], ...]:
    """The euros of each full year of 12 months from the first of ``days`` on."""
    rooms = {room.id: room for room in house.rooms}
    by_month = [Decimal(0)] * len(days)
    for stay in house.stays:
        room, prices, agreed = rooms[stay.room], house.prices.get(stay.room, ()), house.agreed.get(stay.id)
        for month, day in enumerate(days):
            billed = total(tuple(lines(stay, room, prices, Interval(day, first_of_next(day)), agreed)))
            share = there[stay.id][month] if stay.held.until is None else 1.0
            by_month[month] += billed * Decimal(share)
    for (room_id, desks), counts in came.items():
        for month, count in enumerate(counts):
            if count:
                price = monthly(rooms[room_id], desks, house.prices.get(room_id, ()), days[month]) or Decimal(0)
                by_month[month] += price * Decimal(count)
    cents = Decimal("0.01")
    return tuple(
        (days[start], sum(by_month[start : start + YEAR], Decimal(0)).quantize(cents))
        for start in range(0, len(days) - YEAR + 1, YEAR)
    )
