"""When rooms fall free: what agreements say for certain, and what stays without an end have done in this house so far.

The model. A stay whose end is known (end of the agreement, or an earlier exit that is planned) is there until that day and not
after. For a stay without an end the chance of leaving in a month depends on its age: in each band of ages it is the number of
exits that the house has seen over the months that its stays have spent there, both with a prior added (a Gamma prior on a
constant rate in each band). Every month of every stay counts once; a stay that goes on counts for its months, not as an exit.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import exp
from pathlib import Path

from dentelle.hub.incubator.calendar_months import after, first_of_next, months_between
from dentelle.hub.incubator.occupancy import Interval, Room, Stay

__all__ = [
    "Arrivals", "Assumed", "Band", "Chance", "Hazard", "Holder", "Need", "Span", "Wish", "arrivals", "assumed", "chances",
    "fits", "hazard", "spans",
]  # fmt: skip

SETTINGS = Path(__file__).parent / "data" / "forecast.toml"
FOR_EVER = 1_200.0  # months: where the last band ends


@dataclass(frozen=True, slots=True)
class Assumed:
    """What ``data/forecast.toml`` says, in its words."""

    bands: tuple[int, ...]
    usual_months: float
    weight: float
    months: int
    draws: int
    arrivals_months: int
    patience_months: int


def assumed(path: Path = SETTINGS) -> Assumed:
    """The settings of the forecast."""
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    return Assumed(**{**held, "bands": tuple(held["bands"])})


@dataclass(frozen=True, slots=True)
class Span:
    """How long somebody has had a room: ``months``, and whether they have ``left`` (else they are still there)."""

    months: float
    left: bool


def spans(stays: Iterable[Stay], today: date) -> tuple[Span, ...]:
    """The past of ``stays``. One that follows another of the same firm in the same room on the day goes on with it."""
    by_place: dict[tuple[int, int], list[Stay]] = {}
    for stay in stays:
        if stay.held.since < today:
            by_place.setdefault((stay.firm, stay.room), []).append(stay)
    found = []
    for held in by_place.values():
        for interval in _joined([stay.held for stay in held]):
            left = interval.until is not None and interval.until <= today
            end = interval.until if left and interval.until else today
            found.append(Span(months_between(interval.since, end), left))
    return tuple(found)


def _joined(intervals: Iterable[Interval]) -> list[Interval]:
    made: list[Interval] = []
    for one in sorted(intervals, key=lambda each: each.since):
        last = made[-1] if made else None
        if last is not None and (last.until is None or one.since <= last.until):
            until = None if last.until is None or one.until is None else max(last.until, one.until)
            made[-1] = Interval(last.since, until)
        else:
            made.append(one)
    return made


@dataclass(frozen=True, slots=True)
class Band:
    """Ages from ``start`` to ``end`` months: ``exits`` seen in ``months`` spent there; ``rate`` of leaving, a month."""

    start: float
    end: float
    exits: int
    months: float
    rate: float

    @property
    def monthly(self) -> float:
        """The chance to leave within a month, in percent."""
        return 100 * (1 - exp(-self.rate))


@dataclass(frozen=True, slots=True)
class Hazard:
    """The rates of all bands, which lie side by side from age 0 on."""

    bands: tuple[Band, ...]

    def cumulated(self, age: float) -> float:
        """The rates summed up from age 0 to ``age`` months."""
        return sum(band.rate * (min(age, band.end) - band.start) for band in self.bands if age > band.start)

    def stays(self, age: float, months: float) -> float:
        """The chance that one who has stayed for ``age`` months stays for ``months`` more."""
        return exp(self.cumulated(age) - self.cumulated(age + months))

    def at(self, age: float) -> Band:
        """The band in which ``age`` lies."""
        return next((band for band in self.bands if age < band.end), self.bands[-1])

    def leaves_after(self, age: float, luck: float) -> float:
        """How many months more one of ``age`` stays whose cumulated rate may grow by ``luck`` (drawn: exponential, mean 1)."""
        target = self.cumulated(age) + luck
        for band in self.bands:
            reached = self.cumulated(band.end)
            if target <= reached:
                return max(0.0, band.end - (reached - target) / band.rate - age)
        return FOR_EVER


def hazard(past: Iterable[Span], given: Assumed) -> Hazard:
    """The rates that ``past`` and the prior give: (exits + weight) / (months + weight × usual length) in each band."""
    known = tuple(past)
    edges = [0.0, *map(float, given.bands), FOR_EVER]
    made = []
    for start, end in pairwise(edges):
        months = sum(max(0.0, min(span.months, end) - start) for span in known)
        exits = sum(span.left and start <= span.months < end for span in known)
        rate = (exits + given.weight) / (months + given.weight * given.usual_months)
        made.append(Band(start, end, exits, months, rate))
    return Hazard(tuple(made))


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody who waits needs: m², desks; from ``earliest`` on, and not after ``latest`` where there is one."""

    id: int
    firm: int
    arrived: date
    area: float = 0
    desks: int = 0
    earliest: date = date.min
    latest: date | None = None
    fibre: int = 0
    accessible: bool = False

    @property
    def need(self) -> "Need":
        """What the room must have."""
        return Need(self.area, self.desks, self.fibre, self.accessible)


@dataclass(frozen=True, slots=True)
class Need:
    """What a room must have."""

    area: float = 0
    desks: int = 0
    fibre: int = 0
    accessible: bool = False


def fits(need: Need, room: Room, day: date) -> bool:
    """Whether ``room`` as it is on ``day`` would do. Who asks for m² of their own is not put into a shared room."""
    terms = room.at(day)
    enough = terms.desks >= need.desks and terms.fibre >= need.fibre and (terms.accessible or not need.accessible)
    return enough and (not need.area if room.shared else terms.area >= need.area)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many new applicants are expected a month, and the needs that theirs will be like, each as likely as any other."""

    monthly: float = 0.0
    needs: tuple[Need, ...] = ()


def arrivals(came: Iterable[date], needs: Iterable[Need], today: date, given: Assumed) -> Arrivals:
    """What the days on which firms ``came`` let expect: as many a month as in the last months that count.

    A house that is younger is counted from the first arrival on, for at least a year.
    """
    days = [day for day in came if day <= today]
    since = max(min(days, default=today), after(today, -given.arrivals_months))
    months = max(months_between(since, today), 12.0)
    known = tuple(needs)
    return Arrivals(sum(day >= since for day in days) / months if known else 0.0, known)


@dataclass(frozen=True, slots=True)
class Holder:
    """Why a room is not free: a stay with its end, or one without, of ``age`` months and in ``band``; ``there`` is its chance."""

    stay: Stay
    ends: date | None
    age: float
    band: Band | None
    there: float


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of a place on ``day`` (0 to 1) if nobody else took it, and that of each room that would do, best first."""

    day: date
    share: float
    rooms: tuple[tuple[Room, float, tuple[Holder, ...]], ...]


def chances(
    rooms: Sequence[Room], stays: Sequence[Stay], wish: Wish, rates: Hazard, today: date, months: int
) -> tuple[Chance, ...]:
    """For the first day of each of the next ``months``: 1 - the chance that no room that would do is free, each counted once."""
    by_room = {room.id: [stay for stay in stays if stay.room == room.id] for room in rooms}
    found = []
    day = first_of_next(today)
    for _ in range(months):
        each = []
        none = 1.0
        for room in rooms:
            if room.places(day) and fits(wish.need, room, day):
                holders = tuple(_holder(stay, rates, today, day) for stay in by_room[room.id])
                free = _free(room, max(wish.desks, 1), holders, day)
                none *= 1 - free
                each.append((room, free, tuple(one for one in holders if one.there > 0)))
        each.sort(key=lambda one: (-one[1], one[0].name, one[0].id))
        found.append(Chance(day, 1 - none, tuple(each)))
        day = first_of_next(day)
    return tuple(found)


def _holder(stay: Stay, rates: Hazard, today: date, day: date) -> Holder:
    """Whether ``stay`` is there on ``day`` or comes later: a room that somebody is going to have is not free for another."""
    if stay.held.until is not None:
        return Holder(stay, stay.held.until, 0.0, None, float(day < stay.held.until))
    age = max(0.0, months_between(stay.held.since, today))
    from_day = max(today, stay.held.since)
    there = rates.stays(age, months_between(from_day, day)) if day > from_day else 1.0
    return Holder(stay, None, age, rates.at(age), there)


def _free(room: Room, wanted: int, holders: Sequence[Holder], day: date) -> float:
    """The chance that ``wanted`` desks of a shared room, or a whole one, are left by ``holders``, who leave independently."""
    places = room.places(day)
    if not room.shared:
        wanted = 1
    taken = [1.0] + [0.0] * places  # taken[n]: chance that n places are let; the last stands for all that is more
    for holder in holders:
        desks, after = holder.stay.takes(room), [0.0] * (places + 1)
        for number, chance in enumerate(taken):
            after[number] += chance * (1 - holder.there)
            after[min(number + desks, places)] += chance * holder.there
        taken = after
    return sum(taken[: max(places - wanted, -1) + 1])
