"""What the house holds already of a table of rooms or stays, and what the table says otherwise.

Invariant: a room is known by site, building and name, a stay by room, undertaking and first day; case and accents do not count. A
cell that is not in the table, or is empty, changes nothing, but for an empty last day, which is no end.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from dentelle.atlas.browsing.days import in_full
from dentelle.errors import IncubatorError
from dentelle.folding import fold
from dentelle.hub.incubator import firms, house, places, stays
from dentelle.hub.incubator.communes import commune_meant, commune_named
from dentelle.hub.incubator.forms import PER_NAMES, after_last, last_day
from dentelle.hub.incubator.invoices import PER, Price
from dentelle.hub.incubator.models import Firm, Room, Site, Stay
from dentelle.hub.incubator.occupancy import Interval, Terms
from dentelle.hub.incubator.tables import Row, choice

__all__ = ["Counterparts", "Difference", "commune_in", "counterparts"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the column says instead of what is kept, both as people read them; "" is nothing."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The house as a table's rows are held against it; ``leads``: the first row of each firm's undertaking."""

    rooms: dict[tuple[str, str], list[Room]]
    stays: dict[tuple[int, int], list[Stay]]
    firms: dict[str, Firm]
    leads: dict[int, int]

    def room(self, row: Row) -> Room | None:
        """The room that a row of a table of rooms means, None where it is new."""
        site = fold(row.text("site", required=True))
        found = self.rooms.get((fold(row.text("building", required=True)), fold(row.text("room", required=True))), ())
        return next((one for one in found if fold(one.building.site.name) == site), None)

    def room_of_stay(self, row: Row) -> Room:
        """The room that a row of a table of stays means. Raises IncubatorError when there is none, or more than one."""
        building, name, site = row.text("building", required=True), row.text("room", required=True), fold(row.text("site"))
        found = self.rooms.get((fold(building), fold(name)), [])
        found = [one for one in found if not site or fold(one.building.site.name) == site]
        if len(found) != 1:
            raise IncubatorError("There is no room %(room)s in %(building)s, or more than one.", room=name, building=building)
        return found[0]

    def stay(self, row: Row) -> Stay | None:
        """The stay that a row means, None where it is new."""
        since = row.day("since", required=True)
        return next((one for one in self._of_firm(row) if one.since == since), None)

    def moved(self, row: Row, others: set[int]) -> Stay | None:
        """A stay of the same firm in the same room at the same time that is none of ``others``: its first day was another one."""
        wanted = Interval(row.day("since", required=True), after_last(row.day("last_day")))
        near = (one for one in self._of_firm(row) if one.pk not in others and house.held(one).overlaps(wanted))
        return next(near, None)

    def _of_firm(self, row: Row) -> list[Stay]:
        name = row.text("firm", required=True)
        firm = self.firms.get(fold(name)[:200]) or firms.known_firm(name)
        return self.stays.get((self.room_of_stay(row).pk, self.leads[firm.pk]), []) if firm else []


def counterparts() -> Counterparts:
    """The house as it is now: a handful of queries."""
    rooms: dict[tuple[str, str], list[Room]] = defaultdict(list)
    sites: dict[int, Site] = {}
    for room in Room.objects.select_related("building__site").prefetch_related("terms", "prices").order_by("pk"):
        site = room.building.site
        room.building.site = sites.setdefault(site.pk, site)  # one object, for a row before may have changed it
        rooms[fold(room.building.name), fold(room.name)].append(room)
    groups = firms.undertakings()
    leads = {firm.pk: group[0].pk for group in groups for firm in group}
    named = {firm.folded: firm for group in groups for firm in group}
    held: dict[tuple[int, int], list[Stay]] = defaultdict(list)
    for stay in Stay.objects.select_related("room__building", "firm").order_by("pk"):
        held[stay.room_id, leads[stay.firm_id]].append(stay)
    return Counterparts(rooms, held, named, leads)


def change_room(room: Room, row: Row, who: str) -> tuple[Difference, ...]:
    """Makes ``room`` what the row says, and tells what that changed."""
    since = row.day("since", required=True)
    if since < room.since:
        raise IncubatorError(
            "%(room)s is open since %(day)s; a table does not open it earlier.", room=room.name, day=in_full(room.since)
        )
    found = (
        *_way(room, row, who),
        *_site(room.building.site, row, who),
        *_terms(room, row, since, who),
        *_price(room, row, since, who),
    )
    until = after_last(row.day("last_day"))
    if row.has("last_day") and until != room.until:
        found = (*found, Difference("last_day", _day(last_day(room.until)), _day(last_day(until))))
        places.close_room(room.pk, until, who=who)
    return found


def _way(room: Room, row: Row, who: str) -> Iterator[Difference]:
    shared = row.flag("shared") if row.has("shared") else room.shared
    if shared != room.shared:
        places.describe_room(room.pk, name=room.name, shared=shared, who=who)
        yield Difference("shared", _yes(room.shared), _yes(shared))


def _terms(room: Room, row: Row, since: date, who: str) -> Iterator[Difference]:
    kept = house.room(room).at(since)
    power, fibre = row.number("power"), row.whole("fibre")
    told = Terms(
        since,
        row.number("area", required=True) or Decimal(0),
        row.whole("desks", required=True) or 0,
        kept.power if power is None else power,
        kept.fibre if fibre is None else fibre,
        row.flag("accessible") if row.has("accessible") else kept.accessible,
    )
    pairs = [(name, getattr(kept, name), getattr(told, name)) for name in ("area", "desks", "power", "fibre", "accessible")]
    differing = [pair for pair in pairs if pair[1] != pair[2]]
    if differing:
        places.set_terms(room.pk, told, who=who)
        room._prefetched_objects_cache = {}  # a row below may speak of the same room
    for name, before, after in differing:
        shown = _yes if name == "accessible" else _number
        yield Difference(name, shown(before), shown(after))


def _price(room: Room, row: Row, since: date, who: str) -> Iterator[Difference]:
    amount = row.number("price")
    if amount is None:
        return
    kept = max((one for one in room.prices.all() if one.since <= since), key=lambda one: one.since, default=None)
    per = choice(row, "per", PER) or (kept.per if kept else "room")
    if kept is None or (kept.amount, kept.per) != (amount, per):
        places.set_price(room.pk, Price(since, amount, per), who=who)
        room._prefetched_objects_cache = {}
        before = f"{_number(kept.amount)} ({PER_NAMES[kept.per]})" if kept else ""
        yield Difference("price", before, f"{_number(amount)} ({PER_NAMES[per]})")


def _site(site: Site, row: Row, who: str) -> Iterator[Difference]:
    address, commune = row.text("address")[:300] or site.address, commune_in(row) or site.commune
    if (address, commune) == (site.address, site.commune):
        return
    if address != site.address:
        yield Difference("address", site.address, address)
    if commune != site.commune:
        yield Difference("commune", commune_named(site.commune), commune_named(commune))
    places.describe_site(site.pk, name=site.name, address=address, commune=commune, who=who)
    site.address, site.commune = address, commune


def commune_in(row: Row) -> str:
    """The INSEE code of the commune that the row names, "" for none. Raises IncubatorError when it is none, or more than one."""
    said = row.text("commune")
    code = commune_meant(said) if said else ""
    if said and not code:
        raise IncubatorError(
            "Column %(column)s: “%(cell)s” is no commune, or more than one.", column=row.head("commune"), cell=said[:40]
        )
    return code


def change_stay(stay: Stay, row: Row, who: str) -> tuple[Difference, ...]:
    """Makes ``stay`` what the row says, and tells what that changed."""
    until = after_last(row.day("last_day")) if row.has("last_day") else stay.until
    desks, rent = row.whole("desks"), row.number("rent")
    desks = desks if stay.room.shared and desks else stay.desks
    rent = stay.rent if rent is None else rent
    agreement = row.text("agreement")[:120] or stay.agreement
    activity = row.text("activity")[:120]
    told = (
        ("last_day", _day(last_day(stay.until)), _day(last_day(until))),
        ("desks", _number(stay.desks), _number(desks)),
        ("rent", _number(stay.rent), _number(rent)),
        ("agreement", stay.agreement, agreement),
    )
    found = tuple(Difference(*one) for one in told if one[1] != one[2])
    if found:
        stays.change(stay.pk, until=until, leaving=stay.leaving, who=who, agreement=agreement, rent=rent, desks=desks)
    if activity and fold(activity) != fold(stay.firm.activity):
        found = (*found, Difference("activity", stay.firm.activity, activity))
        firm = Firm.objects.get(pk=stay.firm_id)
        firms.describe(firm.pk, name=firm.name, activity=activity, identity=firm.identity_id or "", who=who)
    return found


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _yes(flag: bool) -> str:
    return gettext("yes") if flag else gettext("no")


def _number(number: Decimal | int | None) -> str:
    return "" if number is None else number_format(Decimal(number).normalize() if number else 0, use_l10n=True)
