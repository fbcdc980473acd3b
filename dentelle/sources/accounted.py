"""Every row of a list and what it is: the rows of a person's file, counted so that none is passed over.

Invariants: the numbers of ``above``, ``header``, ``kept``, ``left`` and ``blank`` are those of all rows of the sheet, each once;
``kept`` are exactly the rows of which ``extract`` makes records.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dentelle.errors import SourceError
from dentelle.given import Limits
from dentelle.sources.delimited import delimited_rows
from dentelle.sources.detect import KINDS, detect
from dentelle.sources.extraction import read_bytes
from dentelle.sources.rows import Row
from dentelle.sources.table import split
from dentelle.sources.workbook import BROKEN_WORKBOOK, workbook_sheets

__all__ = ["Accounted", "accounted"]


@dataclass(frozen=True, slots=True)
class Accounted:
    """One sheet ("" for a text file). ``above`` stand over the header; ``left`` are no records, with a code that says what they
    are: repeated, note, total, or hidden for the filled rows of a hidden sheet. ``blank``: first and last number of each run of
    blank rows.
    """

    sheet: str
    columns: tuple[str, ...]
    above: tuple[Row, ...]
    header: tuple[Row, ...]
    kept: tuple[Row, ...]
    left: tuple[tuple[Row, str], ...]
    blank: tuple[tuple[int, int], ...]
    blanks: int

    @property
    def total(self) -> int:
        """How many rows the sheet has, up to its last filled one in a workbook."""
        return len(self.above) + len(self.header) + len(self.kept) + len(self.left) + self.blanks


def accounted(path: Path, name: str, limits: Limits) -> tuple[Accounted, ...]:
    """The sheets of the list at ``path``; ``name`` is shown, and its suffix counts. Raises ``SourceError``, also for no table."""
    data = read_bytes(path, name, limits)
    found = detect(data, name)
    if found in ("csv", "tsv"):
        rows = delimited_rows(data, name, limits)
        return (_accounted("", rows, _runs(row.number for row in rows if not row.filled), lines=True),)
    if found not in ("xlsx", "ods"):
        raise SourceError("unsupported", f"{name} is {KINDS[found]}, not a table. Save the list as csv, xlsx or ods.")
    try:
        return tuple(_sheets(data, found, name, limits))
    except BROKEN_WORKBOOK as error:
        raise SourceError("unreadable", f"{name} is a workbook that does not open: {error}. Save it again.") from error


def _sheets(data: bytes, found: str, name: str, limits: Limits) -> Iterator[Accounted]:
    count = 0
    for sheet in workbook_sheets(data, found, name, limits):
        rows = []
        for row in sheet.rows():
            count += 1
            if count > limits.rows:
                what = f"{name} has more than {limits.rows:,} rows"
                raise SourceError("oversized", f"{what}. Split the file, or raise rows in territory.toml.")
            rows.append(row)
        blank = _gaps(row.number for row in rows)
        if sheet.visible:
            yield _accounted(sheet.name, rows, blank)
        else:
            blanks = sum(last - first + 1 for first, last in blank)
            yield Accounted(sheet.name, (), (), (), (), tuple((row, "hidden") for row in rows), blank, blanks)


def _accounted(sheet: str, rows: list[Row], blank: tuple[tuple[int, int], ...], *, lines: bool = False) -> Accounted:
    parted = split(rows)
    blanks = sum(not row.filled for row in rows) if lines else sum(last - first + 1 for first, last in blank)
    return Accounted(sheet, parted.columns, parted.above, parted.header, parted.kept, parted.left, blank, blanks)


def _runs(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Ascending ``numbers`` as runs."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return tuple(runs)


def _gaps(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """What ascending ``numbers`` leave out, from 1 to the last."""
    gaps, before = [], 0
    for number in numbers:
        if number > before + 1:
            gaps.append((before + 1, number - 1))
        before = number
    return tuple(gaps)
