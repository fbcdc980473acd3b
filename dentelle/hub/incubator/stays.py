"""Who has which room: booked, changed and ended. No room is ever let twice.

Invariant: whoever writes a stay, or takes places from a room, holds the row of that room from before they look at its stays until
their transaction ends (on SQLite the whole database), so two who want the last place at once come one after the other, and the
second is refused.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError

from dentelle.atlas.browsing.days import in_full
from dentelle.atlas.people.audit import note
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import house, models
from dentelle.hub.incubator.firms import firm_named, together
from dentelle.hub.incubator.occupancy import Clash, Interval, Room, Stay, clash

__all__ = ["book", "change", "locked_room", "refuse_clash", "remove"]


def book(
    room: int,
    firm: str,
    since: date,
    until: date | None,
    *,
    who: str,
    desks: int = 0,
    agreement: str = "",
    rent: Decimal | None = None,
    activity: str = "",
) -> models.Stay:
    """The new stay of ``firm`` (a name) in ``room`` from ``since`` to the day before ``until``.

    A room that is let whole is taken whole, whatever ``desks`` says. Raises IncubatorError when there is no place for it.
    """
    if until is not None and until <= since:
        raise IncubatorError("A stay ends after it has begun.")
    with transaction.atomic():
        row, known = locked_room(room)
        if row.shared and desks < 1:
            raise IncubatorError("%(room)s is let by desks. Say how many.", room=row.name)
        tenant = firm_named(firm, who=who, activity=activity)
        wanted = Stay(0, tenant.pk, room, Interval(since, until), desks if row.shared else 0)
        refuse_clash(row, known, [*(house.stay(one) for one in row.stays.all()), wanted])
        made = models.Stay.objects.create(
            firm=tenant, room=row, desks=wanted.desks, since=since, until=until, agreement=agreement.strip()[:120], rent=rent
        )
        settled = models.Wait.objects.filter(firm__in=together(tenant), state=models.WAITING)
        settled.update(state=models.HOUSED, settled_on=since)
        note(who, "stay", _about(made), f"{who} booked {row.name} for {tenant.name}, {_told(wanted.held)}")
    return made


def change(
    number: int,
    *,
    until: date | None,
    leaving: date | None,
    who: str,
    agreement: str | None = None,
    rent: Decimal | None = None,
    desks: int | None = None,
) -> models.Stay:
    """The stay with other ends, agreement, rent or desks. Raises IncubatorError when somebody else has the room by then."""
    with transaction.atomic():
        found = models.Stay.objects.filter(pk=number).first()
        if found is None:
            raise IncubatorError("There is no such stay any more.")
        row, known = locked_room(found.room_id)
        stay = models.Stay.objects.select_related("firm").get(pk=number)  # as it is now that nobody else may change it
        if any(day is not None and day <= stay.since for day in (until, leaving)):
            raise IncubatorError("A stay ends after it has begun.")
        before = _told(house.held(stay))
        stay.until, stay.leaving, stay.rent = until, leaving, rent
        stay.agreement = stay.agreement if agreement is None else agreement.strip()[:120]
        if row.shared and desks is not None:
            stay.desks = max(desks, 1)
        others = [house.stay(one) for one in row.stays.exclude(pk=number)]
        refuse_clash(row, known, [*others, replace(house.stay(stay), id=0)])
        stay.save()
        told = f"{who} changed the stay of {stay.firm.name} in {row.name}: {_told(house.held(stay))} (was {before})"
        note(who, "stay", _about(stay), told)
    return stay


def remove(number: int, *, who: str) -> None:
    """Takes out a stay that was entered by mistake. Raises IncubatorError when something else rests on it."""
    with transaction.atomic():
        stay = models.Stay.objects.select_related("firm", "room").filter(pk=number).first()
        if stay is None:
            return
        about, told = _about(stay), f"{who} took out the stay of {stay.firm.name} in {stay.room.name}, {_told(house.held(stay))}"
        try:
            stay.delete()
        except ProtectedError as error:
            raise IncubatorError("Something else rests on this stay. End it instead.") from error
        note(who, "stay", about, told)


def locked_room(number: int) -> tuple[models.Room, Room]:
    """The row of a room, which nobody else can lock before our transaction ends, and what the rules know of it."""
    row = models.Room.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise IncubatorError("There is no such room any more.")
    return row, house.room(row)


def refuse_clash(row: models.Room, room: Room, stays: Iterable[Stay]) -> None:
    """Raises IncubatorError, naming day and tenants, when ``stays`` are more than ``room`` has places for."""
    found = clash(room, stays)
    if found is None:
        return
    said = {"room": row.name, "day": in_full(found.day)}
    if not room.open.holds(found.day):
        raise IncubatorError("%(room)s cannot be let on %(day)s: it is not open then.", **said)
    raise IncubatorError(
        "%(room)s is taken: on %(day)s %(taken)s of %(places)s places would be let. There then: %(firms)s.",
        taken=found.taken,
        places=found.places,
        firms=_firms(found),
        **said,
    )


def _firms(found: Clash) -> str:
    names = dict(models.Firm.objects.filter(pk__in={stay.firm for stay in found.stays}).values_list("pk", "name"))
    return ", ".join(sorted({names[stay.firm] for stay in found.stays}))


def _about(stay: models.Stay) -> str:
    return stay.firm.identity_id or f"firm {stay.firm_id}"


def _told(held: Interval) -> str:
    return f"from {held.since} to {held.until or 'no end'}"
