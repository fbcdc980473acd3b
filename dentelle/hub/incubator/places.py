"""Sites, buildings, rooms: what there is, from when on, at what price. Nothing is taken from a room that somebody has by then."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from dentelle.atlas.people.audit import note
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import house, models
from dentelle.hub.incubator.invoices import Price
from dentelle.hub.incubator.occupancy import Interval, Terms
from dentelle.hub.incubator.stays import locked_room, refuse_clash

__all__ = ["add_room", "building_named", "close_room", "describe_room", "describe_site", "remove_room", "set_price", "set_terms"]


def building_named(site: str, name: str, *, who: str, address: str = "", commune: str = "") -> models.Building:
    """The building ``name`` on ``site``, both made when they are new; ``commune``: INSEE. The caller holds the transaction.

    Of a site that is here already, an address and a commune that were not known yet are kept.
    """
    site, name = " ".join(site.split())[:120], " ".join(name.split())[:120]
    if not site or not name:
        raise IncubatorError("A room needs a site and a building.")
    place, new = models.Site.objects.get_or_create(name=site, defaults={"address": address.strip()[:300], "commune": commune})
    if new:
        note(who, "site", f"site {place.pk}", f"{who} entered the site {site}")
    elif (address and not place.address) or (commune and not place.commune):
        place.address, place.commune = place.address or address.strip()[:300], place.commune or commune
        place.save(update_fields=["address", "commune"])
        note(who, "site", f"site {place.pk}", f"{who} noted where {site} is: {_where(place)}")
    building, new = models.Building.objects.get_or_create(site=place, name=name)
    if new:
        note(who, "building", f"building {building.pk}", f"{who} entered the building {name} on {site}")
    return building


def describe_site(number: int, *, name: str, address: str, commune: str, who: str) -> models.Site:
    """The site with another name, address or commune (INSEE, "": as its address tells).

    Raises IncubatorError when there is no such site, or another one of that name.
    """
    name = " ".join(name.split())[:120]
    with transaction.atomic():
        row = models.Site.objects.select_for_update().filter(pk=number).first()
        if row is None:
            raise IncubatorError("There is no such site any more.")
        if not name or models.Site.objects.filter(name=name).exclude(pk=number).exists():
            raise IncubatorError("Give the site a name that no other one has.")
        before = f"{row.name}, {_where(row)}"
        row.name, row.address, row.commune = name, address.strip()[:300], commune
        row.save()
        after = f"{name}, {_where(row)}"
        if after != before:
            note(who, "site", f"site {number}", f"{who} changed the site {before} to {after}")
    return row


def _where(row: models.Site) -> str:
    return f"{row.address or 'no address'}, commune {row.commune or 'not told'}"


def add_room(
    site: str,
    building: str,
    name: str,
    terms: Terms,
    *,
    who: str,
    shared: bool = False,
    until: date | None = None,
    price: Price | None = None,
    address: str = "",
    commune: str = "",
) -> models.Room:
    """The new room, open from ``terms.since`` to the day before ``until``. Raises IncubatorError when there is one so called."""
    name = " ".join(name.split())[:120]
    if not name:
        raise IncubatorError("Give the room a name.")
    if until is not None and until <= terms.since:
        raise IncubatorError("A room closes after it has opened.")
    _sound(terms)
    with transaction.atomic():
        place = building_named(site, building, who=who, address=address, commune=commune)
        try:
            with transaction.atomic():
                made = models.Room.objects.create(building=place, name=name, shared=shared, since=terms.since, until=until)
        except IntegrityError as error:
            raise IncubatorError("%(building)s has a room %(room)s already.", building=place.name, room=name) from error
        _keep_terms(made, terms)
        if price is not None:
            models.RoomPrice.objects.create(room=made, since=price.since, amount=price.amount, per=price.per)
        note(who, "room", f"room {made.pk}", f"{who} entered the room {name} in {place.name}: {_told(terms)}")
    return made


def set_terms(number: int, terms: Terms, *, who: str) -> None:
    """What a room is from a day on. Raises IncubatorError when its tenants would be too many for it."""
    _sound(terms)
    with transaction.atomic():
        row, known = locked_room(number)
        others = tuple(one for one in known.terms if one.since != terms.since)
        after = replace(known, terms=tuple(sorted((*others, terms), key=lambda one: one.since)))
        refuse_clash(row, after, [house.stay(one) for one in row.stays.all()])
        _keep_terms(row, terms)
        note(who, "room", f"room {number}", f"{who} changed the room {row.name} from {terms.since} on: {_told(terms)}")


def set_price(number: int, price: Price, *, who: str) -> None:
    """What a room costs from a day on."""
    if price.amount < 0:
        raise IncubatorError("A price is not below zero.")
    with transaction.atomic():
        row, _ = locked_room(number)
        models.RoomPrice.objects.update_or_create(
            room=row, since=price.since, defaults={"amount": price.amount, "per": price.per}
        )
        told = f"{who} set the price of {row.name} from {price.since} on: {price.amount} EUR a month per {price.per}"
        note(who, "price", f"room {number}", told)


def close_room(number: int, until: date | None, *, who: str) -> None:
    """Closes a room on the day ``until`` (None: it stays open). Raises IncubatorError while somebody has it then."""
    with transaction.atomic():
        row, known = locked_room(number)
        if until is not None and until <= row.since:
            raise IncubatorError("A room closes after it has opened.")
        refuse_clash(row, replace(known, open=Interval(row.since, until)), [house.stay(one) for one in row.stays.all()])
        row.until = until
        row.save(update_fields=["until"])
        note(who, "room", f"room {number}", f"{who} set the end of the room {row.name}: {until or 'none'}")


def describe_room(number: int, *, name: str, shared: bool, who: str) -> None:
    """The room with another name, or let in another way.

    Raises IncubatorError when another room of its building has that name, or when it has stays: they count by how it is let.
    """
    name = " ".join(name.split())[:120]
    with transaction.atomic():
        row, _ = locked_room(number)
        if not name:
            raise IncubatorError("Give the room a name.")
        if models.Room.objects.filter(building=row.building_id, name=name).exclude(pk=number).exists():
            raise IncubatorError("%(building)s has a room %(room)s already.", building=row.building.name, room=name)
        if shared != row.shared and row.stays.exists():
            raise IncubatorError(
                "%(room)s has stays: how it is let cannot change. Close it, and enter a new room.", room=row.name
            )
        before, after = (f"{one} ({'by desks' if by else 'whole'})" for one, by in ((row.name, row.shared), (name, shared)))
        row.name, row.shared = name, shared
        row.save(update_fields=["name", "shared"])
        if before != after:
            note(who, "room", f"room {number}", f"{who} corrected the room {before} to {after}")


def remove_room(number: int, *, who: str) -> None:
    """Takes out a room that was entered by mistake. Raises IncubatorError when somebody has or had it."""
    with transaction.atomic():
        row, _ = locked_room(number)
        if row.stays.exists():
            raise IncubatorError("%(room)s has or had tenants. Close it instead.", room=row.name)
        row.delete()
        note(who, "room", f"room {number}", f"{who} took out the room {row.name}")


def _keep_terms(row: models.Room, terms: Terms) -> None:
    given = {"area": terms.area, "desks": terms.desks, "power": terms.power, "fibre": terms.fibre, "accessible": terms.accessible}
    models.RoomTerms.objects.update_or_create(room=row, since=terms.since, defaults=given)


def _sound(terms: Terms) -> None:
    if terms.area <= Decimal(0) or terms.desks < 1:
        raise IncubatorError("A room has at least one desk, and more than 0 m².")


def _told(terms: Terms) -> str:
    access = ", accessible" if terms.accessible else ""
    return f"{terms.area} m², {terms.desks} desks, {terms.power} kW, {terms.fibre} Mbit/s{access}"
