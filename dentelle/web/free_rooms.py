"""The incubator's free rooms as offers of the interface: neither job knows the other, so it is handed over here."""

from datetime import date, timedelta

from django.utils.translation import gettext, override

from dentelle.hub.incubator.house import house
from dentelle.hub.incubator.occupancy import Free, next_free
from dentelle.hub.interface.terms import Condition, Offer

AHEAD = timedelta(days=180)  # a room that falls free later is no answer yet


def free_rooms(day: date) -> list[Offer]:
    """An offer for each room that is free on ``day`` or falls free within half a year."""
    known = house()
    if not known.rooms:
        return []
    with override("en"):
        return [_offer(free, day) for free in next_free(known.rooms, known.stays, day) if free.since <= day + AHEAD]


def _offer(free: Free, day: date) -> Offer:
    terms, since = free.room.at(max(free.since, day)), max(free.since, day)
    size = {"area": terms.area.normalize().to_eng_string(), "desks": free.places if free.room.shared else terms.desks}
    conditions = [
        Condition("surface_m2", "<=", float(terms.area)),
        Condition("desks", "<=", size["desks"]),
        Condition("available_from", ">=", since.isoformat()),
    ]
    if terms.fibre:
        conditions.append(Condition("fibre_mbps", "<=", terms.fibre))
    return Offer(
        id=f"room-{free.room.id}",
        family="premises",
        language="en",
        title=gettext("Room %(name)s in the incubator") % {"name": free.room.name},
        text=gettext("Office or workshop of %(area)s m² with %(desks)s desks for a young company, free from %(day)s.")
        % {**size, "day": since.isoformat()},
        conditions=tuple(conditions),
        provider=gettext("Incubator"),
    )
