"""The chance of a place, month by month, and what it rests on."""

from dataclasses import dataclass
from datetime import date

from dentelle.hub.incubator.firms import ShownFirm, shown_firms
from dentelle.hub.incubator.forecast import Band, Chance, Holder, Wish, assumed, chances
from dentelle.hub.incubator.forms import last_day
from dentelle.hub.incubator.house import applicants, played, rates
from dentelle.hub.incubator.occupancy import Room
from dentelle.hub.incubator.scenarios import House

__all__ = ["ForecastPage", "forecast_page"]

ASKED = 0  # the wish of somebody who is not on the list


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a room is free, or not: who has it, until when, or how old their stay is and how likely it is to end."""

    firm: ShownFirm
    holder: Holder
    last: date | None


@dataclass(frozen=True, slots=True)
class RoomChance:
    """A room that would do: the chances that it is free in half a year, in one and in two years, and who has it today."""

    room: Room
    shares: tuple[float, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class MonthChance:
    """``alone``: if nobody waited before; ``in_turn``: with everybody on the list."""

    day: date
    alone: float
    in_turn: float


@dataclass(frozen=True, slots=True)
class ForecastPage:
    months: tuple[MonthChance, ...]
    rooms: tuple[RoomChance, ...]
    bands: tuple[Band, ...]
    marks: tuple[date, ...]
    ahead: int
    likely: date | None
    yearly: float  # new applicants that are expected


def forecast_page(known: House, wish: Wish | None, asked: Wish, today: date, language: str) -> ForecastPage:
    """The forecast for ``wish``, who is on the list, or else for ``asked``, who would be the last on it."""
    hazard, given = rates(known, today), assumed()
    waiting = known.queue
    one = wish or asked
    turns = played(known, waiting if wish else (*waiting, asked), (), today).turns
    turn = next(turn for turn in turns if turn.wish.id == one.id)
    found = chances(known.rooms, known.stays, one, hazard, today, given.months)
    months = tuple(MonthChance(chance.day, chance.share, share) for chance, share in zip(found, turn.by_month, strict=True))
    marks = tuple(found[number].day for number in (5, 11, 23) if number < len(found))
    ahead = sum((other.arrived, other.id) < (one.arrived, one.id) for other in waiting) if wish else len(waiting)
    return ForecastPage(
        months, _rooms(known, found, marks, language), hazard.bands, marks, ahead, turn.day, 12 * applicants(known, today).monthly
    )


def _rooms(known: House, found: tuple[Chance, ...], marks: tuple[date, ...], language: str) -> tuple[RoomChance, ...]:
    shares: dict[int, dict[date, float]] = {}
    holders: dict[int, tuple[Holder, ...]] = {}
    rooms: dict[int, Room] = {}
    for chance in found:
        for room, share, there in chance.rooms:
            rooms[room.id] = room
            shares.setdefault(room.id, {})[chance.day] = share
            holders.setdefault(room.id, there)
    firms = shown_firms({one.stay.firm for each in holders.values() for one in each}, language)
    made = [
        RoomChance(
            rooms[number],
            tuple(shares[number].get(mark, 0.0) for mark in marks),
            tuple(Reason(firms[one.stay.firm], one, last_day(one.ends)) for one in holders[number]),
        )
        for number in rooms
    ]
    return tuple(sorted(made, key=lambda one: (tuple(-share for share in one.shares), one.room.name, one.room.id)))
