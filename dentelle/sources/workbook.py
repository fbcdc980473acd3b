"""Spreadsheets (xlsx, ods): each visible sheet is a table of its own.

Invariants: cells are read as values, formulas by their last result; a cell merged downwards counts in each of its rows;
memory grows with the filled cells, not with the sheet's declared size.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from dentelle.errors import SourceError
from dentelle.given import Limits
from dentelle.model import Record, Skipped
from dentelle.sources.cells import cell_text
from dentelle.sources.package import BROKEN, open_package
from dentelle.sources.rows import Row
from dentelle.sources.table import Table, apart, records_of

WIDEST = 1_000  # columns read of a sheet
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
MERGES_LIMIT = 100_000  # of one sheet
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
REPEATS_LIMIT = 1_000  # a filled row repeated more often is decoration
BROKEN_WORKBOOK = (*BROKEN, AttributeError, TypeError, SyntaxError)  # what the parsers raise at one that is damaged


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook; ``rows`` gives its filled rows, each time anew."""

    name: str
    visible: bool
    rows: Callable[[], Iterator[Row]]


def preload() -> None:
    """Loads the parser."""
    import defusedxml.ElementTree  # noqa: F401
    import openpyxl  # noqa: F401 - loaded for the processes forked later


def workbook_records(data: bytes, format: str, name: str, source: str, limits: Limits) -> tuple[list[Record], list[Skipped]]:
    """The records of all sheets of an xlsx or ods file and what was left out. Raises ``SourceError``."""
    records: list[Record] = []
    skipped: list[Skipped] = []
    taken: set[str] = set()
    count = 0
    try:
        for sheet in workbook_sheets(data, format, name, limits):
            if not sheet.visible:
                detail = (
                    f"{name}: the sheet {sheet.name} is hidden and was left out. Show it in the workbook if it should be read."
                )
                skipped.append(Skipped(name, "unsupported", detail))
                continue
            gathered: list[Row] = []
            for row in sheet.rows():
                count += 1
                if count > limits.rows:
                    what = f"{name} has more than {limits.rows:,} rows"
                    raise SourceError("oversized", f"{what}. Split the file, or raise rows in territory.toml.")
                gathered.append(row)
            found, left_out = records_of(gathered, Table(name, source, sheet.name))
            records += apart(found, taken)
            skipped += left_out
    except BROKEN_WORKBOOK as error:
        raise SourceError("unreadable", f"{name} is a workbook that does not open: {error}. Save it again.") from error
    if not records:
        raise SourceError("empty", f"{name} has no sheet with rows below a header. Check it in the program that made it.")
    return records, skipped


def workbook_sheets(data: bytes, format: str, name: str, limits: Limits) -> Iterator[Sheet]:
    """The sheets of an xlsx or ods file. Raises ``SourceError``, and ``BROKEN_WORKBOOK`` while they are read."""
    package = open_package(data, name, limits)
    return (_xlsx_sheets if format == "xlsx" else _ods_sheets)(data, package)


def _xlsx_sheets(data: bytes, package: zipfile.ZipFile) -> Iterator[Sheet]:
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            path = getattr(sheet, "_worksheet_path", "").lstrip("/")
            merged = _merged(package, path)
            sheet.reset_dimensions()  # declared sizes are often wrong in both directions
            yield Sheet(sheet.title, sheet.sheet_state == "visible", partial(_xlsx_rows, sheet, merged))


def _xlsx_rows(sheet: Any, merged: dict[int, list[tuple[int, int]]]) -> Iterator[Row]:
    """The filled rows of ``sheet``; ``merged`` holds by first row the (column, last row) of cells merged downwards."""
    open_merges: list[tuple[int, int, str]] = []  # column, last row, text
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=WIDEST), start=1):
        cells = [cell_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        open_merges = [merge for merge in open_merges if merge[1] >= number]
        if cells:  # a merge that runs on below the table makes no rows of its own
            for column, _, text in open_merges:
                cells += [""] * (column + 1 - len(cells))
                cells[column] = cells[column] or text
            yield Row(number, tuple(cells))
        for column, last in merged.get(number, ()):
            if column < len(cells) and cells[column]:
                open_merges.append((column, last, cells[column]))


def _merged(package: zipfile.ZipFile, path: str) -> dict[int, list[tuple[int, int]]]:
    """By first row, the (column from 0, last row) of the cells that are merged over several rows."""
    found: dict[int, list[tuple[int, int]]] = {}
    if path not in package.NameToInfo:
        return found
    count, rest = 0, b""
    with package.open(path) as part:
        while chunk := part.read(1 << 20):
            window = rest + chunk
            end = 0
            for match in MERGED.finditer(window):
                end = match.end()
                first, last = int(match[2]), int(match[4])
                count += 1
                if last > first and count < MERGES_LIMIT:
                    found.setdefault(first, []).append((_column(match[1]), last))
            rest = window[max(end, len(window) - 200) :]
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


# ---- OpenDocument --------------------------------------------------------------------------------------------------


def _ods_sheets(data: bytes, package: zipfile.ZipFile) -> Iterator[Sheet]:
    from defusedxml.ElementTree import iterparse

    with package.open("content.xml") as part:
        name, number, visible = "", 0, True
        rows: list[Row] = []
        hidden: set[str] = set()  # styles of hidden sheets; they are declared before the sheets
        for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
            if event == "start" and element.tag == f"{TABLE}table":
                name, rows, number = element.get(f"{TABLE}name") or "", [], 0
                visible = element.get(f"{TABLE}style-name") not in hidden
            elif event == "end" and element.tag == f"{STYLE}style":
                if any(inner.get(f"{TABLE}display") == "false" for inner in element):
                    hidden.add(element.get(f"{STYLE}name") or "")
            elif event == "end" and element.tag == f"{TABLE}table-row":
                cells = _ods_cells(element)
                repeated = int(element.get(f"{TABLE}number-rows-repeated") or 1)
                for extra in range(min(repeated, REPEATS_LIMIT) if cells else 0):
                    rows.append(Row(number + extra + 1, tuple(cells)))
                number += repeated
                element.clear()
            elif event == "end" and element.tag == f"{TABLE}table":
                yield Sheet(name, visible, partial(iter, rows))
                element.clear()


def _ods_cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        text = _ods_text(cell)
        repeated = int(cell.get(f"{TABLE}number-columns-repeated") or 1)
        cells += [text] * min(repeated, WIDEST - len(cells))
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _ods_text(cell: Any) -> str:
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "float" or kind == "percentage" or kind == "currency":
        return cell_text(float(cell.get(f"{OFFICE}value") or 0))
    if kind == "date":
        return (cell.get(f"{OFFICE}date-value") or "").removesuffix("T00:00:00").replace("T", " ")
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") or ""
    return cell_text(" ".join("".join(paragraph.itertext()) for paragraph in cell.iter(f"{TEXT}p")))
