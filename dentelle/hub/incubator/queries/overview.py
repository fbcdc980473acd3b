"""The house today: how full it is, who is there, whose agreement ends, what falls free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dentelle.folding import fold
from dentelle.hub.incubator.firms import ShownFirm, shown_firms
from dentelle.hub.incubator.forms import last_day
from dentelle.hub.incubator.models import Building
from dentelle.hub.incubator.occupancy import Filling, Free, Room, Stay, filling, next_free
from dentelle.hub.incubator.scenarios import House

SOON, AHEAD = 90, 180  # days


@dataclass(frozen=True, slots=True)
class Ending:
    """A stay that ends: on ``last``, in ``days``; ``soon``: within SOON."""

    firm: ShownFirm
    room: Room
    stay: Stay
    last: date
    days: int

    @property
    def soon(self) -> bool:
        """Whether it is to be seen to now."""
        return self.days <= SOON


@dataclass(frozen=True, slots=True)
class Overview:
    """``buildings`` with how full each is; ``activities``: (activity or "", firms), largest first; ``free``: earliest first."""

    total: Filling
    buildings: tuple[tuple[str, Filling], ...]
    activities: tuple[tuple[str, tuple[ShownFirm, ...]], ...]
    endings: tuple[Ending, ...]
    free: tuple[Free, ...]

    @property
    def full(self) -> bool:
        """Whether nothing can be let."""
        return bool(self.total.places) and self.total.taken >= self.total.places


def overview(house: House, day: date, language: str) -> Overview:
    """What ``house`` looks like on ``day``."""
    firms = shown_firms({stay.firm for stay in house.stays}, language)
    return Overview(
        filling(house.rooms, house.stays, day),
        _buildings(house, day),
        by_activity(firms[stay.firm] for stay in house.stays if stay.held.holds(day)),
        tuple(_endings(house, firms, day)),
        next_free(house.rooms, house.stays, day),
    )


def _buildings(house: House, day: date) -> tuple[tuple[str, Filling], ...]:
    rooms: dict[int, list[Room]] = {}
    for room in house.rooms:
        rooms.setdefault(room.building, []).append(room)
    rows = Building.objects.filter(pk__in=rooms).order_by("site__name", "name")
    return tuple((row.name, filling(rooms[row.pk], house.stays, day)) for row in rows)


def by_activity(firms: Iterable[ShownFirm]) -> tuple[tuple[str, tuple[ShownFirm, ...]], ...]:
    """Each of ``firms`` once, by activity (case and accents do not count); those whose activity is not known last."""
    groups: dict[str, dict[int, ShownFirm]] = {}
    words: dict[str, str] = {}
    for firm in firms:
        key = fold(firm.activity)
        words.setdefault(key, firm.activity)
        groups.setdefault(key, {})[firm.id] = firm
    ordered = sorted(groups, key=lambda key: (not key, -len(groups[key]), key))
    return tuple((words[key], tuple(sorted(groups[key].values(), key=lambda firm: fold(firm.name)))) for key in ordered)


def _endings(house: House, firms: dict[int, ShownFirm], day: date) -> Sequence[Ending]:
    rooms = {room.id: room for room in house.rooms}
    found = []
    for stay in house.stays:
        last = last_day(stay.held.until)
        if last is not None and stay.held.holds(day) and last <= day + timedelta(days=AHEAD):
            found.append(Ending(firms[stay.firm], rooms[stay.room], stay, last, (last - day).days))
    return sorted(found, key=lambda ending: (ending.last, ending.room.name))
