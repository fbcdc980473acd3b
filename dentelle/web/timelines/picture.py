"""The picture of a timeline: lanes, lines and marks in pixels, from dates and words alone.

Where facts are few each is a mark. Where they are many each lane has a bar for the time between two lines, with the number of
facts that begin in it as its height (its area says nothing: the stretches are of unequal length).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dentelle.web.timelines.lanes import FOOT, HEAD, Placed, rows
from dentelle.web.timelines.marks import mark
from dentelle.web.timelines.scale import Scale

AXIS = 34  # pixels of the axis above the lanes
BARS = 56  # pixels of the highest bar of a lane
NUMBER = 18  # pixels above a bar for its number


@dataclass(frozen=True, slots=True)
class Line:
    """A year at its place."""

    year: int
    x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one mark stands for: ``key`` of its fact, and where it is drawn."""

    key: str
    placed: Placed


@dataclass(frozen=True, slots=True)
class Bar:
    """``number`` facts that begin from ``start`` to ``end`` (years, both in)."""

    start: int
    end: int
    number: int
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane from ``top``, ``height`` pixels high; it holds marks or bars. ``total`` facts."""

    id: str
    top: int
    height: int
    total: int
    marks: tuple[Drawn, ...] = ()
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """``even`` tells which of the two scales it has."""

    width: float
    height: int
    even: bool
    lines: tuple[Line, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A dated fact to be drawn: its ``date`` is EDTF, ``words`` what stands beside it."""

    key: str
    lane: str
    date: str
    words: str


def of_facts(told: Sequence[Told], lanes: Sequence[str], scale: Scale) -> Picture:
    """A mark for each of ``told``, in the lanes ``lanes`` that have any."""
    drawn: list[Lane] = []
    top = AXIS
    for lane in lanes:
        mine = [one for one in told if one.lane == lane]
        if not mine:
            continue
        laid = rows([(mark(one.date, scale), one.words) for one in mine], scale.width)
        marks = tuple(Drawn(mine[one.number].key, one) for one in laid.placed)
        drawn.append(Lane(lane, top, laid.height, len(mine), marks))
        top += laid.height
    return Picture(scale.width, top, scale.even, _lines(scale), tuple(drawn))


def of_counts(counts: Mapping[str, Mapping[int, int]], lanes: Sequence[str], scale: Scale) -> Picture:
    """A bar for each lane and stretch of time with facts; ``counts``: lane → year → facts that begin."""
    stretches = _stretches(scale)
    totals = {lane: [_within(counts.get(lane, {}), *stretch) for stretch in stretches] for lane in lanes}
    most = max((number for numbers in totals.values() for number in numbers), default=0)
    drawn: list[Lane] = []
    top, height = AXIS, HEAD + NUMBER + BARS + FOOT
    for lane in lanes:
        if not any(totals[lane]):
            continue
        foot = HEAD + NUMBER + BARS
        bars = tuple(
            _bar(stretch, number, max(BARS * number / most, 2), foot, scale)
            for stretch, number in zip(stretches, totals[lane], strict=True)
            if number
        )
        drawn.append(Lane(lane, top, height, sum(totals[lane]), bars=bars))
        top += height
    return Picture(scale.width, top, scale.even, _lines(scale), tuple(drawn))


def _stretches(scale: Scale) -> list[tuple[int, int]]:
    """The years from line to line, first and last in."""
    last = int(scale.end) - 1
    edges = sorted({int(scale.start), *(year for year in scale.lines() if scale.start < year <= last), last + 1})
    return [(start, end - 1) for start, end in pairwise(edges)]


def _within(years: Mapping[int, int], start: int, end: int) -> int:
    return sum(number for year, number in years.items() if start <= year <= end)


def _bar(stretch: tuple[int, int], number: int, height: float, foot: int, scale: Scale) -> Bar:
    left, right = scale.x(stretch[0]), scale.x(stretch[1] + 1)
    return Bar(*stretch, number, left + 1, max(right - left - 2, 1), foot - height, height)


def _lines(scale: Scale) -> tuple[Line, ...]:
    def anchor(x: float) -> str:
        return "start" if x < 20 else "end" if x > scale.width - 20 else "middle"

    return tuple(Line(year, scale.x(year), anchor(scale.x(year))) for year in scale.lines())
