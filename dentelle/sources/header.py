"""The header of a table: which of its first rows name the columns, and how each column is called.

Invariant: every column has a name and no two have the same; a header of two rows gives "Upper / Lower", the upper name going
for the columns to its right up to the next one, as a cell merged over them does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import multimode

from dentelle.sources.rows import NAME_LIMIT, NUMERIC, Row

__all__ = ["PROBE_ROWS", "Header", "find_header"]

PROBE_ROWS = 60  # filled rows looked at
WIDE_ENOUGH = 0.6  # of the usual width: what is narrower is a title or a note
BODY = 20  # rows below a header that say what its columns hold
MOSTLY = 0.7  # share of the cells of a column
GROUP_LIMIT = 40  # characters of a name over several columns; a title is longer
LOWEST = 3  # names that a second row must add, so that a row with a few cells is not taken for one
YEAR = re.compile(r"(?:1[6-9]|20)\d\d(?:\s?[-–/]\s?(?:20)?\d\d)?")  # or a school year
NO_NAME = re.compile(r"https?://|\S+@\S+\.\w+")


@dataclass(frozen=True, slots=True)
class Header:
    """``first`` is the index of the first row of the header, ``below`` that of the first row under it; equal without one."""

    first: int
    below: int
    upper: tuple[str, ...] = ()
    lower: tuple[str, ...] = ()

    def names(self, width: int) -> tuple[str, ...]:
        """A distinct name for each of ``width`` columns or more: as written, numbered where blank or repeated."""
        width = max(width, len(self.upper), len(self.lower))
        named = _joined(_cells(self.upper, width), _cells(self.lower, width))
        taken: set[str] = set()
        names = []
        for position, written in enumerate(named, 1):
            name = written or f"column {position}"
            names.append(name if name not in taken else f"{name} ({position})")
            taken.add(names[-1])
        return tuple(names)


def find_header(rows: Sequence[Row]) -> Header:
    """The header among the filled ``rows`` of a table, of which the first ``PROBE_ROWS`` are looked at."""
    probe = rows[:PROBE_ROWS]
    at = _named(probe) if probe else None
    if at is None:
        return Header(0, 0)
    if at + 1 < len(probe) and _goes_on(probe[at], probe[at + 1], probe[at + 2 :]):
        return Header(at, at + 2, probe[at].cells, probe[at + 1].cells)
    if at and _groups(probe[at - 1], probe[at]):
        return Header(at - 1, at + 1, probe[at - 1].cells, probe[at].cells)
    return Header(at, at + 1, (), probe[at].cells)


def _named(probe: Sequence[Row]) -> int | None:
    """The index of the first row as wide as the table, if its cells are names."""
    usual = max(multimode(row.filled for row in probe))
    for index, row in enumerate(probe):
        if row.filled < max(1, WIDE_ENOUGH * usual):
            continue
        if _title(row, probe[index + 1 : index + 4]):
            continue
        return index if _names(row, probe[index + 1 : index + 1 + BODY]) else None
    return None


def _title(row: Row, body: Sequence[Row]) -> bool:
    """Whether ``row`` is a title above a table of which most rows hold one cell: words of their own above several names."""
    words = [cell for cell in row.cells if cell]
    return len(words) == 1 and " " in words[0] and any(below.filled > 1 and _names(below, ()) for below in body)


def _names(row: Row, body: Sequence[Row]) -> bool:
    """Whether the cells of ``row`` are names of columns: words, or figures among words that stand over figures."""
    cells = [(position, cell) for position, cell in enumerate(row.cells) if cell]
    if any(NO_NAME.search(cell) for _, cell in cells):
        return False
    figures = [cell for _, cell in cells if NUMERIC.fullmatch(cell[:NAME_LIMIT]) and not YEAR.fullmatch(cell)]
    if not figures:
        return True
    over_figures = any(not NUMERIC.fullmatch(cell[:NAME_LIMIT]) and _figures(position, body) for position, cell in cells)
    return over_figures and len(figures) * 2 <= len(cells)


def _figures(position: int, body: Sequence[Row]) -> bool:
    cells = [row.cells[position] for row in body if position < len(row.cells) and row.cells[position]]
    return len(cells) > 1 and sum(bool(NUMERIC.fullmatch(cell[:NAME_LIMIT])) for cell in cells) >= MOSTLY * len(cells)


def _goes_on(upper: Row, lower: Row, body: Sequence[Row]) -> bool:
    """Whether ``lower`` is the second row of a header: it names the columns under ``upper``'s blanks and no column that has a
    name of its own, though the rows below fill those.
    """
    width = max(len(upper.cells), len(lower.cells))
    above, below = _cells(upper.cells, width), _cells(lower.cells, width)
    added = [cell for cell in below if cell]
    if len(added) < LOWEST or len(added) == width or not _names(lower, ()) or max(map(len, added)) > GROUP_LIMIT:
        return False
    if not any(not a and b for a, b in zip(above, below, strict=True)):
        return False
    for position in range(width):
        alone = above[position] and (position + 1 == width or above[position + 1] or not below[position + 1])
        if below[position] and alone:
            return False  # it would name a column that has a name
        if not below[position] and not above[position] and _share(position, body) > 0:
            return False
    blanks = [position for position in range(width) if not below[position]]
    return bool(body) and all(_share(position, body) >= MOSTLY for position in blanks if above[position])


def _share(position: int, body: Sequence[Row]) -> float:
    """The share of the rows of ``body`` that fill the column at ``position``."""
    return sum(position < len(row.cells) and bool(row.cells[position]) for row in body) / max(1, len(body))


def _groups(upper: Row, lower: Row) -> bool:
    """Whether ``upper`` holds names over several columns each, right above the names of ``lower``."""
    cells = [cell for cell in upper.cells if cell]
    if len(cells) < 2 or len(cells) >= lower.filled or lower.number - upper.number != 1:
        return False
    apart = any(not cell for cell in upper.cells[: len(lower.cells)]) or len(upper.cells) < len(lower.cells)
    return apart and max(map(len, cells)) <= GROUP_LIMIT and _names(upper, ()) and not any(map(YEAR.search, cells))


def _cells(cells: Sequence[str], width: int) -> list[str]:
    squeezed = [" ".join(cell.split()) for cell in cells]
    return squeezed + [""] * (width - len(squeezed))


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    joined, over = [], ""
    for above, below in zip(upper, lower, strict=True):
        over = above or (over if below else "")
        joined.append(f"{over} / {below}" if over and below and over != below else below or above)
    return joined
