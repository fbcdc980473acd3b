"""Futures of a house: in each, everybody without an end leaves on a drawn day, and who waits gets what falls free.

The rule of the waiting list: on the first day of each month those who wait are asked in the order in which they came; each
takes, of the rooms that are free for good and would do, the smallest. Nobody is passed over unless none would do. A room that
somebody is expected in later is not offered. Newcomers stay as long as the house's past says. New applicants come as often as
they have come, behind all those who wait. So no future counts a room twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from dentelle.hub.incubator.calendar_months import after, first_of_next, months_between
from dentelle.hub.incubator.forecast import Arrivals, Assumed, Hazard, Need, Wish, fits
from dentelle.hub.incubator.occupancy import Room, Stay

__all__ = ["Entry", "Future", "futures", "month_days"]

NOBODY = Arrivals()
SEED = 1  # the same futures every time: a page that is opened again says the same, and scenarios differ by their rooms alone


@dataclass(frozen=True, slots=True)
class Entry:
    """``wish`` moves into ``room`` on the first day of month ``start`` and leaves on that of ``end`` (None: after the last)."""

    wish: Wish
    room: int
    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Future:
    """One of them: the month on whose first day each stay without an end has left (None: still there), and who came."""

    exits: dict[int, int | None]  # by the stay's id
    entries: tuple[Entry, ...]


def month_days(today: date, months: int) -> tuple[date, ...]:
    """The first day of each of the next ``months``."""
    start = first_of_next(today)
    return tuple(after(start, number) for number in range(months))


def futures(
    rooms: Sequence[Room],
    stays: Sequence[Stay],
    queue: Sequence[Wish],
    rates: Hazard,
    today: date,
    given: Assumed,
    expected: Arrivals = NOBODY,
) -> tuple[Future, ...]:
    """As many futures as are ``given``. The luck of each stay and applicant is its own: other rooms do not change it."""
    days = month_days(today, given.months)
    waiting = sorted(queue, key=lambda wish: (wish.arrived, wish.id))
    known = {room.id: room for room in rooms}
    doing = {need: _doing(rooms, need, days) for need in {*(wish.need for wish in waiting), *expected.needs}}
    capacity = {room.id: [room.places(day) for day in days] for room in rooms}
    fixed = [stay for stay in stays if stay.held.until is not None]
    open_ = [stay for stay in stays if stay.held.until is None]
    for stay in fixed:
        _take(capacity[stay.room], stay.takes(known[stay.room]), *_months_of(stay, {}, days))
    drawn = {stay.id: _luck(f"stay {stay.id}", given.draws) for stay in open_}
    lucks = {wish.id: _luck(f"wish {wish.id}", given.draws) for wish in waiting}
    luck_of_new = Random(f"{SEED} arrivals")  # noqa: S311 - chances, not secrets
    found = []
    for number in range(given.draws):
        exits = {stay.id: _exit(stay, rates, today, days, drawn[stay.id][number]) for stay in open_}
        free = {room: list(places) for room, places in capacity.items()}
        for stay in open_:
            _take(free[stay.room], stay.takes(known[stay.room]), *_months_of(stay, exits, days))
        new = _newcomers(expected, days, given.patience_months, luck_of_new)
        luck = {wish: each[number] for wish, each in lucks.items()} | {wish.id: luck_of_new.expovariate(1) for wish in new}
        found.append(Future(exits, _entries([*waiting, *new], luck, doing, known, free, rates, days)))
    return tuple(found)


def _doing(rooms: Sequence[Room], need: Need, days: Sequence[date]) -> list[dict[int, int]]:
    """For each month the rooms that would do, and their rank: the smallest comes first."""
    found: list[dict[int, int]] = []
    for day in days:
        good = [room for room in rooms if room.places(day) and fits(need, room, day)]
        good.sort(key=lambda room: (room.at(day).area / (room.places(day) or 1), room.at(day).desks, room.name, room.id))
        found.append({room.id: rank for rank, room in enumerate(good)})
    return found


def _newcomers(expected: Arrivals, days: Sequence[date], patience: int, luck: Random) -> list[Wish]:
    """Those who apply in the months to come; their ids are below zero."""
    found: list[Wish] = []
    if expected.monthly <= 0 or not expected.needs:
        return found
    time = luck.expovariate(expected.monthly)
    while time < len(days):
        day, need = days[int(time)], luck.choice(expected.needs)
        latest = after(day, patience)
        identifier = -1 - len(found)
        found.append(Wish(identifier, identifier, day, need.area, need.desks, day, latest, need.fibre, need.accessible))
        time += luck.expovariate(expected.monthly)
    return found


def _luck(whose: str, draws: int) -> list[float]:
    luck = Random(f"{SEED} {whose}")  # noqa: S311 - chances, not secrets
    return [luck.expovariate(1) for _ in range(draws)]


def _exit(stay: Stay, rates: Hazard, today: date, days: Sequence[date], luck: float) -> int | None:
    age = max(0.0, months_between(stay.held.since, today))
    left = rates.leaves_after(age, luck) + max(0.0, months_between(today, stay.held.since))
    ahead = months_between(today, days[0])
    month = max(0, int(left - ahead) + 1) if left > ahead else 0
    return month if month < len(days) else None


def _months_of(stay: Stay, exits: dict[int, int | None], days: Sequence[date]) -> tuple[int, int]:
    """The months on whose first day ``stay`` keeps its room from others: all those before it begins, too."""
    if stay.held.until is None:
        month = exits[stay.id]
        return 0, len(days) if month is None else month
    return 0, sum(day < stay.held.until for day in days)


def _take(free: list[int], places: int, start: int, end: int) -> None:
    for month in range(start, end):
        free[month] -= places


def _entries(
    waiting: list[Wish],
    luck: dict[int, float],
    doing: dict[Need, list[dict[int, int]]],
    rooms: dict[int, Room],
    free: dict[int, list[int]],
    rates: Hazard,
    days: Sequence[date],
) -> tuple[Entry, ...]:
    found: list[Entry] = []
    left = waiting
    for month, day in enumerate(days):
        good = {room: min(places[month:]) for room, places in free.items() if places[month] > 0}  # places that are free for good
        left = [wish for wish in left if wish.latest is None or day <= wish.latest]
        hopeless: set[Need] = set()  # rooms only become fewer while a month is given out
        placed: set[int] = set()
        for wish in left if good else ():
            if wish.earliest > day or wish.need in hopeless:
                continue
            ranks = doing[wish.need][month]
            choice = [one for one in good if one in ranks and good[one] >= _places(wish, rooms[one])]
            if not choice:
                hopeless.add(wish.need)
                continue
            room = min(choice, key=ranks.__getitem__)
            end = _leaving(rates, luck[wish.id], len(days), month)
            _take(free[room], _places(wish, rooms[room]), month, len(days) if end is None else end)
            good[room] = min(free[room][month:])
            found.append(Entry(wish, room, month, end))
            placed.add(wish.id)
        left = [wish for wish in left if wish.id not in placed] if placed else left
    return tuple(found)


def _places(wish: Wish, room: Room) -> int:
    return max(wish.desks, 1) if room.shared else 1


def _leaving(rates: Hazard, luck: float, months: int, month: int) -> int | None:
    end = month + 1 + int(rates.leaves_after(0.0, luck))
    return end if end < months else None
