"""What became of those who left: one line each, the cohorts, and their curve."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from dentelle.hub.incubator.alumni import border, leavers
from dentelle.hub.incubator.cohorts import ALIVE, CLOSED, LEFT, MOVED, UNKNOWN, Cohort, Fate, cohorts, fate
from dentelle.hub.incubator.firms import ShownFirm, shown_firms
from dentelle.hub.incubator.forms import last_day
from dentelle.hub.incubator.models import Look

FATES = {
    ALIVE: gettext_lazy("alive"),
    MOVED: gettext_lazy("alive, moved within the territory"),
    LEFT: gettext_lazy("alive, left the territory"),
    CLOSED: gettext_lazy("closed"),
    UNKNOWN: gettext_lazy("not known"),
}
WIDTH, HEIGHT, LEFT_EDGE, TOP, FOOT = 420, 220, 44, 12, 30  # units of the drawing


@dataclass(frozen=True, slots=True)
class Alumnus:
    """One who left: ``last`` day here, what became of them, in words."""

    firm: ShownFirm
    last: date
    fate: Fate
    told: object
    numbered: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the curve: ``years`` after leaving a ``share`` lived."""

    x: float
    y: float
    years: int
    share: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The drawing: ``line`` joins the ``points``; ``rules`` are (y, percent)."""

    points: tuple[Point, ...]
    line: str
    rules: tuple[tuple[float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT_EDGE
    foot: int = HEIGHT - FOOT


@dataclass(frozen=True, slots=True)
class AlumniPage:
    """``look``: what it rests on, None before the first; ``counts``: (fate in words, how many), in the order of FATES."""

    look: Look | None
    rows: tuple[Alumnus, ...]
    cohorts: tuple[Cohort, ...]
    counts: tuple[tuple[object, int], ...]
    curve: Curve | None


def alumni_page(day: date, language: str) -> AlumniPage:
    """Everybody who left by ``day``, by the newest look into a register."""
    look = Look.objects.order_by("-vintage", "-pk").first()
    known = list(leavers(look, day))
    names = shown_firms((firm.pk for firm, _ in known), language)
    territory = border()
    rows = []
    for firm, leaver in known:
        found = fate(leaver, look.vintage, territory) if look else Fate(UNKNOWN)
        last = last_day(leaver.left) or leaver.left
        rows.append(Alumnus(names[firm.pk], last, found, FATES[found.state], bool(firm.siren)))
    groups = cohorts((leaver for _, leaver in known), look.vintage) if look else ()
    counts = tuple((told, sum(row.fate.state == state for row in rows)) for state, told in FATES.items())
    return AlumniPage(look, tuple(rows), groups, counts, _curve(groups[-1]) if groups else None)


def _curve(everybody: Cohort) -> Curve | None:
    shares = [(0, 1.0), *((cell.years, cell.share) for cell in everybody.cells if cell.share is not None)]
    if len(shares) < 2:
        return None
    most, high = max(cell.years for cell in everybody.cells), HEIGHT - FOOT - TOP
    wide = WIDTH - LEFT_EDGE - 20
    points = tuple(
        Point(round(LEFT_EDGE + wide * years / most, 1), round(TOP + high * (1 - share), 1), years, share)
        for years, share in shares
    )
    line = " ".join(f"{point.x},{point.y}" for point in points)
    return Curve(points, line, tuple((TOP + high * (1 - share), share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)))
