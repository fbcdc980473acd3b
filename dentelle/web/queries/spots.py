"""Where things lie: counted by place for the map, listed for one place, and those that no map can show.

Invariant: what is counted are the sets of ``atlas.facet_index``; the database is asked for entities only where a list names them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlencode

from django.utils import timezone

from dentelle.atlas.browsing.facet_index import FacetIndex, Mark
from dentelle.atlas.browsing.selection import Chosen, read, selected
from dentelle.atlas.models import FactRow
from dentelle.vocabulary import Scheme
from dentelle.web.queries.facts import ESTABLISHED
from dentelle.web.queries.land import LARGE, SMALL, Land, Spot, area_of, spot
from dentelle.web.queries.names import Name, names_of

GROUND = ("kind", "territory")  # what is drawn as land, not upon it
LISTED = 60  # entities of one place shown at once
NAMED = 30  # entities without a place that are named
EARLIEST = 800  # the first year that may be asked for
SPOT = re.compile(r"[0-9][0-9AB][0-9]{3}|G[0-9]+")  # the area code of a commune, of a town abroad
SHADES = ("people", "share")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: what is ``chosen`` as in the directory, the ``year`` in which things were active (0: any), what
    the areas are shaded by (``shade``: "", "people", "share", or "stated:" and a unit), at which ``level``, and the ``place``
    that is open.
    """

    chosen: Chosen = field(default_factory=Chosen)
    year: int = 0
    shade: str = ""
    level: str = ""
    place: str = ""

    def facet(self, name: str) -> str:
        """The first value asked for of a facet, "" for any."""
        return next(iter(self.chosen.of(name)), "")

    def pairs(self) -> list[tuple[str, str]]:
        """As the query of an address."""
        rest = (("year", str(self.year or "")), ("shade", self.shade), ("level", self.level), ("place", self.place))
        return [*self.chosen.pairs(), *((name, value) for name, value in rest if value)]

    def address(self, **changed: str) -> str:
        """The query of the same page with other words."""
        return urlencode([*((name, value) for name, value in self.pairs() if name not in changed), *changed.items()])

    def without(self, name: str) -> str:
        """The query of the same page with nothing asked of ``name``."""
        return urlencode([pair for pair in self.pairs() if pair[0] != name])


def asked_of(query: Mapping[str, Sequence[str]], index: FacetIndex, scheme: Scheme) -> Asked:
    """What ``query``, parameters with all their values, asks for; what it cannot ask for is left out."""
    last = {name: values[-1] for name, values in query.items() if values}
    year, shade, level, place = (last.get(name, "") for name in ("year", "shade", "level", "place"))
    return Asked(
        chosen=read(query, index, scheme)[0],
        year=int(year) if re.fullmatch(r"[0-9]{3,4}", year) and EARLIEST <= int(year) <= timezone.localdate().year + 1 else 0,
        shade=shade[:80] if shade in SHADES or shade.startswith("stated:") else "",
        level=level if level in (SMALL, LARGE) else "",
        place=place if SPOT.fullmatch(place) else "",
    )


def chosen_entities(index: FacetIndex, chosen: Chosen) -> int:
    """The set of the entities chosen; the land itself is none of them."""
    return selected(index, chosen) & ~index.bits.get(GROUND, 0)


def left_out(index: FacetIndex, year: int) -> int:
    """The set of what was founded after ``year`` or closed before it, by the preferred one of rival dates; of 0 nothing.

    One query where anything changed since it was last asked.
    """
    if not year:
        return 0
    days = _days(index.mark)
    first, last = f"{year:04}-01-01", f"{year:04}-12-31"
    return set_of(index, (one for name, one, day in days if (day > last if name == "founded" else day < first)))


@lru_cache(maxsize=2)
def _days(mark: Mark) -> list[tuple[str, str, str]]:
    """("founded", entity, earliest day) and ("closed", entity, latest day) of what is published at ``mark``."""
    said = FactRow.objects.at(mark.run).filter(property__in=("founded", "closed"), status__in=ESTABLISHED, rank=0)
    rows = said.filter(identity__isnull=False).exclude(earliest="").values_list("property", "identity_id", "earliest", "latest")
    return [(name, identity, earliest if name == "founded" else latest) for name, identity, earliest, latest in rows if latest]


def set_of(index: FacetIndex, identities: Iterable[str]) -> int:
    """The set of those of ``identities`` that are there."""
    made = bytearray(len(index.members) // 8 + 1)
    for identity in identities:
        at = index.positions.get(identity)
        if at is not None:
            made[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(made, "little")


def _somewhere(index: FacetIndex) -> int:
    """The set of what lies at any spot."""
    found = 0
    for facet, value in index.bits:
        if facet == "area" and SPOT.fullmatch(value):
            found |= index.bits[facet, value]
    return found


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


def placed(index: FacetIndex, entities: int, land: Land) -> Placed:
    """Where the ``entities`` lie. No query."""
    counts = index.counted(entities, "area")
    large_of = area_of(land, LARGE)
    found = ((number, at) for code, number in counts.items() if SPOT.fullmatch(code) and (at := spot(code)))
    spots = sorted(
        (Counted(at, number, large_of(at)) for number, at in found), key=lambda one: (-one.count, one.spot.name, one.spot.code)
    )
    return Placed(
        tuple(spots),
        {level: _by_area(index, entities, land, level, spots, counts) for level in (SMALL, LARGE)},
        entities.bit_count(),
        (entities & _somewhere(index)).bit_count(),
    )


def _by_area(
    index: FacetIndex, entities: int, land: Land, level: str, spots: Iterable[Counted], counts: Mapping[str, int]
) -> dict[str, int]:
    """How many lie in each area of ``level``: whatever lies at two spots of one area counts once in it."""
    if not land.own:
        return {area.code: counts[area.code] for area in land.level(level) if area.code in counts}
    lies_in = area_of(land, level)
    sets: dict[str, int] = {}
    for one in spots:
        if code := lies_in(one.spot):
            sets[code] = sets.get(code, 0) | index.bits.get(("area", one.spot.code), 0)
    return {code: (found & entities).bit_count() for code, found in sets.items()}


@dataclass(frozen=True, slots=True)
class There:
    """The first entities of one place, by name, and how many there are; ``address`` is that of all of them in the directory."""

    spot: Spot
    names: tuple[Name, ...]
    total: int
    address: str

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.names)


def there(index: FacetIndex, asked: Asked, out: int, code: str, language: str) -> There | None:
    """Who lies at the spot ``code`` of those asked for, the set ``out`` apart; None where there is no such spot. One query."""
    at = spot(code)
    if at is None:
        return None
    found = chosen_entities(index, asked.chosen) & ~out & index.having("area", (code,))
    address = urlencode(asked.chosen.without("area").adding("area", code).pairs())
    return There(at, _named(index, found, LISTED, language), found.bit_count(), address)


def nowhere(index: FacetIndex, entities: int, language: str) -> tuple[Name, ...]:
    """The first of ``entities`` that lie at no spot, by name. One query."""
    return _named(index, entities & ~_somewhere(index), NAMED, language)


def _named(index: FacetIndex, entities: int, most: int, language: str) -> tuple[Name, ...]:
    ids = index.listed(entities)[:most]
    names = names_of(ids, language)
    return tuple(names[identity] for identity in ids if identity in names)
