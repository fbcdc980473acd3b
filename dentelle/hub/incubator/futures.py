"""Futures of a house: in each, everybody without an end leaves on a drawn day, and who waits gets what falls free.

The rule of the waiting list: on the first day of each month those who wait are asked in the order in which they came; each
takes, of the rooms that are free for good and would do, the smallest. Nobody is passed over unless none would do. A room that
somebody is expected in later is not offered. Newcomers stay as long as the house's past says. So no future counts a room twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from dentelle.hub.incubator.calendar_months import after, first_of_next, months_between
from dentelle.hub.incubator.forecast import Hazard, Wish, fits
from dentelle.hub.incubator.occupancy import Room, Stay

__all__ = ["Entry", "Future", "futures", "month_days"]

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
    rooms: Sequence[Room], stays: Sequence[Stay], queue: Sequence[Wish], rates: Hazard, today: date, months: int, draws: int
) -> tuple[Future, ...]:
    """``draws`` futures of the next ``months``. The luck of each stay and wish is its own: other rooms do not change it."""
    days = month_days(today, months)
    waiting = sorted(queue, key=lambda wish: (wish.arrived, wish.id))
    doing = {wish.id: _doing(rooms, wish, days) for wish in waiting}
    capacity = {room.id: [room.places(day) for day in days] for room in rooms}
    known = {room.id: room for room in rooms}
    found = []
    for number in range(draws):
        exits = {stay.id: _exit(stay, rates, today, days, number) for stay in stays if stay.held.until is None}
        free = {room: list(places) for room, places in capacity.items()}
        for stay in stays:
            _take(free[stay.room], stay.takes(known[stay.room]), *_months_of(stay, exits, days))
        found.append(Future(exits, _entries(waiting, doing, known, free, rates, days, number)))
    return tuple(found)


def _doing(rooms: Sequence[Room], wish: Wish, days: Sequence[date]) -> list[list[int]]:
    """For each month the rooms that would do, the smallest first; none before or after ``wish`` wants to come."""
    found: list[list[int]] = []
    for day in days:
        wanted = wish.earliest <= day and (wish.latest is None or day <= wish.latest)
        good = [room for room in rooms if wanted and room.places(day) and fits(wish, room, day)]
        good.sort(key=lambda room: (room.at(day).area / (room.places(day) or 1), room.at(day).desks, room.name, room.id))
        found.append([room.id for room in good])
    return found


def _luck(kind: str, identifier: int, number: int) -> float:
    return Random(f"{SEED} {kind} {identifier} {number}").expovariate(1)  # noqa: S311 - chances, not secrets


def _exit(stay: Stay, rates: Hazard, today: date, days: Sequence[date], number: int) -> int | None:
    age = max(0.0, months_between(stay.held.since, today))
    left = rates.leaves_after(age, _luck("stay", stay.id, number)) + max(0.0, months_between(today, stay.held.since))
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
    waiting: Sequence[Wish],
    doing: dict[int, list[list[int]]],
    rooms: dict[int, Room],
    free: dict[int, list[int]],
    rates: Hazard,
    days: Sequence[date],
    number: int,
) -> tuple[Entry, ...]:
    found: list[Entry] = []
    left = list(waiting)
    for month in range(len(days)):
        if not left:
            break
        open_rooms = {room for room, places in free.items() if places[month] > 0}
        if not open_rooms:
            continue
        for wish in tuple(left):
            room = next(
                (one for one in doing[wish.id][month] if one in open_rooms and _room_for(wish, rooms[one], free[one], month)), 0
            )
            if room:
                end = _leaving(wish, rates, days, month, number)
                _take(free[room], _places(wish, rooms[room]), month, len(days) if end is None else end)
                found.append(Entry(wish, room, month, end))
                left.remove(wish)
    return tuple(found)


def _places(wish: Wish, room: Room) -> int:
    return max(wish.desks, 1) if room.shared else 1


def _room_for(wish: Wish, room: Room, free: list[int], month: int) -> bool:
    wanted = _places(wish, room)
    return all(places >= wanted for places in free[month:])


def _leaving(wish: Wish, rates: Hazard, days: Sequence[date], month: int, number: int) -> int | None:
    end = month + 1 + int(rates.leaves_after(0.0, _luck("wish", wish.id, number)))
    return end if end < len(days) else None
