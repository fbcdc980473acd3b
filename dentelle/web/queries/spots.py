"""Where things lie: counted by place for the map, listed for one place, and those that no map can show.

Invariant: nothing is read entity by entity but what a list shows; a map of 50,000 entities is one grouped query.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from dentelle import vocabulary
from dentelle.atlas.models import EntityRow, FacetRow, FactRow
from dentelle.web.queries.facts import ESTABLISHED
from dentelle.web.queries.land import LARGE, SMALL, Land, Spot, area_of, spot
from dentelle.web.queries.names import Name, name_of

GROUND = "territory"  # the kind of what is drawn as land, not upon it
LISTED = 60  # entities of one place shown at once
EARLIEST = 800  # the first year that may be asked for
FACETS = (
    "kind",
    "domain",
    "section",
    "area",
    "label",
    "state",
    "disputed",
)  # what may be asked of the directory may be asked here

IS_SPOT = Q(value__gte="0", value__lt=":") | Q(value__gte="G0", value__lt="G:")  # a commune, a town abroad
IS_LARGE = {"E": Q(value__gte="E0", value__lt="E:"), "D": Q(value__gte="D0", value__lt="D:")}  # an EPCI, a département


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: ``facets`` by name, the ``year`` in which things were active (0: any), what the areas are
    shaded by (``shade``: "", "people", "share", or "stated:" and a unit), at which ``level``, and the ``place`` that is open.
    """

    facets: tuple[tuple[str, str], ...] = ()
    year: int = 0
    shade: str = ""
    level: str = ""
    place: str = ""

    def facet(self, name: str) -> str:
        """The value asked for of a facet, "" for any."""
        return dict(self.facets).get(name, "")

    def pairs(self) -> list[tuple[str, str]]:
        """As the query of an address."""
        rest = (("year", str(self.year or "")), ("shade", self.shade), ("level", self.level), ("place", self.place))
        return [*self.facets, *((name, value) for name, value in rest if value)]

    def address(self, **changed: str) -> str:
        """The query of the same page with other words."""
        return urlencode([*((name, value) for name, value in self.pairs() if name not in changed), *changed.items()])

    def without(self, name: str) -> str:
        """The query of the same page with nothing asked of ``name``."""
        return urlencode([pair for pair in self.pairs() if pair[0] != name])


def asked_of(query: Mapping[str, str]) -> Asked:
    """What ``query`` asks for; what it cannot ask for is left out."""
    known = {kind.id for kind in vocabulary.kinds()}
    facets = [(name, value) for name in FACETS if (value := query.get(name, "")[:64]) and (name != "kind" or value in known)]
    year = query.get("year", "")
    shade, place = query.get("shade", "")[:80], query.get("place", "")
    return Asked(
        facets=tuple(facets),
        year=int(year) if re.fullmatch(r"\d{3,4}", year) and EARLIEST <= int(year) <= timezone.localdate().year + 1 else 0,
        shade=shade if shade in ("people", "share") or shade.startswith("stated:") else "",
        level=query.get("level", "") if query.get("level") in (SMALL, LARGE) else "",
        place=place if re.fullmatch(r"[0-9A-Z]{3,12}", place) else "",
    )


def _with(facet: str, value: str) -> QuerySet[FacetRow]:
    return FacetRow.objects.visible().filter(facet=facet, value=value).values("identity")


def _out_of(year: int) -> list[QuerySet[FactRow]]:
    """The entities that were founded after ``year``, and those that were closed before it."""
    said = FactRow.objects.visible().filter(status__in=ESTABLISHED, rank=0, identity__isnull=False)
    founded = said.filter(property="founded", earliest__gt=f"{year:04}-12-31")
    closed = said.filter(property="closed", latest__gt="", latest__lt=f"{year:04}-01-01")
    return [founded.values("identity"), closed.values("identity")]


def _narrowed(rows: QuerySet, asked: Asked) -> QuerySet:
    """``rows`` (with ``identity``) of the entities asked for; the land itself is none of them."""
    rows = rows.exclude(identity__in=_with("kind", GROUND))
    for facet, value in asked.facets:
        rows = rows.filter(identity__in=_with(facet, value))
    for out in _out_of(asked.year) if asked.year else ():
        rows = rows.exclude(identity__in=out)
    return rows


@dataclass(frozen=True, slots=True)
class Counted:
    """A spot and how many entities lie there; ``area`` is the code of the large area that it belongs to."""

    spot: Spot
    count: int
    area: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """``spots`` most entities first; ``by_area`` counts entities by the code of their area at each level."""

    spots: tuple[Counted, ...]
    by_area: Mapping[str, Mapping[str, int]]
    total: int
    placed: int

    @property
    def unplaced(self) -> int:
        """How many lie nowhere that is known."""
        return self.total - self.placed


def placed(asked: Asked, land: Land) -> Placed:
    """Where the entities asked for lie. Three queries."""
    areas = FacetRow.objects.visible().filter(facet="area")
    prefix = land.large[0].code[0] if land.large and not land.own else ""
    wanted = IS_SPOT | IS_LARGE[prefix] if prefix in IS_LARGE else IS_SPOT
    counts = dict(_narrowed(areas.filter(wanted), asked).values_list("value").annotate(number=Count("id")).order_by())
    large_of = area_of(land, LARGE)
    small_of = area_of(land, SMALL)
    spots = [
        Counted(at, number, large_of(at))
        for code, number in counts.items()
        if (code[0].isdigit() or code[0] == "G") and (at := spot(code))
    ]
    spots.sort(key=lambda one: (-one.count, one.spot.name, one.spot.code))
    by_small: dict[str, int] = {}
    by_large: dict[str, int] = {}
    for one in spots:
        if code := small_of(one.spot):
            by_small[code] = by_small.get(code, 0) + one.count
        if one.area and land.own:
            by_large[one.area] = by_large.get(one.area, 0) + one.count
    for area in () if land.own else land.large:  # counted as such: who lies in two of its communes counts once
        if area.code in counts:
            by_large[area.code] = counts[area.code]
    total = _narrowed(EntityRow.objects.visible(), asked).count()
    there = _narrowed(areas.filter(IS_SPOT), asked).aggregate(number=Count("identity", distinct=True))["number"]
    return Placed(tuple(spots), {SMALL: by_small, LARGE: by_large}, total, there)


@dataclass(frozen=True, slots=True)
class There:
    """The first entities of one place, by name; ``more`` counts those not shown."""

    spot: Spot
    names: tuple[Name, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.names)


def there(code: str, asked: Asked, language: str) -> There | None:
    """Who lies at the spot ``code`` of those asked for, None where there is no such spot. Two queries."""
    at = spot(code)
    if at is None:
        return None
    rows = _narrowed(EntityRow.objects.visible(), asked).filter(identity__in=_with("area", code))
    shown = rows.order_by("sort", "identity_id").only("identity_id", "label", "names", "kind", "type")[:LISTED]
    names = tuple(name_of(row, language) for row in shown)
    return There(at, names, rows.count() if len(names) == LISTED else len(names))


def nowhere(asked: Asked, language: str, most: int = 30) -> tuple[Name, ...]:
    """The first of those asked for that lie at no spot, by name. One query."""
    everywhere = FacetRow.objects.visible().filter(IS_SPOT, facet="area").values("identity")
    rows = _narrowed(EntityRow.objects.visible(), asked).exclude(identity__in=everywhere)
    rows = rows.order_by("sort", "identity_id").only("identity_id", "label", "names", "kind", "type")
    return tuple(name_of(row, language) for row in rows[:most])
