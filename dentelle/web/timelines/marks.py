"""How certain a date is, as a shape.

A day, a month or a year is a dot or a bar of its length; a decade or a century a band; what is about so fades at that end; what
is still so, or has no known beginning, runs on as a dashed line. Nothing is drawn as more certain than its source says.
"""

from dataclasses import dataclass

from dentelle.edtf import Interval, Moment, bounds, parse
from dentelle.web.timelines.scale import Scale, years

SMALLEST = 9.0  # pixels: what is shorter is a dot
FADE = 14.0  # pixels by which a mark that is only about fades beyond its date; no number of years is meant
DAY = 1 / 366


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape from ``left`` to ``right`` pixels. ``shape``: dot, bar, band (a decade or century) or line (an open end).

    ``fades``: "" sharp, "start", "end" or "both"; ``unsure``: the source doubts it; ``opens``: the open side or "".
    """

    shape: str
    left: float
    right: float
    fades: str = ""
    unsure: bool = False
    opens: str = ""

    @property
    def middle(self) -> float:
        """Where its centre is."""
        return (self.left + self.right) / 2

    @property
    def length(self) -> float:
        """How long it is, in pixels."""
        return self.right - self.left


def mark(edtf: str, scale: Scale) -> Mark:
    """The shape of a date on ``scale``. Raises EdtfError for what is no date."""
    told = parse(edtf)
    start, end = (told.start, told.end) if isinstance(told, Interval) else (told, told)
    first, last = bounds(edtf)
    left = scale.x(years(first)) if first else 0.0
    right = scale.x(years(last) + DAY) if last else scale.width
    opens = "start" if start is None else "end" if end is None else ""
    fades = _fading(start, end)
    unsure = any(moment is not None and moment.qualifier in ("?", "%") for moment in (start, end))
    shape = "line" if opens else "band" if any(_vague(moment) for moment in (start, end)) else "bar"
    if shape == "bar" and right - left < SMALLEST:
        shape = "dot"
        middle = min(max((left + right) / 2, SMALLEST / 2), scale.width - SMALLEST / 2)
        left, right = middle - SMALLEST / 2, middle + SMALLEST / 2
    if fades in ("start", "both"):
        left -= FADE
    if fades in ("end", "both"):
        right += FADE
    return Mark(shape, left, right, fades, unsure, opens)


def _vague(moment: Moment | None) -> bool:
    """Whether no more than the decade or the century is known."""
    return moment is not None and "X" in moment.year


def _fading(start: Moment | None, end: Moment | None) -> str:
    about = [moment is not None and moment.qualifier in ("~", "%") for moment in (start, end)]
    return {(True, True): "both", (True, False): "start", (False, True): "end"}.get((about[0], about[1]), "")
