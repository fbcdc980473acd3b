"""Maps as SVG, drawn on the server: what a page shows where no script runs, and the small map of an entity.

Invariant: a drawing knows no colours and no words; templates give it classes and titles, style sheets the rest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from types import MappingProxyType

from dentelle.gazetteer import Ring
from dentelle.gazetteer.outlines import UNIT
from dentelle.web.queries.land import Area, Frame, Land
from dentelle.web.queries.spots import Counted

WIDE = 1_000  # of the drawing, in its own units
LABELS = 9  # places named on it
LETTER = 13.0  # width of a letter of a label, in units of the drawing
LINE = 30.0  # height of a label
LEAST, MOST = 7.0, 34.0  # radius of a knot


@dataclass(frozen=True, slots=True)
class Shape:
    """An area as a path; ``step`` is its class in the shading, 0 for none; ``chosen``: it is the one that is spoken of."""

    code: str
    name: str
    d: str
    step: int = 0
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Knot:
    """A place with things: a circle at ``x``, ``y`` of radius ``r``; ``label`` is "" where there is no room for its name."""

    code: str
    name: str
    count: int
    x: float
    y: float
    r: float
    label: str = ""
    side: str = "start"

    @property
    def label_x(self) -> float:
        """Where the label begins, or ends when ``side`` is "end"."""
        return round(self.x + (self.r + 6) * (1 if self.side == "start" else -1), 1)

    @property
    def inner(self) -> float:
        """The radius of the ring inside."""
        return round(self.r * 0.55, 1)

    @property
    def label_y(self) -> float:
        """The line that the label stands on."""
        return round(self.y + 8, 1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map of ``width`` by ``height`` units: what lies around, areas, the borders of larger ones, and knots."""

    width: int
    height: int
    around: str
    shapes: tuple[Shape, ...]
    borders: tuple[Shape, ...]
    knots: tuple[Knot, ...]
    outside: int = 0  # places that lie beyond the frame


class Plane:
    """Points of the earth on the drawing of ``frame``: east to the right, north up, one scale for both."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._scale = WIDE / ((frame.east - frame.west) * frame.stretch)
        self._x = self._scale * frame.stretch
        self.height = round((frame.north - frame.south) * self._scale)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where the point lies on the drawing."""
        return (lon - self._frame.west) * self._x, (self._frame.north - lat) * self._scale

    def path(self, rings: Iterable[Ring]) -> str:
        """``rings`` as one path of whole units; what is too small to be seen is left out."""
        return "".join(filter(None, map(self._ring, rings)))

    def _ring(self, ring: Ring) -> str:
        points: list[tuple[int, int]] = []
        for east, north in ring:
            x, y = self.at(east / UNIT, north / UNIT)
            point = (round(x), round(y))
            if not points or points[-1] != point:
                points.append(point)
        if len(points) < 3:
            return ""
        steps = (f"{after[0] - before[0]} {after[1] - before[1]}" for before, after in pairwise(points))
        return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z"


def drawing(land: Land, spots: Iterable[Counted], steps: Mapping[str, int], level: tuple[Area, ...]) -> Drawing:
    """The whole land with the ``spots`` on it, the areas of ``level`` shaded by ``steps``."""
    shaded = level or land.large
    shapes = [(area.code, area.name, area.rings, False) for area in shaded]
    return drawn(land.frame.wider(0.06), land.around, shapes, land.large if shaded is land.small else (), spots, steps)


def drawn(
    frame: Frame,
    around: Iterable[tuple[Ring, ...]],
    shapes: Iterable[tuple[str, str, tuple[Ring, ...], bool]],
    borders: Iterable[Area],
    spots: Iterable[Counted],
    steps: Mapping[str, int] = MappingProxyType({}),
) -> Drawing:
    """What lies in ``frame``. ``shapes`` are areas as (code, name, rings, chosen)."""
    plane = Plane(frame)
    spots = tuple(spots)
    inside = [one for one in spots if frame.holds(one.spot.lon, one.spot.lat)]
    return Drawing(
        WIDE,
        plane.height,
        "".join(map(plane.path, around)),
        tuple(Shape(code, name, plane.path(rings), steps.get(code, 0), chosen) for code, name, rings, chosen in shapes),
        tuple(Shape(area.code, area.name, plane.path(area.rings)) for area in borders),
        _named(_knots(inside, plane), plane.height),
        len(spots) - len(inside),
    )


def _knots(spots: Iterable[Counted], plane: Plane) -> list[Knot]:
    """A knot for each spot, the largest first; its area grows with the count."""
    spots = list(spots)
    most = max((one.count for one in spots), default=1)
    found = []
    for one in spots:
        x, y = plane.at(one.spot.lon, one.spot.lat)
        radius = max(LEAST, MOST * sqrt(one.count / most)) if most > 1 else LEAST * 1.6
        found.append(Knot(one.spot.code, one.spot.name, one.count, round(x, 1), round(y, 1), round(radius, 1)))
    return sorted(found, key=lambda knot: -knot.r)


def _named(knots: list[Knot], height: int) -> tuple[Knot, ...]:
    """``knots``, as many of the first as have room with a label beside them that covers no other."""
    taken = [(knot.x - knot.r, knot.y - knot.r, knot.x + knot.r, knot.y + knot.r) for knot in knots[: LABELS * 4]]
    found = []
    named = 0
    for knot in knots:
        wide = len(knot.name) * LETTER
        chosen = ""
        for side, left in (("start", knot.x + knot.r + 6), ("end", knot.x - knot.r - 6 - wide)):
            box = (left, knot.y - LINE / 2, left + wide, knot.y + LINE / 2)
            free = left >= 0 and left + wide <= WIDE and box[1] >= 0 and box[3] <= height
            own = (knot.x - knot.r, knot.y - knot.r, knot.x + knot.r, knot.y + knot.r)
            if named < LABELS and free and not any(_meet(box, other) for other in taken if other != own):
                chosen, named = side, named + 1
                taken.append(box)
                break
        label = knot.name if chosen else ""
        found.append(Knot(knot.code, knot.name, knot.count, knot.x, knot.y, knot.r, label, chosen or "start"))
    return tuple(found)


Box = tuple[float, float, float, float]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
