"""The rows of the database as the rules know them."""

from collections.abc import Iterable
from decimal import Decimal

from dentelle.hub.incubator import models
from dentelle.hub.incubator.forecast import Wish
from dentelle.hub.incubator.invoices import Price
from dentelle.hub.incubator.occupancy import Interval, Room, Stay, Terms
from dentelle.hub.incubator.scenarios import Addition, House

__all__ = ["addition", "held", "house", "queue", "room", "stay", "wish"]


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
    """All rooms and stays, or those of the rooms ``rows``; four queries."""
    wanted = models.Room.objects.order_by("building__site__name", "building__name", "name", "pk") if rows is None else rows
    known = list(wanted.prefetch_related("terms", "prices") if hasattr(wanted, "prefetch_related") else wanted)
    stays = list(models.Stay.objects.filter(room__in=known).order_by("since", "pk"))
    prices = {
        one.pk: tuple(Price(row.since, row.amount, row.per) for row in sorted(one.prices.all(), key=lambda each: each.since))
        for one in known
    }
    agreed: dict[int, Decimal] = {row.pk: row.rent for row in stays if row.rent is not None}
    return House(tuple(room(one) for one in known), tuple(stay(row) for row in stays), prices, agreed)


def wish(row: models.Wait) -> Wish:
    """What the one of ``row`` waits for."""
    earliest = row.earliest or row.arrived
    return Wish(row.pk, row.firm_id, row.arrived, float(row.area), row.desks, earliest, row.latest, row.fibre, row.accessible)


def queue() -> tuple[Wish, ...]:
    """Everybody who waits, in the order in which they came."""
    return tuple(wish(row) for row in models.Wait.objects.filter(state=models.WAITING).order_by("arrived", "pk"))


def addition(row: models.ScenarioRoom) -> Addition:
    """The rooms that ``row`` adds."""
    return Addition(row.name, row.count, row.area, row.desks, row.opens, row.rent, row.fibre, row.accessible, row.shared)
