"""The rooms as pages show them."""

from dataclasses import dataclass
from datetime import date

from dentelle.hub.incubator import models
from dentelle.hub.incubator.firms import ShownFirm, shown_firms
from dentelle.hub.incubator.forms import PER_NAMES, last_day
from dentelle.hub.incubator.house import held, house
from dentelle.hub.incubator.occupancy import Free, Room, Terms, next_free
from dentelle.hub.incubator.scenarios import House


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room on a day: what it is, who has it, and when it falls free for sure (None: not known)."""

    room: Room
    building: str
    terms: Terms
    open: bool
    taken: int
    places: int
    firms: tuple[ShownFirm, ...]
    free: Free | None


@dataclass(frozen=True, slots=True)
class ShownStay:
    """A stay as its row keeps it, its firm, and its last day (None: without an end)."""

    row: models.Stay
    firm: ShownFirm
    last: date | None

    @property
    def earlier(self) -> bool:
        """Whether it ends before its agreement does."""
        return bool(self.row.leaving) and (self.row.until is None or self.row.leaving < self.row.until)


@dataclass(frozen=True, slots=True)
class RoomPage:
    """Everything about one room; ``prices``: (price, what it is for), empty for who may not see them."""

    row: models.Room
    room: Room
    prices: tuple[tuple[models.RoomPrice, object], ...]
    stays: tuple[ShownStay, ...]
    free: Free | None
    last: date | None


def room_rows(known: House, day: date, language: str) -> tuple[RoomRow, ...]:
    """Every room of ``known`` on ``day``."""
    buildings = dict(models.Building.objects.values_list("pk", "name"))
    there = [stay for stay in known.stays if stay.held.holds(day)]
    firms = shown_firms({stay.firm for stay in there}, language)
    free = {one.room.id: one for one in next_free(known.rooms, known.stays, day)}
    found = []
    for room in known.rooms:
        mine = [stay for stay in there if stay.room == room.id]
        found.append(
            RoomRow(
                room,
                buildings[room.building],
                room.at(day),
                room.open.holds(day),
                sum(stay.takes(room) for stay in mine),
                room.places(day),
                tuple(firms[stay.firm] for stay in mine),
                free.get(room.id),
            )
        )
    return tuple(found)


def one_room(row: models.Room, day: date, language: str, *, prices: bool) -> RoomPage:
    """The room of ``row`` with its past and its future."""
    known = house([row])
    listed = row.prices.order_by("-since") if prices else ()
    free = next_free(known.rooms, known.stays, day)
    return RoomPage(
        row,
        known.rooms[0],
        tuple((price, PER_NAMES[price.per]) for price in listed),
        shown_stays(row.stays.order_by("-since", "-pk"), language),
        free[0] if free else None,
        last_day(row.until),
    )


def shown_stays(rows: object, language: str) -> tuple[ShownStay, ...]:
    """The stays of the query ``rows``, in its order."""
    found = list(rows.select_related("firm", "room"))
    firms = shown_firms((row.firm_id for row in found), language)
    return tuple(ShownStay(row, firms[row.firm_id], last_day(held(row).until)) for row in found)
