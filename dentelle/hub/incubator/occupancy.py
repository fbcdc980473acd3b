"""Who may have which room when, and how full a house is.

Invariants: every interval is half-open, [since, until): on the day ``until`` the room is free again; None is open-ended. A room
is let whole or, where it is shared, by desks; a set of stays is right when at no time they take more than the room then has.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

__all__ = ["Clash", "Filling", "Free", "Interval", "Room", "Stay", "Terms", "clash", "filling", "lanes", "next_free"]


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from ``since`` on, without the day ``until`` (None: for ever)."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether ``day`` is one of them."""
        return self.since <= day and (self.until is None or day < self.until)

    def overlaps(self, other: "Interval") -> bool:
        """Whether both have a day in common."""
        return (other.until is None or self.since < other.until) and (self.until is None or other.since < self.until)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a room is from the day ``since`` on: m², desks, kW, Mbit/s, and whether somebody in a wheelchair can work there."""

    since: date
    area: Decimal
    desks: int
    power: Decimal = Decimal(0)
    fibre: int = 0
    accessible: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A room that is ``open`` for so long; ``terms`` in order of their days. ``shared``: let by desks, not whole."""

    id: int
    name: str
    open: Interval
    terms: tuple[Terms, ...]
    shared: bool = False
    building: int = 0

    def at(self, day: date) -> Terms:
        """What the room is on ``day``; before its first terms, what it will be."""
        held = [terms for terms in self.terms if terms.since <= day]
        return (held or self.terms)[-1 if held else 0]

    def places(self, day: date) -> int:
        """How many can be let on ``day``: one, or its desks where it is shared; none while it is not open."""
        return (self.at(day).desks if self.shared else 1) if self.open.holds(day) else 0


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody in a room. ``desks`` counts where the room is shared; one who has the whole room has all of them."""

    id: int
    firm: int
    room: int
    held: Interval
    desks: int = 0

    def takes(self, room: Room) -> int:
        """How many of the places of ``room`` it takes."""
        return max(self.desks, 1) if room.shared else 1


@dataclass(frozen=True, slots=True)
class Clash:
    """From ``day`` on ``taken`` places would be let where the room has ``places``; ``stays`` hold them."""

    day: date
    taken: int
    places: int
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """How full a house is on a day: places, desks and m², let and in all."""

    places: int = 0
    taken: int = 0
    desks: int = 0
    desks_taken: int = 0
    area: Decimal = Decimal(0)
    area_taken: Decimal = Decimal(0)

    @property
    def share(self) -> float:
        """The part of the places that is let, 0 to 1; 0 where there is none."""
        return self.taken / self.places if self.places else 0.0


@dataclass(frozen=True, slots=True)
class Free:
    """A room with ``places`` free from ``since`` on, until somebody comes who is expected (None: nobody)."""

    room: Room
    since: date
    places: int
    until: date | None = None


def clash(room: Room, stays: Iterable[Stay]) -> Clash | None:
    """The first day on which ``stays`` (all those of ``room``, one that is asked for included) are more than it has room for.

    The load can only rise where a stay begins, and the places only fall where the terms change or the room closes.
    """
    held = [stay for stay in stays if stay.room == room.id]
    for day in _turns(room, held):
        there = tuple(stay for stay in held if stay.held.holds(day))
        taken, places = sum(stay.takes(room) for stay in there), room.places(day)
        if taken > places:
            return Clash(day, taken, places, there)
    return None


def _turns(room: Room, stays: Iterable[Stay]) -> list[date]:
    days = {stay.held.since for stay in stays} | {terms.since for terms in room.terms}
    return sorted(days | ({room.open.until} if room.open.until else set()))


def filling(rooms: Iterable[Room], stays: Iterable[Stay], day: date) -> Filling:
    """How full ``rooms`` are on ``day``. Where a room is shared its m² are let in proportion to its desks."""
    by_room: dict[int, list[Stay]] = {}
    for stay in stays:
        if stay.held.holds(day):
            by_room.setdefault(stay.room, []).append(stay)
    total = Filling()
    for room in rooms:
        places, terms = room.places(day), room.at(day)
        if not places:
            continue
        taken = sum(stay.takes(room) for stay in by_room.get(room.id, ()))
        desks = taken if room.shared else (terms.desks if taken else 0)
        area = terms.area * taken / places
        total = Filling(
            total.places + places,
            total.taken + taken,
            total.desks + terms.desks,
            total.desks_taken + desks,
            total.area + terms.area,
            total.area_taken + area,
        )
    return total


def next_free(rooms: Iterable[Room], stays: Sequence[Stay], today: date) -> tuple[Free, ...]:
    """For each room that falls free for sure, the first day from ``today`` on with a place; the earliest first."""
    found = (_first_free(room, [stay for stay in stays if stay.room == room.id], today) for room in rooms)
    return tuple(sorted(filter(None, found), key=lambda free: (free.since, free.room.name, free.room.id)))


def _first_free(room: Room, stays: Sequence[Stay], today: date) -> Free | None:
    ends = {stay.held.until for stay in stays if stay.held.until} | {room.open.since} | {terms.since for terms in room.terms}
    for day in sorted({today} | {end for end in ends if end > today}):
        left = _left(room, stays, day)
        if left > 0:
            later = (turn for turn in _turns(room, stays) if turn > day and _left(room, stays, turn) <= 0)
            return Free(room, day, left, min(later, default=None))
    return None


def _left(room: Room, stays: Iterable[Stay], day: date) -> int:
    return room.places(day) - sum(stay.takes(room) for stay in stays if stay.held.holds(day))


def lanes(stays: Iterable[Stay]) -> tuple[tuple[Stay, ...], ...]:
    """``stays`` of one room in as few lines as they need so that none overlaps another in its line, by their first day."""
    made: list[list[Stay]] = []
    for stay in sorted(stays, key=lambda one: (one.held.since, one.id)):
        free = next((lane for lane in made if not lane[-1].held.overlaps(stay.held)), None)
        if free is None:
            made.append([stay])
        else:
            free.append(stay)
    return tuple(tuple(lane) for lane in made)
