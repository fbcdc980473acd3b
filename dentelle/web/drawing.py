"""Maps as SVG, drawn on the server: what a page shows where no script runs, and the small map of an entity.

Invariant: a drawing knows no colours and no words; templates give it classes and titles, style sheets the rest.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from typing import Any

from dentelle.gazetteer import Ring
from dentelle.gazetteer.outlines import UNIT
from dentelle.web.queries.land import LARGE, SMALL, Area, Frame, Land
from dentelle.web.queries.spots import Counted

WIDE = 1_000  # of the drawing, in its own units
LABELS = 9  # places named on it
LETTER = 13.0  # width of a letter of a label, in units of the drawing
LINE = 30.0  # height of a label
LEAST, MOST = 7.0, 34.0  # radius of a knot
RING = 0.55  # of a knot's radius: the ring inside it
LEAST_SMALL = 15.0  # the like on a map that is shown small
NEAR = 26.0  # places nearer than that are one knot


@dataclass(frozen=True, slots=True)
class Knot:
    """One or several ``places`` with things: a circle at ``x``, ``y`` of radius ``r``; ``code`` and ``name`` are the greatest's;
    ``label`` is "" where there is no room for it.
    """

    code: str
    name: str
    count: int
    places: int
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
    def label_y(self) -> float:
        """The line that the label stands on."""
        return round(self.y + 8, 1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map of ``width`` by ``height`` units, as paths: what lies ``around``, the areas by their class (0: blank), the ``chosen``
    ones, the ``borders`` of larger ones, the ``edge`` of the perimeter, the area that is ``asked`` for; and knots.
    """

    width: int
    height: int
    around: str
    fills: tuple[tuple[int, str], ...]
    borders: str
    knots: tuple[Knot, ...]
    chosen: str = ""
    edge: str = ""
    asked: str = ""

    @property
    def circles(self) -> str:
        """All knots as one path: hundreds of elements would cost more than the rest of the page."""
        return "".join(_circle(knot.x, knot.y, knot.r) for knot in self.knots)

    @property
    def rings(self) -> str:
        """The ring inside each knot, as one path."""
        return "".join(_circle(knot.x, knot.y, knot.r * RING) for knot in self.knots)

    @property
    def labels(self) -> list[Knot]:
        """The knots that are named."""
        return [knot for knot in self.knots if knot.label]


def _circle(x: float, y: float, r: float) -> str:
    return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"


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


@dataclass(frozen=True, slots=True)
class _Ground:
    """What of a land's drawing depends on nothing that lies on it; ``areas`` by level and code."""

    frame: Frame
    plane: Plane
    around: str
    areas: Mapping[str, Mapping[str, str]]
    edge: str


@lru_cache(maxsize=8)
def _ground(land: Land) -> _Ground:
    frame = land.frame.wider(0.06)
    plane = Plane(frame)
    areas = {level: {area.code: plane.path(area.rings) for area in land.level(level)} for level in (SMALL, LARGE)}
    return _Ground(frame, plane, "".join(map(plane.path, land.around)), areas, plane.path(land.edge))


def drawing(
    land: Land, spots: Iterable[Counted], steps: Mapping[str, int], level: str = "", asked: tuple[Ring, ...] = ()
) -> Drawing:
    """The whole land with the ``spots`` on it, the areas of ``level`` shaded by ``steps``, the outline ``asked`` traced."""
    ground = _ground(land)
    shaded = level if ground.areas.get(level) else land.usual
    fills: dict[int, list[str]] = {}
    for code, path in ground.areas[shaded].items():
        fills.setdefault(steps.get(code, 0), []).append(path)
    return Drawing(
        WIDE,
        ground.plane.height,
        ground.around,
        tuple((step, "".join(paths)) for step, paths in sorted(fills.items())),
        "".join(ground.areas[LARGE].values()) if shaded == SMALL else "",
        _named(_knots(spots, ground.frame, ground.plane), ground.plane.height),
        edge=ground.edge,
        asked=ground.plane.path(asked),
    )


def drawn(
    frame: Frame,
    around: Iterable[tuple[Ring, ...]],
    areas: Iterable[Area],
    chosen: Collection[str],
    borders: Iterable[Area],
    spots: Iterable[Counted],
) -> Drawing:
    """What lies in ``frame``, to be shown small; ``chosen`` are codes among those of ``areas``."""
    plane = Plane(frame)
    areas = tuple(areas)
    return Drawing(
        WIDE,
        plane.height,
        "".join(map(plane.path, around)),
        ((0, "".join(plane.path(area.rings) for area in areas)),),
        "".join(plane.path(area.rings) for area in borders),
        _named(_knots(spots, frame, plane, LEAST_SMALL), plane.height),
        chosen="".join(plane.path(area.rings) for area in areas if area.code in chosen),
    )


def _knots(spots: Iterable[Counted], frame: Frame, plane: Plane, least: float = LEAST) -> list[Knot]:
    """Knots for the ``spots`` in ``frame``, the largest first: each is drawn where it lies, or counts in a greater one near by.

    So there are never more of them than have room, however many places there are. A knot's area grows with its count.
    """
    cells: dict[tuple[int, int], list[list[Any]]] = {}
    gathered: list[list[Any]] = []  # [spot of the greatest, x, y, count, places]
    for one in spots:
        if not frame.holds(one.spot.lon, one.spot.lat):
            continue
        x, y = plane.at(one.spot.lon, one.spot.lat)
        column, row = int(x // NEAR), int(y // NEAR)
        beside = (other for right in (-1, 0, 1) for down in (-1, 0, 1) for other in cells.get((column + right, row + down), ()))
        near = next((other for other in beside if (other[1] - x) ** 2 + (other[2] - y) ** 2 < NEAR**2), None)
        if near is None:
            near = [one.spot, x, y, 0, 0]
            gathered.append(near)
            cells.setdefault((column, row), []).append(near)
        near[3] += one.count
        near[4] += 1
    most = max((count for *_, count, _ in gathered), default=1)
    knots = [
        Knot(spot.code, spot.name, count, places, round(x, 1), round(y, 1), _radius(count, most, least))
        for spot, x, y, count, places in gathered
    ]
    return sorted(knots, key=lambda knot: -knot.r)


def _radius(count: int, most: int, least: float) -> float:
    return round(max(least, MOST * sqrt(count / most)) if most > 1 else least * 1.6, 1)


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
        found.append(replace(knot, label=label, side=chosen or "start"))
    return tuple(found)


Box = tuple[float, float, float, float]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
