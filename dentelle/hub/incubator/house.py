"""The rows of the database as the rules know them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.cache import cache

from dentelle.folding import digest
from dentelle.hub.incubator import models
from dentelle.hub.incubator.forecast import Arrivals, Hazard, Need, Wish, arrivals, assumed, hazard, spans
from dentelle.hub.incubator.invoices import Price
from dentelle.hub.incubator.occupancy import Interval, Room, Stay, Terms
from dentelle.hub.incubator.scenarios import Addition, House, Outcome, outcome, with_rooms

__all__ = ["addition", "applicants", "held", "house", "played", "rates", "room", "stay", "wish"]

KEPT = 3_600  # seconds


def room(row: models.Room) -> Room:
    """The room of ``row`` with its terms."""
    terms = sorted(row.terms.all(), key=lambda one: one.since)
    return Room(
        row.pk,
        row.name,
        Interval(row.since, row.until),
        tuple(Terms(one.since, one.area, one.desks, one.power, one.fibre, one.accessible) for one in terms),
        row.shared,
        row.building_id,
    )


def held(row: models.Stay) -> Interval:
    """When ``row`` has its room: to the end of the agreement, or to an earlier exit that is planned."""
    return Interval(row.since, min((day for day in (row.until, row.leaving) if day), default=None))


def stay(row: models.Stay) -> Stay:
    """The stay of ``row``."""
    return Stay(row.pk, row.firm_id, row.room_id, held(row), row.desks)


def house(rows: Iterable[models.Room] | None = None) -> House:
    """All rooms, stays and waits, or the stays of the rooms ``rows`` alone; at most five queries."""
    wanted = models.Room.objects.order_by("building__site__name", "building__name", "name", "pk") if rows is None else rows
    known = list(wanted.prefetch_related("terms", "prices") if hasattr(wanted, "prefetch_related") else wanted)
    stays = list(models.Stay.objects.filter(room__in=known).order_by("since", "pk"))
    prices = {
        one.pk: tuple(Price(row.since, row.amount, row.per) for row in sorted(one.prices.all(), key=lambda each: each.since))
        for one in known
    }
    agreed: dict[int, Decimal] = {row.pk: row.rent for row in stays if row.rent is not None}
    waits = list(models.Wait.objects.order_by("arrived", "pk")) if rows is None else []
    queue = tuple(wish(row) for row in waits if row.state == models.WAITING)
    waited = tuple(wish(row) for row in waits)
    return House(tuple(room(one) for one in known), tuple(stay(row) for row in stays), prices, agreed, queue, waited)


def wish(row: models.Wait) -> Wish:
    """What the one of ``row`` waits for."""
    earliest = row.earliest or row.arrived
    return Wish(row.pk, row.firm_id, row.arrived, float(row.area), row.desks, earliest, row.latest, row.fibre, row.accessible)


def addition(row: models.ScenarioRoom) -> Addition:
    """The rooms that ``row`` adds."""
    return Addition(row.name, row.count, row.area, row.desks, row.opens, row.rent, row.fibre, row.accessible, row.shared)


def rates(known: House, today: date) -> Hazard:
    """How likely stays without an end are to end, as the past of ``known`` says."""
    return hazard(spans(known.stays, today), assumed())


def applicants(known: House, today: date) -> Arrivals:
    """How many new applicants are to be expected: as firms have come so far, by their first day on the list or in the house.

    Needs are those of everybody who ever waited; where nobody did, the rooms that firms have had say what they needed.
    """
    came: dict[int, date] = {}
    for stay_ in known.stays:
        came[stay_.firm] = min(stay_.held.since, came.get(stay_.firm, stay_.held.since))
    for one in known.waited:
        came[one.firm] = min(one.arrived, came.get(one.firm, one.arrived))
    rooms = {room_.id: room_ for room_ in known.rooms}
    had = (_like(rooms[stay_.room], stay_) for stay_ in known.stays)
    return arrivals(sorted(came.values()), tuple(one.need for one in known.waited) or tuple(had), today, assumed())


def _like(known: Room, there: Stay) -> Need:
    """The need of ``there`` as its room tells it: three quarters of the room, for rooms are taken as they fall free."""
    terms = known.at(there.held.since)
    return Need(0.0, there.desks) if known.shared else Need(float(terms.area) * 0.75, max(1, terms.desks * 3 // 4))


def played(known: House, waiting: tuple[Wish, ...], additions: tuple[Addition, ...], today: date) -> Outcome:
    """What comes of ``known`` with ``additions``; the same question is not played twice."""
    given, expected = assumed(), applicants(known, today)
    key = f"incubator-{digest(repr((known, waiting, additions, today, given, expected)), length=40)}"
    found = cache.get(key)
    if found is None:
        found = outcome(with_rooms(known, additions), waiting, rates(known, today), today, given, expected)
        cache.set(key, found, KEPT)
    return found
