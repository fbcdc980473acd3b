"""A small network as a picture that templates draw: spots with a shape for their kind, threads between them, a few names.

Lengths are those of the picture's own units; numbers come as text, for a template would write them as the reader's language does.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dentelle import vocabulary
from dentelle.atlas.browsing.names import Name

__all__ = ["SHAPES", "GraphPicture", "Spot", "Thread", "legend", "picture", "shape"]

SHAPES = ("organisation", "person", "place", "programme", "event", "work")  # coarse kinds with a shape and a colour of their own
LETTER = 6.6  # width of a letter
LINE = 15  # height of a line of letters
LONGEST, LONGEST_BESIDE = 26, 20  # letters of a name; of one that stands away from the middle


@dataclass(frozen=True, slots=True)
class Spot:
    """One entity. ``path`` is its outline; ``label`` its name, "" where there is no room; ``anchor`` start, middle or end."""

    name: Name
    kind: str
    path: str
    label: str
    x: str
    y: str
    anchor: str
    main: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A tie between two spots."""

    x1: str
    y1: str
    x2: str
    y2: str
    strong: bool


@dataclass(frozen=True, slots=True)
class GraphPicture:
    """What a picture of ``width`` × ``height`` shows."""

    width: int
    height: int
    spots: tuple[Spot, ...]
    threads: tuple[Thread, ...]


def legend() -> tuple[dict[str, str], ...]:
    """The kinds that have a shape, each with its outline in a square of 20."""
    return tuple({"kind": kind, "path": _outline(kind, 10, 10, 7)} for kind in SHAPES)


def shape(type_: str) -> str:
    """The name of the shape for a kind: one of ``SHAPES``, or "other"."""
    coarse = vocabulary.coarse(type_) if type_ else ""
    return coarse if coarse in SHAPES else "other"


def picture(
    names: Sequence[Name],
    places: Sequence[tuple[float, float]],
    sizes: Sequence[float],
    ties: Iterable[tuple[int, int]],
    width: int,
    height: int,
    *,
    main: int = -1,
    margin: int = 60,
    outward: bool = False,
) -> GraphPicture:
    """The picture of entities at ``places``, stretched to its size; names are written by size as long as there is room.

    ``outward``: names stand away from the middle, where no thread runs through them, and that of ``main`` below it.
    """
    at = _fitted(places, width, height, margin)
    taken = [(x - size, y - size, x + size, y + size) for (x, y), size in zip(at, sizes, strict=True)]
    labels: dict[int, tuple[float, float, str, str]] = {}
    for i in sorted(range(len(names)), key=lambda i: (i != main, -sizes[i], i)):
        (x, y), text = at[i], _cut(names[i].text, LONGEST_BESIDE if outward and i != main else LONGEST)
        for anchor, left, dx, dy in _sides(
            x, y, sizes[i], len(text) * LETTER, width, outward=outward, below=outward and i == main
        ):
            box = (left, y + dy - LINE * 0.8, left + len(text) * LETTER, y + dy + LINE * 0.3)
            if box[0] >= 0 and box[2] <= width and not any(_meet(box, other) for other in taken):
                taken.append(box)
                labels[i] = (x + dx, y + dy, anchor, text)
                break
    spots = []
    for i, name in enumerate(names):
        x, y, anchor, text = labels.get(i, (0, 0, "start", ""))
        kind = shape(name.type)
        spots.append(Spot(name, kind, _outline(kind, *at[i], sizes[i]), text, f"{x:.1f}", f"{y:.1f}", anchor, i == main))
    threads = tuple(Thread(*(f"{one:.1f}" for one in (*at[i], *at[j])), main in (i, j)) for i, j in ties)
    return GraphPicture(width, height, tuple(spots), threads)


def _fitted(places: Sequence[tuple[float, float]], width: int, height: int, margin: int) -> list[tuple[float, float]]:
    if not places:
        return []
    edge = min(margin / 2, 2.4 * LINE)  # names stand beside their spots: less room is left above and below
    xs, ys = [x for x, _ in places], [y for _, y in places]
    across, down = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    return [
        (
            margin + (x - min(xs)) / across * (width - 2 * margin) if max(xs) > min(xs) else width / 2,
            edge + (y - min(ys)) / down * (height - 2 * edge) if max(ys) > min(ys) else height / 2,
        )
        for x, y in places
    ]


def _sides(
    x: float, y: float, size: float, wide: float, width: int, *, outward: bool, below: bool
) -> Iterable[tuple[str, float, float, float]]:
    """Where a name may stand, best first: its anchor, where it begins, and how far it is from the spot."""
    gap = size + 4
    right, left = ("start", x + gap, gap, 4.0), ("end", x - gap - wide, -gap, 4.0)
    under = ("middle", x - wide / 2, 0.0, size + LINE)
    if below:
        yield under
    yield from (right, left) if (x >= width / 2 - 1 if outward else x < width * 0.6) else (left, right)
    yield under
    yield "middle", x - wide / 2, 0.0, -size - 5


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _outline(kind: str, x: float, y: float, size: float) -> str:
    """The outline of a spot as the path of an SVG: about as large for every kind."""
    if kind == "organisation":
        return (
            f"M{x - size:.1f} {y:.1f}a{size:.1f} {size:.1f} 0 1 0 {2 * size:.1f} 0a{size:.1f} {size:.1f} 0 1 0 {-2 * size:.1f} 0z"
        )
    corners, turn, wide = {
        "person": (3, -90, 1.3),
        "place": (4, 45, 1.25),
        "programme": (4, 0, 1.3),
        "event": (5, -90, 1.15),
        "work": (6, 0, 1.1),
    }.get(kind, (8, 22.5, 1.0))
    angles = [math.radians(turn + 360 * i / corners) for i in range(corners)]
    return "M" + "L".join(f"{x + size * wide * math.cos(a):.1f} {y + size * wide * math.sin(a):.1f}" for a in angles) + "z"
