"""From time to place in a picture, and back.

Two scales: an even one, where every year has the same room; and for long histories one where a year has the more room the nearer
it is to the end (logarithmic in the years before). Invariant: ``x`` grows with time, from 0 at ``start`` to ``width`` at ``end``.
"""

from dataclasses import dataclass
from datetime import date
from math import exp, log

LONG = 300  # years: above, an even scale would leave most of the picture empty
BEND = 40  # the scale is even over about the last 1/40 of the time it spans, and logarithmic before
ROUND = (1000, 500, 100, 50, 25, 20, 10, 5, 2, 1)  # years between lines, the roundest first
APART = 58.0  # pixels between two lines at least, so that their years can be read


@dataclass(frozen=True, slots=True)
class Scale:
    """``start`` and ``end`` in years with fractions, ``start`` < ``end``; ``width`` in pixels."""

    start: float
    end: float
    width: float

    @property
    def even(self) -> bool:
        """Whether every year has the same room."""
        return self.end - self.start <= LONG

    @property
    def _bend(self) -> float:
        return (self.end - self.start) / BEND

    def x(self, year: float) -> float:
        """Where ``year`` stands, in pixels; what lies outside stands at the edge."""
        year = min(max(year, self.start), self.end)
        if self.even:
            return self.width * (year - self.start) / (self.end - self.start)
        return self.width * (1 - log(1 + (self.end - year) / self._bend) / log(1 + BEND))

    def year(self, x: float) -> float:
        """The year at ``x`` pixels."""
        share = x / self.width
        if self.even:
            return self.start + share * (self.end - self.start)
        return self.end - self._bend * (exp((1 - share) * log(1 + BEND)) - 1)

    def lines(self) -> tuple[int, ...]:
        """The years at which the picture has a line, the roundest that find room; in order."""
        chosen: dict[int, float] = {}
        for step in ROUND:
            first = int(self.start // step) * step
            for year in range(first, int(self.end) + 1, step) if (self.end - first) / step < self.width else ():
                at = self.x(year)
                if self.start <= year <= self.end and all(abs(at - other) >= APART for other in chosen.values()):
                    chosen[year] = at
        return tuple(sorted(chosen))


def years(day: str) -> float:
    """An ISO day in years: 0870-07-02 is about 870.5."""
    moment = date.fromisoformat(day)
    return moment.year + (moment.timetuple().tm_yday - 1) / 366
