"""What the columns of a list hold, as far as one can tell: a task of a worker, which parses the stranger's file.

Invariant: a pure function of the file and of what is ``given``; it knows no database.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from dentelle.errors import SourceError
from dentelle.folding import digest, fold
from dentelle.given import Limits
from dentelle.linking.columns import IGNORED, Guessed, cells_of, guessed
from dentelle.linking.sheets import READ
from dentelle.model import Record
from dentelle.sources import extract
from dentelle.sources.accounted import accounted
from dentelle.territory import FIELDS
from dentelle.weaving.passes import storable, storable_records

MOST_ROWS = 50_000  # what is longer is declared and woven from the command line
MOST_COLUMNS = 200  # that hold something
LONGEST_COLUMN = 300  # characters of its name
SAMPLES = 4  # cells shown of a column
LONGEST_SAMPLE = 80  # characters
USABLE = tuple(field for field in FIELDS if field in READ)  # fields that may be declared and of which something is made


class Column(msgspec.Struct, frozen=True):
    """A column of a list: what it is taken for, how sure that is (see ``linking.columns.Guessed``, "" for not at all), and cells.

    ``filled`` of the rows have a cell there.
    """

    name: str
    field: str
    sure: str
    filled: int
    samples: tuple[str, ...]


class Sheet(msgspec.Struct, frozen=True):
    """A sheet of the list, "" for a text file: its rows, those that are records, the number of the row that names the columns."""

    name: str
    hidden: bool
    total: int
    records: int
    header: int


class Survey(msgspec.Struct, frozen=True):
    """What a list looks like. ``shape`` is the same for two lists with the same columns."""

    sheets: tuple[Sheet, ...]
    columns: tuple[Column, ...]
    shape: str

    def named(self) -> dict[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}


def survey(path: str, name: str, limits: Limits) -> Survey:
    """What the list at ``path`` looks like. Raises SourceError for what is no list, or one that nobody could map."""
    place = Path(path)
    parts = accounted(place, name, limits)
    sheets = tuple(
        Sheet(storable(one.sheet), _hidden(one.left), one.total, len(one.kept), one.header[-1].number if one.header else 0)
        for one in parts
    )
    records = storable_records(extract(place, name=name, source="", limits=limits).records)
    by_sheet: dict[str, list[Record]] = {}
    for record in records:
        by_sheet.setdefault(record.sheet, []).append(record)
    columns: dict[str, Column] = {}
    for part in by_sheet.values():
        columns = {**_columns(part), **columns}
    _check(name, columns, len(records))
    order = dict.fromkeys(storable(column) for one in parts for column in one.columns)
    listed = tuple(columns[column] for column in order if column in columns)
    return Survey(sheets, listed, shape_of(column.name for column in listed))


def shape_of(columns: Iterable[str]) -> str:
    """A digest of the names of ``columns``, whatever their order."""
    return digest(*sorted(map(fold, columns)))


def _hidden(left: Iterable[tuple[object, str]]) -> bool:
    return any(code == "hidden" for _, code in left)


def _columns(records: list[Record]) -> dict[str, Column]:
    """The columns of the records of one sheet."""
    filled: dict[str, int] = {}
    samples: dict[str, dict[str, None]] = {}
    for record in records:
        for column, text in record.fields:
            filled[column] = filled.get(column, 0) + 1
            some = samples.setdefault(column, {})
            if len(some) < SAMPLES:
                some.setdefault(text[:LONGEST_SAMPLE] + ("…" if len(text) > LONGEST_SAMPLE else ""))
    guesses = {one.column: one for one in guessed(cells_of(records))}
    return {column: _column(column, filled[column], guesses, samples[column]) for column in filled}


def _column(name: str, filled: int, guesses: Mapping[str, Guessed], samples: Iterable[str]) -> Column:
    guess = guesses.get(name)
    if guess is None or guess.field not in USABLE:
        return Column(name, IGNORED, "", filled, tuple(samples))
    return Column(name, guess.field, guess.sure, filled, tuple(samples))


def _check(name: str, columns: Iterable[str], records: int) -> None:
    names = tuple(columns)
    if records > MOST_ROWS:
        raise SourceError(
            "oversized",
            "%(name)s has %(number)s rows; at most %(most)s can be imported here. Split it.",
            name=name,
            number=f"{records:,}",
            most=f"{MOST_ROWS:,}",
        )
    if not names:
        raise SourceError("empty", "%(name)s has no row below its header. Check it in the program that made it.", name=name)
    if len(names) > MOST_COLUMNS:
        raise SourceError(
            "oversized",
            "%(name)s has %(number)s columns; at most %(most)s can be imported. Delete those not needed.",
            name=name,
            number=len(names),
            most=MOST_COLUMNS,
        )
    if any(len(column) > LONGEST_COLUMN for column in names):
        raise SourceError(
            "unsupported",
            "A column of %(name)s has a name of more than %(most)s characters. Give it a short one.",
            name=name,
            most=LONGEST_COLUMN,
        )
