"""Where places end: outlines of communes and départements, and of all that is made of them.

Invariant: neighbours share their edges corner by corner, so the outline of several places is what is left when every edge that
two of them share, once in each direction, is taken away. No area needs a row of its own for that.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from dentelle.gazetteer.france import areas
from dentelle.gazetteer.place import cells

Corner = tuple[int, int]  # east and north, in units of 1/UNIT degree
Ring = tuple[Corner, ...]  # its last corner leads back to the first

UNIT = 10_000  # in a degree; about ten metres each
PACKAGED = UNIT // 1000  # in one of the thousandths of a degree that the table is written in


@lru_cache
def _rings() -> dict[str, tuple[Ring, ...]]:
    return {
        f"{scheme}:{code}": tuple(_ring(steps) for steps in rings.split(";"))
        for scheme, code, rings in cells("outlines.tsv.gz", ("scheme", "code", "rings"))
    }


def _ring(steps: str) -> Ring:
    numbers = [int(number) for number in steps.split(" ")]
    east = north = 0
    corners = []
    for step_east, step_north in zip(numbers[::2], numbers[1::2], strict=True):
        east, north = east + step_east, north + step_north
        corners.append((east * PACKAGED, north * PACKAGED))
    return tuple(corners)


def outline(ref: str) -> tuple[Ring, ...]:
    """The rings of ``ref``, a commune ("insee:…"), département ("departement:…") or région ("region:…"); none where unknown."""
    if ref.startswith("region:"):
        return _region(ref)
    return _rings().get(ref, ())


@lru_cache
def _region(ref: str) -> tuple[Ring, ...]:
    return joined(place.ref for place in areas() if place.kind == "departement" and ref in place.parents)


def joined(refs: Iterable[str]) -> tuple[Ring, ...]:
    """The outline of all places ``refs`` together, those of which no outline is known left out."""
    return dissolved(ring for ref in refs for ring in outline(ref))


def dissolved(rings: Iterable[Ring]) -> tuple[Ring, ...]:
    """What ``rings``, all turned the same way, enclose together: the edges that two of them share are taken away."""
    left: Counter[tuple[Corner, Corner]] = Counter()
    for ring in rings:
        for edge in pairwise((*ring, ring[0])):
            back = (edge[1], edge[0])
            if left[back] > 0:
                left[back] -= 1
            else:
                left[edge] += 1
    return _walked(list(left.elements()))


def _walked(edges: Sequence[tuple[Corner, Corner]]) -> tuple[Ring, ...]:
    """The rings that ``edges`` make, end to end; where several meet in a corner, any two of them may go on into one another."""
    onward: dict[Corner, list[Corner]] = {}
    for start, end in edges:
        onward.setdefault(start, []).append(end)
    rings = []
    for start in list(onward):
        while onward.get(start):
            ring = [start]
            at = onward[start].pop()
            while at != start and onward.get(at):
                ring.append(at)
                at = onward[at].pop()
            if len(ring) > 2:
                rings.append(tuple(ring))
    return tuple(rings)


def area(ring: Ring) -> float:
    """Twice the area of ``ring``, in squared units: below 0 where it runs clockwise, as the outer ones of the tables do."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise((*ring, ring[0])))


def within(east: float, north: float, rings: Iterable[Ring]) -> bool:
    """Whether the point (in the units of corners) lies inside ``rings`` taken together; a hole is outside."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise((*ring, ring[0])):
            if (y1 > north) != (y2 > north) and east < (x2 - x1) * (north - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def polygons(rings: Sequence[Ring]) -> list[list[Ring]]:
    """``rings`` as GeoJSON wants them: each outer ring with the holes that lie in it."""
    holes = [ring for ring in rings if area(ring) > 0]
    found = [[ring] for ring in rings if area(ring) <= 0]
    for hole in holes:
        around = [one for one in found if within(*hole[0], [one[0]]) or within(*hole[1], [one[0]])]
        if around:
            min(around, key=lambda one: abs(area(one[0]))).append(hole)
    return found
