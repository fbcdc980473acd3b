"""Scenarios side by side: the same questions, an answer in each column; as a page, and as a table for a funder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from dentelle.hub.incubator.firms import ShownFirm, shown_firms
from dentelle.hub.incubator.forecast import Wish
from dentelle.hub.incubator.house import addition, played
from dentelle.hub.incubator.models import Scenario
from dentelle.hub.incubator.scenarios import House, Outcome, Turn

__all__ = ["Column", "Comparison", "comparison", "table"]

AS_IT_IS = 0  # the number of the house without any scenario


@dataclass(frozen=True, slots=True)
class Column:
    """A scenario with what comes of it; ``added``: its rooms, ``places`` and ``taken`` after 12, 24 and 36 months."""

    number: int
    name: str
    added: int
    outcome: Outcome
    after: tuple[tuple[date, int, float], ...]

    @property
    def turns(self) -> dict[int, Turn]:
        """The turns by the wish's id."""
        return {turn.wish.id: turn for turn in self.outcome.turns}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits, with their turn in each column."""

    firm: ShownFirm
    wish: Wish
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months from ``start`` on: (income, its difference to the first column) in each column, in euros."""

    start: date
    amounts: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """How full the house is on ``day``: (let on average, places, share) in each column."""

    day: date
    cells: tuple[tuple[float, int, float], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``columns`` beside one another: who waits, how full, what it earns."""

    columns: tuple[Column, ...]
    waiting: tuple[Waiting, ...]
    filled: tuple[Filled, ...]
    years: tuple[Year, ...]


def comparison(known: House, numbers: Sequence[int], today: date, language: str) -> Comparison:
    """The scenarios ``numbers`` (AS_IT_IS: none) in their order; those that are not there are left out."""
    rows = {row.pk: row for row in Scenario.objects.filter(pk__in=numbers).prefetch_related("rooms")}
    waiting = known.queue
    columns = []
    for number in dict.fromkeys(numbers):
        if number == AS_IT_IS:
            columns.append(_column(AS_IT_IS, gettext("As it is"), 0, played(known, waiting, (), today)))
        elif number in rows:
            added = tuple(addition(row) for row in sorted(rows[number].rooms.all(), key=lambda one: (one.opens, one.pk)))
            rooms = sum(one.count for one in added)
            columns.append(_column(number, rows[number].name, rooms, played(known, waiting, added, today)))
    firms = shown_firms({wish.firm for wish in waiting}, language)
    turns = [column.turns for column in columns]
    return Comparison(
        tuple(columns),
        tuple(Waiting(firms[wish.firm], wish, tuple(each[wish.id] for each in turns)) for wish in waiting),
        tuple(_filled(columns)),
        tuple(_years(columns)),
    )


def _column(number: int, name: str, added: int, found: Outcome) -> Column:
    marks = [place for place in (11, 23, 35) if place < len(found.days)]
    return Column(number, name, added, found, tuple((found.days[at], found.places[at], found.taken[at]) for at in marks))


def _filled(columns: Sequence[Column]) -> Iterator[Filled]:
    for cells in zip(*(column.after for column in columns), strict=True):
        yield Filled(cells[0][0], tuple((taken, places, taken / places if places else 0.0) for _, places, taken in cells))


def _years(columns: Sequence[Column]) -> Iterator[Year]:
    for cells in zip(*(column.outcome.income for column in columns), strict=True):
        first = cells[0][1]
        yield Year(cells[0][0], tuple((amount, amount - first) for _, amount in cells))


def table(found: Comparison) -> Iterator[tuple[str, ...]]:
    """The comparison as rows of words, the first its head: days in ISO, chances and shares in percent, euros to the cent."""
    yield (gettext("What"), gettext("Of"), *(column.name for column in found.columns))
    yield (gettext("Rooms added"), "", *(str(column.added) for column in found.columns))
    yield (gettext("Of those who wait, get in on average"), "", *(f"{column.outcome.housed:.1f}" for column in found.columns))
    for one in found.waiting:
        days = (turn.day.isoformat() if turn.day else "" for turn in one.turns)
        yield (gettext("Likely in by"), one.firm.name, *days)
        yield (gettext("Chance to get in (%)"), one.firm.name, *(f"{100 * turn.share:.0f}" for turn in one.turns))
    for filled in found.filled:
        yield (gettext("Places let, on average"), filled.day.isoformat(), *(f"{taken:.1f}" for taken, _, _ in filled.cells))
        yield (gettext("Places"), filled.day.isoformat(), *(str(places) for _, places, _ in filled.cells))
        yield (gettext("Share let (%)"), filled.day.isoformat(), *(f"{100 * share:.0f}" for _, _, share in filled.cells))
    for year in found.years:
        of = gettext("12 months from %(day)s") % {"day": year.start.isoformat()}
        yield (gettext("Income (€, without VAT)"), of, *(f"{amount:.2f}" for amount, _ in year.amounts))
