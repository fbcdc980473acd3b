"""Workbooks that people give where a table is asked for."""

import csv
import io
from dataclasses import replace

from dentelle.errors import SourceError
from dentelle.given import Limits
from dentelle.sources.detect import detect
from dentelle.sources.workbook import BROKEN_WORKBOOK, workbook_sheets

WORKBOOKS = frozenset({"xlsx", "ods"})
PACKAGE = b"PK\x03\x04"
FILE_BYTES = 5_000_000  # of a workbook: what it may unpack to is measured by it
CELLS = 300_000  # of a sheet


def as_csv(data: bytes, name: str) -> bytes:
    """``data`` as it is, or the first visible sheet with rows of the workbook (xlsx, ods) in it as CSV: UTF-8 with commas.

    Each row stands on the line that has its number, but for empty ones above the first. Raises ``SourceError`` for a workbook
    that cannot be read, has no such sheet or too many cells.
    """
    if not data.startswith(PACKAGE):
        return data
    if (format := detect(data, name)) not in WORKBOOKS:
        raise SourceError("unsupported", f"{name} is no workbook. Save it as xlsx, ods or CSV.")
    try:
        for sheet in workbook_sheets(data, format, name, replace(Limits(), file_bytes=FILE_BYTES)):
            if not sheet.visible:
                continue
            out = io.StringIO()
            writer = csv.writer(out)
            line = cells = 0
            for row in sheet.rows():
                out.write("\r\n" * (row.number - line - 1) if line else "")
                writer.writerow(row.cells)
                line, cells = row.number, cells + len(row.cells)
                if cells > CELLS or row.number > CELLS:
                    raise SourceError("oversized", f"{name}: the sheet {sheet.name} has too many cells. Split it.")
            if line:
                return out.getvalue().encode()
    except BROKEN_WORKBOOK as error:
        raise SourceError("unreadable", f"{name} is a workbook that does not open: {error}. Save it again.") from error
    raise SourceError("empty", f"{name} has no visible sheet with rows. Check it in the program that made it.")
