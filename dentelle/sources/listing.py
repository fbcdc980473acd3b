"""A list as it comes: a table whose rows are read one after the other, however many there are.

Invariants: the rows of a listing can be read again and again and are the same; their cells are as the file writes them; every
filled row below the header is among them; memory holds the sample, not the table (a workbook's shared words aside).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from dentelle.errors import SourceError
from dentelle.folding import fold
from dentelle.given import Limits
from dentelle.sources.cells import cell_text, plain_number
from dentelle.sources.decoding import encoding_of_file
from dentelle.sources.delimited import cut, separator_of
from dentelle.sources.detect import KINDS, detect, expected_format
from dentelle.sources.header import PROBE_ROWS, Header, find_header
from dentelle.sources.rows import Row, left_out
from dentelle.sources.workbook import BROKEN_WORKBOOK, workbook_sheets

__all__ = ["Listing", "listings", "plain"]

HEAD = 200_000  # bytes of a file by which its format is told
SAMPLED = 2_000  # rows of a table, evenly spread, by which its columns are understood
KEPT = 20_000  # rows of a sheet that are kept rather than parsed again
DAMAGED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Listing:
    """One table: ``columns`` by distinct names, ``header`` the numbers of its rows (none: the list has no header).

    ``above`` are filled rows over the header, ``count`` and ``blank`` the filled and blank rows under it, ``sample`` some of the
    filled ones, ``damaged`` the numbers of rows with a character that could not be read. ``encoding`` is "" for a workbook.
    """

    name: str
    sheet: str
    encoding: str
    separator: str
    columns: tuple[str, ...]
    header: tuple[int, ...]
    above: tuple[Row, ...]
    count: int
    blank: int
    sample: tuple[Row, ...]
    damaged: tuple[int, ...]
    hidden: bool
    _read: Callable[[], Iterator[Row]] = field(repr=False)

    def rows(self) -> Iterator[tuple[Row, str]]:
        """The filled rows under the header, each with a cell for every column and why it is no record ("" when it is one)."""
        width, kept = len(self.columns), False
        for row, blank in _filled(self._read(), self.header[-1] if self.header else 0, lines=bool(self.encoding)):
            plainly = Row(row.number, tuple(map(plain, row.cells)))
            reason = left_out(plainly, self.columns, kept and blank > 0)
            kept = kept or not reason
            yield Row(row.number, (row.cells + ("",) * width)[:width]), reason


def plain(cell: str) -> str:
    """``cell`` as it is read: on one line, with the digits back that a spreadsheet hid."""
    return plain_number(cell_text(cell))


def listings(path: Path, limits: Limits, *, header: int | None = None, sheet: str = "") -> tuple[Listing, ...]:
    """The tables in the file at ``path`` that hold rows: one for a CSV or TSV file, one a sheet for a workbook.

    ``header`` is the number of the row that names the columns where a person said so, 0: there is none; ``sheet`` the one sheet
    that is wanted. Raises ``SourceError``.
    """
    name = path.name
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
        found = _format(path, head, limits)
        if found in ("xlsx", "ods"):
            tables = tuple(_sheets(path, found, limits, header, sheet))
        elif sheet:
            raise SourceError("unsupported", f"{name} is a text file and has no sheets. Leave the sheet out.")
        else:
            tables = tuple(_delimited(path, header))
    except OSError as error:
        raise SourceError(
            "unreadable", f"{name} cannot be opened: {error.strerror}. Check that it is there and may be read."
        ) from error
    held = tuple(table for table in tables if table.count)
    if not held:
        raise SourceError("empty", f"{name} has no row below its header. Check it in the program that made it.")
    return held


def _format(path: Path, head: bytes, limits: Limits) -> str:
    """csv, tsv, xlsx or ods. A workbook is read whole, so its size is limited."""
    if head.startswith(b"PK"):
        if path.stat().st_size > limits.file_bytes:
            what = f"{path.name} has {path.stat().st_size / 1e6:.0f} MB; a workbook may have {limits.file_bytes / 1e6:.0f} MB"
            raise SourceError("oversized", f"{what}. Save the sheet as CSV, which is read row by row.")
        found = detect(path.read_bytes(), path.name)
    else:  # programs write text into files that end in .xls, too
        found = detect(head, path.name if expected_format(path.name) else f"{path.name}.csv")
    if found == "text":
        return "csv"
    if found not in ("csv", "tsv", "xlsx", "ods"):
        raise SourceError("unsupported", f"{path.name} is {KINDS[found]}, not a table. Save the list as csv, xlsx or ods.")
    return found


# ---- delimited text ------------------------------------------------------------------------------------------------


def _delimited(path: Path, header: int | None) -> Iterator[Listing]:
    encoding = encoding_of_file(path)

    def opened() -> TextIO:
        return path.open(encoding=encoding, errors="replace", newline="")

    with opened() as file:
        separator = separator_of(file.read(HEAD))

    def read() -> Iterator[Row]:
        with opened() as file:
            for number, cells in cut(file, separator, path.name):
                yield Row(number, tuple(cell if cell.strip() else "" for cell in cells))

    yield _survey(path.name, "", (encoding, separator), read, header)


# ---- workbooks -----------------------------------------------------------------------------------------------------


def _sheets(path: Path, found: str, limits: Limits, header: int | None, wanted: str) -> Iterator[Listing]:
    names = []
    try:
        for sheet in workbook_sheets(path.read_bytes(), found, path.name, limits):
            names.append(sheet.name)
            if wanted and fold(sheet.name) != fold(wanted):
                continue
            with suppress(SourceError) if header and not wanted else nullcontext():  # a header that one sheet has is enough
                first = list(islice(sheet.rows(), KEPT + 1))
                read = partial(iter, first) if len(first) <= KEPT else sheet.rows
                yield _survey(path.name, sheet.name, ("", ""), read, header, hidden=not sheet.visible)
    except BROKEN_WORKBOOK as error:
        raise SourceError("unreadable", f"{path.name} is a workbook that does not open: {error}. Save it again.") from error
    if wanted and fold(wanted) not in map(fold, names):
        raise SourceError(
            "unsupported", f"{path.name} has no sheet “{wanted}”. It has: {', '.join(f'“{name}”' for name in names)}."
        )


# ---- both ----------------------------------------------------------------------------------------------------------


def _survey(
    name: str,
    sheet: str,
    written: tuple[str, str],
    read: Callable[[], Iterator[Row]],
    header: int | None,
    *,
    hidden: bool = False,
) -> Listing:
    """The listing of the rows that ``read`` gives; ``written``: encoding and separator."""
    probe: list[Row] = []
    for row in read():
        if row.filled:
            probe.append(Row(row.number, tuple(map(plain, row.cells))))
        if len(probe) == PROBE_ROWS or (header is not None and row.number > header):
            break
    found = find_header(probe) if header is None else _told(probe, header, name)
    top = probe[found.below - 1].number if found.below else 0
    body = _Body()
    for row, blank in _filled(read(), top, lines=bool(written[0])):
        body.add(row, blank)
    return Listing(
        name=name,
        sheet=sheet,
        encoding=written[0],
        separator=written[1],
        columns=found.names(body.width),
        header=tuple(row.number for row in probe[found.first : found.below]),
        above=tuple(probe[: found.first]),
        count=body.count,
        blank=body.blank,
        sample=tuple(body.sample),
        damaged=tuple(body.damaged),
        hidden=hidden,
        _read=read,
    )


def _told(probe: Sequence[Row], header: int, name: str) -> Header:
    """The header that a person pointed at."""
    if header == 0:
        return Header(0, 0)
    for at, row in enumerate(probe):
        if row.number == header:
            return Header(at, at + 1, (), row.cells)
    raise SourceError(
        "unsupported", f"{name} has no filled row {header} to take the names of its columns from. Correct header_row."
    )


class _Body:
    """What is known of the rows under a header once they have gone by: their number, width, and an even sample of them."""

    def __init__(self) -> None:
        self.count = self.blank = self.width = 0
        self.sample: list[Row] = []
        self.damaged: list[int] = []
        self.stride = 1

    def add(self, row: Row, blank: int) -> None:
        """Takes note of a filled ``row`` and of the number of ``blank`` ones over it."""
        self.blank += blank
        if self.count % self.stride == 0:
            self.sample.append(Row(row.number, tuple(map(plain, row.cells))))
            if len(self.sample) == SAMPLED:
                self.sample, self.stride = self.sample[::2], 2 * self.stride
        self.count += 1
        self.width = max(self.width, max(at for at, cell in enumerate(row.cells, 1) if cell))
        if any(DAMAGED in cell for cell in row.cells):
            self.damaged.append(row.number)


def _filled(rows: Iterator[Row], top: int, *, lines: bool) -> Iterator[tuple[Row, int]]:
    """The filled ``rows`` below number ``top``, each with the number of blank ones right over it.

    In text (``lines``) blank rows are given and a number is that of a row's last line; in a workbook blank rows are not given.
    """
    blank, last = 0, top
    for row in rows:
        if row.number <= top:
            continue
        if not row.filled:
            blank += 1
            continue
        yield row, blank if lines else row.number - last - 1
        blank, last = 0, row.number
