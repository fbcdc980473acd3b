"""The land under the map: the areas of the published territory, their outlines, and the frame in which they are drawn.

Invariant: nothing here asks the database; a land depends on the perimeter and on the file of outlines alone and is kept.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, radians
from pathlib import Path

from dentelle.errors import VocabularyError
from dentelle.gazetteer import Ring, areas, by_ref, commune, dissolved, epcis, joined, members, outline, read_outlines, within
from dentelle.gazetteer.outlines import UNIT
from dentelle.territory.perimeter import communes as covered

SMALL, LARGE = "small", "large"
MANY_AREAS = 600  # small ones
OVERSEAS = {"01", "02", "03", "04", "06"}  # régions that lie on other pages of the atlas than France does


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the land. ``code`` is that of facets ("59606", "E245901160") or of the territory's own file.

    ``kind`` is one of the vocabulary; ``group`` the code of the larger area; ``people`` its inhabitants, 0 where unknown.
    """

    code: str
    name: str
    kind: str
    rings: tuple[Ring, ...]
    people: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the map, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, every: Iterable[tuple[Ring, ...]]) -> "Frame":
        """The window that just holds all the rings of ``every``."""
        corners = [corner for rings in every for ring in rings for corner in ring]
        easts, norths = [corner[0] for corner in corners], [corner[1] for corner in corners]
        return cls(min(easts) / UNIT, min(norths) / UNIT, max(easts) / UNIT, max(norths) / UNIT)

    def wider(self, share: float) -> "Frame":
        """This frame with ``share`` of its size added on every side."""
        wide, high = (self.east - self.west) * share, (self.north - self.south) * share
        return Frame(self.west - wide, self.south - high, self.east + wide, self.north + high)

    def squarer(self) -> "Frame":
        """This frame, made larger where it is more than twice as wide as high, or higher than wide."""
        wide, high = (self.east - self.west) * self.stretch, self.north - self.south
        over, aside = max(0.0, wide / 2 - high) / 2, max(0.0, high - wide) / 2 / self.stretch
        return Frame(self.west - aside, self.south - over, self.east + aside, self.north + over)

    def holds(self, lon: float, lat: float) -> bool:
        """Whether the point lies inside."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def meets(self, other: "Frame") -> bool:
        """Whether the two have a point in common."""
        apart = self.east < other.west or other.east < self.west or self.north < other.south or other.north < self.south
        return not apart

    @property
    def said(self) -> str:
        """Its four borders, west first, as scripts read them."""
        return f"{self.west},{self.south},{self.east},{self.north}"

    @property
    def stretch(self) -> float:
        """How much shorter a degree of longitude is than one of latitude, at its middle."""
        return cos(radians((self.south + self.north) / 2))


@dataclass(frozen=True, slots=True, eq=False)  # one land is made once and kept
class Land:
    """``small`` areas (communes) and the ``large`` ones that they make up (EPCI); ``around``: what lies about them, to see where
    one is; ``own``: whether the outlines are the territory's own.
    """

    small: tuple[Area, ...]
    large: tuple[Area, ...]
    around: tuple[tuple[Ring, ...], ...]
    frame: Frame
    own: bool = False
    edge: tuple[Ring, ...] = ()  # of all its small areas together: the perimeter

    @property
    def usual(self) -> str:
        """The level that is drawn unless another is asked for: the finer one where it has not very many areas."""
        return LARGE if self.large and not 0 < len(self.small) <= MANY_AREAS else SMALL

    def level(self, name: str) -> tuple[Area, ...]:
        """The areas of a level."""
        return self.small if name == SMALL else self.large


def land(perimeter: tuple[str, ...], outlines: Path | None) -> Land:
    """The land of a territory with this ``perimeter``; ``outlines`` is its own file of them, None for the packaged ones.

    A file that was broken after the last weave counts as none.
    """
    if outlines is not None:
        try:
            found = _own_land(outlines, outlines.stat().st_mtime_ns)
        except OSError:
            found = None
        if found:
            return found
    return _packaged_land(perimeter)


@lru_cache(maxsize=4)
def _own_land(path: Path, changed: int) -> Land | None:
    try:
        read = read_outlines(path)
    except VocabularyError:
        return None
    small = tuple(Area(one.code, one.name, "commune", one.rings, group=one.group) for one in read if one.rings)
    groups = dict.fromkeys(area.group for area in small if area.group)
    large = tuple(
        Area(group, group, "epci", dissolved(ring for area in small if area.group == group for ring in area.rings))
        for group in groups
    )
    if not small:
        return None
    return Land(small, large, (), Frame.around(area.rings for area in small), own=True, edge=_edge(small))


@lru_cache(maxsize=4)
def _packaged_land(perimeter: tuple[str, ...]) -> Land:
    inside = [place for code in sorted(_inside(perimeter)) if (place := commune(code))]
    small = tuple(
        Area(place.code, place.name, "commune", outline(place.ref), place.population, _epci(place.parents))
        for place in inside
        if outline(place.ref)
    )
    if not small:
        return _departements({ref for place in inside for ref in place.parents})
    wanted = dict.fromkeys(area.group for area in small if area.group)
    names = {f"E{place.code}": place for place in epcis()}
    large = tuple(
        Area(code, names[code].name, "epci", _epci_outline(code), names[code].population) for code in wanted if code in names
    )
    frame = Frame.around(area.rings for area in (*small, *large))
    return Land(small, large, _around(frame.wider(0.6), {area.code for area in large}), frame, edge=_edge(small))


def _edge(small: Iterable[Area]) -> tuple[Ring, ...]:
    return dissolved(ring for area in small for ring in area.rings)


def outline_of(land: Land, code: str) -> tuple[Ring, ...]:
    """The outline of an area by the code of facets, whether the land has it or not; nothing where none is known."""
    own = next((area.rings for area in (*land.large, *land.small) if area.code == code), ())
    if own or land.own:
        return own
    if code.startswith("E"):
        return _epci_outline(code)
    schemes = {"D": "departement", "R": "region"}
    return outline(f"{schemes[code[0]]}:{code[1:]}" if code[:1] in schemes else f"insee:{code}")


def _inside(perimeter: tuple[str, ...]) -> set[str]:
    """The communes of ``perimeter``; a code that a later edition of the gazetteer no longer has means none."""
    found: set[str] = set()
    for code in perimeter:
        with suppress(VocabularyError):
            found |= covered((code,))
    return found


def _departements(refs: set[str]) -> Land:
    """Where no communes can be drawn: the départements among ``refs``, all of metropolitan France without any."""
    every = [
        place for place in areas() if place.kind == "departement" and place.parents[0].removeprefix("region:") not in OVERSEAS
    ]
    chosen = [place for place in areas() if place.kind == "departement" and place.ref in refs] or every
    large = tuple(
        Area(f"D{place.code}", place.name, "departement", outline(place.ref), place.population)
        for place in chosen
        if outline(place.ref)
    )
    frame = Frame.around(area.rings for area in large)
    here = {area.code for area in large}
    around = tuple(outline(place.ref) for place in every if f"D{place.code}" not in here and outline(place.ref))
    return Land((), large, tuple(rings for rings in around if _touches(rings, frame.wider(0.3))), frame)


def _epci(parents: Iterable[str]) -> str:
    return next((f"E{ref.removeprefix('siren:')}" for ref in parents if ref.startswith("siren:")), "")


@lru_cache(maxsize=512)
def _epci_outline(code: str) -> tuple[Ring, ...]:
    return joined(f"insee:{one}" for one in sorted(members(f"siren:{code[1:]}")))


def _around(frame: Frame, drawn: set[str]) -> tuple[tuple[Ring, ...], ...]:
    """The outlines of the EPCI that reach into ``frame`` and are not ``drawn`` anyway."""
    found = []
    for place in epcis():
        code = f"E{place.code}"
        if code not in drawn and any(outline(f"insee:{one}") for one in members(place.ref)):
            rings = _epci_outline(code)
            if _touches(rings, frame):
                found.append(rings)
    return tuple(found)


def _touches(rings: Iterable[Ring], frame: Frame) -> bool:
    return any(frame.holds(east / UNIT, north / UNIT) for ring in rings for east, north in ring)


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the map at which things lie: the centre of a commune or a town."""

    code: str
    name: str
    lon: float
    lat: float
    people: int
    country: str
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def name_in(self, language: str) -> str:
        """The name in ``language`` where another than ``name`` is known there."""
        return self.forms[language][0] if self.forms.get(language) else self.name


@lru_cache(maxsize=65_536)
def spot(code: str) -> Spot | None:
    """The place of the facet value ``code`` ("59606", "G2886242"), None where no position is known."""
    place = by_ref(f"geonames:{code[1:]}") if code.startswith("G") else commune(code)
    if place is None or place.lat is None or place.lon is None:
        return None
    return Spot(code, place.name, place.lon, place.lat, place.population, place.country, place.forms)


def area_of(land: Land, level: str) -> Callable[[Spot], str]:
    """A function that gives the code of the area of ``level`` in which a spot lies, "" where it lies in none.

    Packaged areas are found by code, the territory's own by where the point is.
    """
    codes = {area.code for area in land.level(level)}
    groups = {area.code: area.group for area in land.small}

    def by_code(spot: Spot) -> str:
        if level == SMALL:
            return spot.code if spot.code in codes else ""
        if groups:
            return groups.get(spot.code, "")
        place = commune(spot.code)
        found = (f"D{ref.removeprefix('departement:')}" for ref in (place.parents if place else ()) if ref.startswith("dep"))
        return next((code for code in found if code in codes), "")

    def by_point(spot: Spot) -> str:
        return next(
            (area.code for area in land.level(level) if within(spot.lon * UNIT, spot.lat * UNIT, area.rings)),
            "",
        )

    return lru_cache(maxsize=None)(by_point) if land.own else by_code
