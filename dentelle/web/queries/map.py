"""All that the page of the map shows: the land, where things lie, what the areas are shaded by."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Page, Paginator

from dentelle import vocabulary
from dentelle.atlas.browsing.facet_index import FacetIndex, current
from dentelle.atlas.projecting.areas import lineage, place_of
from dentelle.folding import fold
from dentelle.web.drawing import Drawing, drawing
from dentelle.web.queries.land import LARGE, SMALL, Land, land, outline_of
from dentelle.web.queries.names import Name
from dentelle.web.queries.shading import Shading, Stated, per_people, shaded, stated
from dentelle.web.queries.spots import Asked, Counted, Placed, There, asked_of, chosen_entities, left_out, nowhere, placed, there
from dentelle.web.queries.territory import PublishedTerritory, scheme_of

PAGE = 100  # places in one page of the table
BESIDE = 40  # places in the list beside the map
NOT_ASKED = frozenset({"territory", "commune", "epci", "arrondissement", "departement", "region", "country", "continent"})


@dataclass(frozen=True, slots=True)
class Row:
    """A place in the table: ``area`` names the larger area that it belongs to, "" beyond the land; ``address`` opens it."""

    place: Counted
    area: str
    here: bool
    address: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area in the table of the shading."""

    code: str
    name: str
    value: float
    step: int
    address: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that may be chosen; ``depth`` in a tree, from 0; ``address`` is that of the map with it."""

    value: str
    count: int
    depth: int = 0
    address: str = ""
    name: str = ""

    @property
    def steps(self) -> range:
        """One for each level of the tree above it."""
        return range(self.depth)


@dataclass(frozen=True, slots=True)
class MapPage:
    """``level`` is the one that is shaded; ``levels`` are the ones that there are."""

    asked: Asked
    land: Land
    level: str
    levels: tuple[str, ...]
    placed: Placed
    rows: Page
    areas: Page
    shading: Shading
    units: Mapping[str, str]
    drawing: Drawing
    there: There | None
    nowhere: tuple[Name, ...]
    kinds: tuple[Choice, ...]
    domains: tuple[Choice, ...]
    people: bool
    language: str

    @property
    def kind(self) -> str:
        """The kind asked for."""
        return self.asked.facet("kind")

    @property
    def domain(self) -> str:
        """The domain asked for."""
        return self.asked.facet("domain")

    @property
    def area(self) -> str:
        """The area asked for."""
        return self.asked.facet("area")

    @property
    def further(self) -> list[tuple[str, str]]:
        """What else is asked for, which the form keeps."""
        return [(name, value) for name, value in self.asked.chosen.pairs() if name not in ("kind", "domain", "area")]

    @property
    def stated_choices(self) -> list[tuple[str, str]]:
        """The units that sources state of areas, as (value of the form, unit)."""
        return [(f"stated:{folded}", unit) for folded, unit in self.units.items()]

    @property
    def level_choices(self) -> list[tuple[str, str]]:
        """The levels, as (value of the form, kind of their areas)."""
        return [(level, self.land.level(level)[0].kind) for level in self.levels]

    @property
    def choices_of_area(self) -> list[tuple[str, str]]:
        """The areas that the form offers, as (code, name): the larger ones by name, what these lie in, and the one asked for."""
        if self.land.own:
            return []
        offered = {area.code: area.name for area in sorted(self.land.large, key=lambda area: fold(area.name))}
        above = [code for area in self.land.large for code in sorted(lineage(area.code))]
        for code in (*above, self.area):
            if code and code not in offered and (place := place_of(code)) is not None:
                offered[code] = place.name
        return list(offered.items())

    @property
    def without_domain(self) -> str:
        """The query of the map with all domains."""
        return self.asked.without("domain")

    @property
    def first(self) -> list[Choice]:
        """The places with most, for the list beside the map."""
        return [
            Choice(one.spot.code, one.count, 0, self.asked.address(place=one.spot.code), one.spot.name_in(self.language))
            for one in self.placed.spots[:BESIDE]
        ]

    @property
    def more_nowhere(self) -> int:
        """How many without a place are not named."""
        return self.placed.unplaced - len(self.nowhere)


def ground(territory: PublishedTerritory) -> Land:
    """The land of the published territory."""
    return land(territory.perimeter, settings.TERRITORY / territory.outlines if territory.outlines else None)


def level_of(asked: Asked, ground: Land) -> str:
    """The level that is shaded: the one asked for where it is there, else the usual one."""
    return asked.level if asked.level in levels_of(ground) else ground.usual


def levels_of(ground: Land) -> tuple[str, ...]:
    """The levels that have areas."""
    return tuple(level for level in (SMALL, LARGE) if ground.level(level))


def shading_of(asked: Asked, ground: Land, where: Placed, known: Stated) -> Shading:
    """The areas shaded as asked: by what lies in them, by inhabitants, by what lies there for each thousand, by a stated unit."""
    level = level_of(asked, ground)
    areas = ground.level(level)
    counts = where.by_area[level]
    if asked.shade == "people":
        return shaded(areas, {area.code: float(area.people) for area in areas})
    if asked.shade == "share":
        return shaded(areas, per_people(areas, counts))
    if asked.shade.startswith("stated:"):
        return shaded(areas, known.values.get(asked.shade.removeprefix("stated:"), {}))
    return shaded(areas, {code: float(number) for code, number in counts.items()})


def map_page(query: Mapping[str, list[str]], territory: PublishedTerritory, language: str) -> MapPage:
    """The page of the map that ``query``, parameters with all their values, asks for. At most seven queries."""
    here = ground(territory)
    index = current()
    asked = asked_of(query, index, scheme_of(territory.scheme))
    out = left_out(index, asked.year)
    entities = chosen_entities(index, asked.chosen) & ~out
    where = placed(index, entities, here)
    level = level_of(asked, here)
    known = stated(here.level(level))
    shading = shading_of(asked, here, where, known)
    names = {area.code: area.name for area in (*here.small, *here.large)}
    number = query.get("page", ["1"])[-1]
    rows = Paginator(where.spots, PAGE).get_page(number)
    rows.object_list = [
        Row(one, names.get(one.area, ""), one.spot.code == asked.place, asked.address(place=one.spot.code))
        for one in rows.object_list
    ]
    areas = Paginator(sorted(shading.values.items(), key=lambda item: (-item[1], names[item[0]])), PAGE).get_page(number)
    areas.object_list = [
        AreaRow(code, names[code], value, shading.steps[code], asked.address(area=code)) for code, value in areas.object_list
    ]
    return MapPage(
        asked=asked,
        land=here,
        level=level,
        levels=levels_of(here),
        placed=where,
        rows=rows,
        areas=areas,
        shading=shading,
        units=known.units,
        drawing=drawing(here, where.spots, shading.steps, level, outline_of(here, asked.facet("area"))),
        there=there(index, asked, out, asked.place, language) if asked.place else None,
        nowhere=nowhere(index, entities, language) if where.unplaced else (),
        kinds=_kinds(index, asked, out),
        domains=_domains(territory.scheme, index, asked, out),
        people=any(area.people for area in here.level(level)),
        language=language,
    )


def _kinds(index: FacetIndex, asked: Asked, out: int) -> tuple[Choice, ...]:
    """The kinds that things are of, as a tree in the vocabulary's order, each with how many there would be."""
    counts = _counts(index, asked, out, "kind")
    kinds = [kind for kind in vocabulary.kinds() if counts.get(kind.id) and kind.id not in NOT_ASKED]
    depth: dict[str, int] = {}
    children: dict[str, list[str]] = {}
    known = {kind.id for kind in kinds}
    for kind in kinds:
        children.setdefault(kind.parent if kind.parent in known else "", []).append(kind.id)
    ordered: list[str] = []

    def walk(parent: str, at: int) -> None:
        for child in children.get(parent, ()):
            depth[child] = at
            ordered.append(child)
            walk(child, at + 1)

    walk("", 0)
    return tuple(Choice(kind, counts[kind], depth[kind]) for kind in ordered)


def _domains(scheme: str, index: FacetIndex, asked: Asked, out: int) -> tuple[Choice, ...]:
    """The domains of the territory that something works in, each with how many there would be."""
    counts = _counts(index, asked, out, "domain")
    return tuple(
        Choice(one.id, counts[one.id], 0, asked.address(domain=one.id))
        for one in scheme_of(scheme).concepts
        if counts.get(one.id)
    )


def _counts(index: FacetIndex, asked: Asked, out: int, facet: str) -> dict[str, int]:
    """How many there would be for each value of ``facet``, all else as asked; those of the set ``out`` do not count."""
    return index.counted(chosen_entities(index, asked.chosen.without(facet)) & ~out, facet)
