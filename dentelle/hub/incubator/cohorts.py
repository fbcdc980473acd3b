"""What became of those who left, as public registers tell it; nobody is asked.

The rule: a unit lives on a day when one of its establishments is open then. One that lives is *here* where an establishment of
it is open in the territory, *left* where all of them are outside. It has *moved* when the establishment that was known is shut
while another is open. A register speaks for the days up to its vintage and for no later one; who is not in it is not known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dentelle.hub.incubator.calendar_months import after

__all__ = ["AFTER", "Cell", "Cohort", "Establishment", "Fate", "Leaver", "alive", "cohorts", "fate"]

AFTER = (1, 2, 3, 5)  # years after leaving that are looked at
ALIVE, MOVED, LEFT, CLOSED, UNKNOWN = "alive", "moved", "left", "closed", "unknown"


@dataclass(frozen=True, slots=True)
class Establishment:
    """A row of a register: open from ``opened`` (None: nobody knows) to ``closed`` (None: still); ``insee`` its commune or ""."""

    id: str
    insee: str
    opened: date | None = None
    closed: date | None = None
    place: str = ""

    def open_on(self, day: date) -> bool:
        """Whether it is open on ``day``; one whose first day is not known has always been there."""
        return (self.opened is None or self.opened <= day) and (self.closed is None or day < self.closed)


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who left on the day ``left``; ``siret``: the establishment that was known here, or "". ``known``: is in the register."""

    firm: int
    left: date
    establishments: tuple[Establishment, ...] = ()
    siret: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """``state``: alive, moved, left, closed or unknown; ``since`` the day of the end; ``place`` where it is now."""

    state: str
    since: date | None = None
    place: str = ""


def alive(leaver: Leaver, day: date) -> bool:
    """Whether an establishment of it is open on ``day``."""
    return any(one.open_on(day) for one in leaver.establishments)


def fate(leaver: Leaver, vintage: date, territory: frozenset[str]) -> Fate:
    """What the register of ``vintage`` says; ``territory``: the codes of its communes, empty where it has no border."""
    if not leaver.establishments:
        return Fate(UNKNOWN)
    there = [one for one in leaver.establishments if one.open_on(vintage)]
    if not there:
        ends = [one.closed for one in leaver.establishments if one.closed is not None and one.closed <= vintage]
        return Fate(CLOSED, max(ends, default=None))
    inside = [one for one in there if not territory or not one.insee or one.insee in territory]
    known = next((one for one in there if one.id == leaver.siret), None)
    now = (
        known if known is not None and known in inside else max(inside or there, key=lambda one: (one.opened or date.min, one.id))
    )
    if not inside:
        return Fate(LEFT, now.opened, now.place)
    shut = leaver.siret and known is None and any(one.id == leaver.siret for one in leaver.establishments)
    return Fate(MOVED, now.opened, now.place) if shut else Fate(ALIVE, None, now.place)


@dataclass(frozen=True, slots=True)
class Cell:
    """Of ``known`` firms whose fate ``years`` after leaving the register can tell, ``alive`` lived then."""

    years: int
    known: int
    alive: int

    @property
    def share(self) -> float | None:
        """The part that lived, 0 to 1; None where nothing is known."""
        return self.alive / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who left in ``year`` (0: all years together): how many, how many of them no register knows, and the cells."""

    year: int
    left: int
    unknown: int
    cells: tuple[Cell, ...]


def cohorts(leavers: Iterable[Leaver], vintage: date, years: Sequence[int] = AFTER) -> tuple[Cohort, ...]:
    """By year of leaving, the oldest first, and all of them together at the end; empty where nobody has left."""
    by_year: dict[int, list[Leaver]] = {}
    for leaver in leavers:
        if leaver.left <= vintage:
            by_year.setdefault(leaver.left.year, []).append(leaver)
    made = [_cohort(year, by_year[year], vintage, years) for year in sorted(by_year)]
    everybody = [leaver for group in by_year.values() for leaver in group]
    return (*made, _cohort(0, everybody, vintage, years)) if everybody else ()


def _cohort(year: int, group: Sequence[Leaver], vintage: date, years: Sequence[int]) -> Cohort:
    cells = []
    for number in years:
        told = [one for one in group if one.establishments and after(one.left, 12 * number) <= vintage]
        cells.append(Cell(number, len(told), sum(alive(one, after(one.left, 12 * number)) for one in told)))
    return Cohort(year, len(group), sum(not one.establishments for one in group), tuple(cells))
