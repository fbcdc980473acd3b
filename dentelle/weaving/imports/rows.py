"""Every row of a list as a weave would read it: a task of a worker, which knows no database.

Invariant: the rows of a sheet come in the order of their numbers, each once; a row is a record exactly when a weave makes a leaf.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from dentelle.atlas.projecting.contribution import is_name
from dentelle.given import Limits
from dentelle.linking import RecordReading, record_leaves
from dentelle.linking.records import BROKEN
from dentelle.model import Record
from dentelle.sources import extract
from dentelle.sources.accounted import Accounted, accounted
from dentelle.sources.rows import Row
from dentelle.weaving.passes import Declared, storable, storable_records

RECORD, BLANK, HEADER = "record", "blank", "header"
LEFT = ("above", "repeated", "note", "total", "hidden", "nameless", "no_name", "long_name", "withheld")  # codes of rows left out


class Remark(msgspec.Struct, frozen=True, array_like=True):
    """A cell of a row that is taken in, of which nothing could be made. ``code``: identifier (then ``column``
    is its scheme), date or number, what it should be.
    """

    code: str
    column: str
    text: str


class ReadRow(msgspec.Struct, frozen=True, array_like=True):
    """A row: its number, ``RECORD`` or one of ``LEFT``, its cells; of a record also its key and name."""

    number: int
    what: str
    cells: tuple[str, ...]
    key: str = ""
    name: str = ""
    remarks: tuple[Remark, ...] = ()


class ReadSheet(msgspec.Struct, frozen=True, array_like=True):
    """A sheet: the numbers of its header, its blank rows as runs and their number, all other rows."""

    name: str
    columns: tuple[str, ...]
    header: tuple[int, ...]
    blank: tuple[tuple[int, int], ...]
    blanks: int
    rows: tuple[ReadRow, ...]

    @property
    def total(self) -> int:
        """How many rows it has."""
        return len(self.header) + self.blanks + len(self.rows)


def preload() -> None:
    """What every worker needs for a list: the parsers of tables, and what its cells are compared with."""
    from dentelle.linking.sheets import kind_called
    from dentelle.registers import lookup_place
    from dentelle.sources import workbook

    workbook.preload()
    kind_called("")
    lookup_place("Paris")


def read_rows(path: str, name: str, source: str, declared: Declared, limits: Limits) -> tuple[ReadSheet, ...]:
    """The sheets of the list at ``path``, read with the columns that are ``declared``. Raises SourceError."""
    place = Path(path)
    sheets = accounted(place, name, limits)
    records = storable_records(extract(place, name=name, source=source, limits=limits, language=declared.language).records)
    read = {
        (record.sheet, record.row): (record, reading)
        for record, reading in zip(records, record_leaves(records, declared.columns, language=declared.language), strict=True)
    }
    return tuple(_sheet(one, read) for one in sheets)


def _sheet(one: Accounted, read: dict[tuple[str, int], tuple[Record, RecordReading]]) -> ReadSheet:
    rows = [_left(row, "above") for row in one.above]
    rows += [_left(row, code) for row, code in one.left]
    rows += [_kept(row, *read[one.sheet, row.number]) for row in one.kept]
    return ReadSheet(
        storable(one.sheet),
        tuple(map(storable, one.columns)),
        tuple(row.number for row in one.header),
        one.blank,
        one.blanks,
        tuple(sorted(rows, key=lambda row: row.number)),
    )


def _left(row: Row, code: str) -> ReadRow:
    return ReadRow(row.number, code, tuple(map(storable, row.cells)))


def _kept(row: Row, record: Record, reading: RecordReading) -> ReadRow:
    cells = tuple(map(storable, row.cells))
    if reading.leaf is None:
        nameless = any(one.reason == "empty" for one in reading.skipped)
        return ReadRow(row.number, "nameless" if nameless else "no_name", cells, record.key)
    if not is_name(reading.leaf):
        return ReadRow(row.number, "long_name", cells, record.key)
    return ReadRow(row.number, RECORD, cells, record.key, reading.leaf.name, tuple(_remarks(reading)))


def _remarks(reading: RecordReading) -> Iterable[Remark]:
    for claim in reading.claims:
        if claim.property == "identifier" and claim.confidence == BROKEN:
            yield Remark("identifier", dict(claim.qualifiers).get("scheme", ""), claim.value.text)
    for cell in reading.unclear:
        yield Remark(cell.code, cell.column, cell.text)
