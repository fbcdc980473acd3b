"""The house as the tables that ``importing`` takes: what is taken along can be corrected in a spreadsheet and brought back."""

from collections.abc import Iterator

from dentelle.hub.incubator.communes import commune_named
from dentelle.hub.incubator.forms import last_day
from dentelle.hub.incubator.importing import NEEDED, OTHER
from dentelle.hub.incubator.models import Room, Stay
from dentelle.hub.incubator.tables import columns, word

__all__ = ["house_table"]


def house_table(kind: str, language: str) -> Iterator[tuple[str, ...]]:
    """The rows of "rooms" or "stays", the first their head in ``language``: days in ISO, numbers with a point."""
    names = (*NEEDED[kind], *OTHER[kind])
    yield columns(names, language)
    for cells in _rooms(language) if kind == "rooms" else _stays():
        yield tuple(cells.get(name, "") for name in names)


def _rooms(language: str) -> Iterator[dict[str, str]]:
    """A room, and once more for each day from which it is or costs something else."""
    known = Room.objects.select_related("building__site").prefetch_related("terms", "prices")
    for room in known.order_by("building__site__name", "building__name", "name", "pk"):
        site = room.building.site
        terms, prices = (sorted(rows, key=lambda one: one.since) for rows in (room.terms.all(), room.prices.all()))
        days = sorted({one.since for one in terms} | {one.since for one in prices if one.since >= room.since})
        for day in days:
            held = [one for one in terms if one.since <= day][-1:] or terms[:1]
            price = next((one for one in reversed(prices) if one.since <= day), None)
            yield {
                "site": site.name,
                "building": room.building.name,
                "room": room.name,
                "area": f"{held[0].area:f}",
                "desks": str(held[0].desks),
                "since": day.isoformat(),
                "power": f"{held[0].power:f}" if held[0].power else "",
                "fibre": str(held[0].fibre or ""),
                "accessible": "x" if held[0].accessible else "",
                "shared": "x" if room.shared else "",
                "last_day": str(last_day(room.until) or ""),
                "price": f"{price.amount:f}" if price else "",
                "per": word(price.per, language) if price else "",
                "address": site.address,
                "commune": commune_named(site.commune),
            }


def _stays() -> Iterator[dict[str, str]]:
    known = Stay.objects.select_related("firm", "room__building__site")
    for stay in known.order_by("room__building__name", "room__name", "since", "pk"):
        last = last_day(stay.until)
        yield {
            "site": stay.room.building.site.name,
            "building": stay.room.building.name,
            "room": stay.room.name,
            "firm": stay.firm.name,
            "since": stay.since.isoformat(),
            "last_day": last.isoformat() if last else "",
            "desks": str(stay.desks or ""),
            "activity": stay.firm.activity,
            "agreement": stay.agreement,
            "rent": "" if stay.rent is None else f"{stay.rent:f}",
        }
