"""The list with what was decided beside it, as CSV (UTF-8, commas) or a workbook.

Invariants: every row of the list comes out at least once, in its order, with its cells as they were; the file stands under its
name only when it is whole; no cell is a formula.
"""

import csv
import errno
import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from dentelle.errors import SourceError
from dentelle.folding import fold
from dentelle.linking.lists import Decided
from dentelle.spreadsheet import harmless, looks_like_formula

__all__ = ["ADDED", "Writer", "added_names", "decided_cells", "written"]

ADDED = ("id", "score", "decision", "reason", "runner_up")
UNLIKE = "no row of the register is like it"
MOST_ROWS = 1_048_576  # of a sheet
LONGEST = 32_767  # characters of a cell of a workbook


class Writer(Protocol):
    """Takes one row of cells after the other."""

    def __call__(self, cells: Sequence[str]) -> None: ...


def added_names(columns: Sequence[str]) -> tuple[str, ...]:
    """The names of the added columns beside ``columns``: ``ADDED``, "link_id" and so on where the list has such a column."""
    taken = {fold(column) for column in columns}
    names = []
    for name in ADDED:
        free = (name, f"link_{name}", *(f"link_{name}_{number}" for number in range(2, len(columns) + 3)))
        names.append(next(one for one in free if one not in taken))
    return tuple(names)


def decided_cells(decided: Decided, lines: int, remark: str = "") -> Iterator[tuple[str, ...]]:
    """The added cells of one row: one line, for a review up to ``lines``, best first. ``remark`` is put behind the reason."""
    shown = decided.candidates[: lines if decided.decision == "review" else 1]
    if not shown:
        yield ("", "", decided.decision, _joined(decided.skipped or UNLIKE, remark), decided.runner_up)
    for number, one in enumerate(shown):
        id = one.id if decided.decision != "none" else ""
        runner_up = decided.runner_up if number == 0 else ""
        if decided.decision == "none":
            runner_up = f"{one.id} ({one.score:.2f})"
        yield (id, f"{one.score:.4f}", decided.decision, _joined(one.reason, remark if number == 0 else ""), runner_up)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


@contextmanager
def written(path: Path, sheet: str = "Liste") -> Iterator[Writer]:
    """A writer of the file ``path``, a workbook if it ends in .xlsx, which takes its place when all went well."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with _open(path, beside) as file, _format(path)(file, sheet) as write:
            yield write
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _format(path: Path) -> Callable[[IO[bytes], str], AbstractContextManager[Writer]]:
    return _workbook if path.suffix.lower() == ".xlsx" else _delimited


def _open(path: Path, beside: Path) -> IO[bytes]:
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        return beside.open("wb")
    except OSError as error:
        raise SourceError("unreadable", f"{path} cannot be written: {error.strerror}. Name another file with --out.") from error


@contextmanager
def _delimited(file: IO[bytes], _: str) -> Iterator[Writer]:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(text, lineterminator="\n")

    def write(cells: Sequence[str]) -> None:
        writer.writerow([harmless(cell) for cell in cells])

    yield write
    text.flush()


@contextmanager
def _workbook(file: IO[bytes], sheet: str) -> Iterator[Writer]:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    page = book.create_sheet(re.sub(r"[\\*?:/\[\]]", " ", sheet)[:31] or "Liste")
    count = 0

    def fit(text: str) -> Any:
        fitting = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST]
        if not looks_like_formula(fitting):
            return fitting
        cell = WriteOnlyCell(page, value=fitting)
        cell.data_type = "s"
        cell.quotePrefix = True  # the apostrophe, which a workbook keeps apart from the text
        return cell

    def write(cells: Sequence[str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ROWS:
            raise SourceError("oversized", f"A sheet holds {MOST_ROWS:,} rows and there are more. Write a .csv file with --out.")
        page.append([fit(cell) for cell in cells])

    yield write
    book.save(file)
