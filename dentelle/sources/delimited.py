"""Delimited text (csv, tsv): which sign parts the cells, and the cells of each line.

Invariants: cells are cut as the ``csv`` module does; a quotation mark that is never closed is an error with its line, never
rows that vanish into one cell.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from statistics import multimode

from dentelle.errors import SourceError
from dentelle.given import Limits
from dentelle.model import Record, Skipped
from dentelle.sources.cells import cell_text, plain_number
from dentelle.sources.decoding import decode
from dentelle.sources.header import PROBE_ROWS
from dentelle.sources.rows import Row
from dentelle.sources.table import Table, records_of

__all__ = ["cut", "delimited_records", "delimited_rows", "separator_of"]

SEPARATORS = (";", ",", "\t", "|")
CELL_LIMIT = 1_000_000  # characters of one cell
SWALLOWED = 2  # lines with as many separators as the table has, inside one cell: its quotation mark was never closed
NARROW = 3  # columns; in so narrow a table the lines of an address hold as many commas as a row
SWALLOWED_NARROW = 20


def delimited_records(data: bytes, name: str, source: str, limits: Limits) -> tuple[list[Record], list[Skipped]]:
    """The records of a CSV or TSV file and the rows left out. Raises ``SourceError``."""
    records, skipped = records_of(delimited_rows(data, name, limits), Table(name, source))
    if not records:
        raise SourceError("empty", f"{name} has no row below its header. Check the file in the program that made it.")
    return records, skipped


def delimited_rows(data: bytes, name: str, limits: Limits) -> list[Row]:
    """All rows of a CSV or TSV file, blank ones among them. Raises ``SourceError``."""
    text = decode(data, name)
    rows: list[Row] = []
    for number, cells in cut(_lines(text), separator_of(text), name):
        if len(rows) > limits.rows:
            raise SourceError(
                "oversized", f"{name} has more than {limits.rows:,} rows. Split the file, or raise rows in territory.toml."
            )
        rows.append(Row(number, tuple(plain_number(cell_text(cell)) for cell in cells)))
    return rows


def separator_of(text: str) -> str:
    """The separator that cuts the first rows of ``text`` most evenly into most cells."""
    sample = text[:100_000].splitlines(keepends=True)[:PROBE_ROWS]
    csv.field_size_limit(CELL_LIMIT)

    def evenness(separator: str) -> tuple[float, int]:
        widths = [len(cells) for cells in csv.reader(sample, delimiter=separator) if any(cells)]
        if not widths or max(widths) == 1:
            return (0.0, 0)
        usual = max(multimode(widths))
        return (sum(width == usual for width in widths) / len(widths), usual) if usual > 1 else (0.0, 0)

    return max(SEPARATORS, key=evenness)


def cut(lines: Iterable[str], separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """(number, cells as written) of each of ``lines``; a quoted cell may span several, then the last one's number counts.

    Raises ``SourceError``; ``name`` is the file in messages.
    """
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(lines, delimiter=separator)
    width = before = 0
    try:
        for cells in reader:
            if reader.line_num - before > SWALLOWED:
                _refuse_swallowed(cells, separator, max(width, len(cells)), before + 1, reader.line_num, name)
            width, before = max(width, len(cells)), reader.line_num
            yield reader.line_num, cells
    except csv.Error as error:
        raise SourceError(
            "unreadable", f"{name}, line {reader.line_num}: {error}. Close the quotation mark that was left open."
        ) from error


def _refuse_swallowed(cells: list[str], separator: str, width: int, first: int, last: int, name: str) -> None:
    for cell in cells:
        rows = [line for line in cell.splitlines()[1:] if line.count(separator) >= max(1, width - 1)]
        if len(rows) >= (SWALLOWED if width > NARROW else SWALLOWED_NARROW):
            what = f"{name}, line {first}: a quotation mark opens a cell that goes on to line {last} and swallows whole rows"
            raise SourceError("unreadable", f"{what}. Close it, or take it away.")


def _lines(text: str) -> Iterator[str]:
    """The lines of ``text`` with their ends; ``splitlines`` would cut quoted cells at exotic ones."""
    start = 0
    for match in re.finditer(r"\r\n|\n|\r", text):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]
