"""Tables that a plain text writes in columns: a line of labels, and lines below it whose cells stand under them.

Invariants: cells are spans of the prepared text in the order of their line; a row belongs to one table only. What the columns
say of the rows' names is told in ``claims_columns``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dentelle.reading.scene import Line

__all__ = ["Column", "Row", "Table", "tables"]

GAP = re.compile(r"\t|\s\|\s| {2,}")
DIGIT = re.compile(r"\d{3,}")
LABEL_LENGTH = 32  # characters of a label
FEWEST = 2  # columns of a table
SLACK = 3  # characters by which a cell may begin before its label


@dataclass(frozen=True, slots=True)
class Column:
    """One label of a table and how far from the beginning of its line it stands."""

    label: str
    at: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line with the spans of its cells by the number of their column; the first column holds what the row is about."""

    line: "Line"
    cells: dict[int, tuple[int, int]]


@dataclass(slots=True)
class Table:
    """The labels and the rows below them."""

    columns: list[Column]
    rows: list[Row] = field(default_factory=list)


def tables(text: str, lines: Sequence["Line"]) -> Iterator[Table]:
    """Every table that has labels and at least one row."""
    number = 0
    while number < len(lines):
        columns = _columns(text, lines[number])
        number += 1
        if not columns:
            continue
        table = Table(columns)
        while number < len(lines) and (row := _row(text, lines[number], columns)) is not None:
            table.rows.append(row)
            number += 1
        if table.rows:
            yield table


def _cells(text: str, line: "Line") -> list[tuple[int, int]]:
    """The cells of ``line``: what wide gaps, tabulators and upright strokes part."""
    start, end = line.sentence.start, line.sentence.end
    if GAP.search(text, start, end) is None:
        return []
    found: list[tuple[int, int]] = []
    position = start
    for match in [*GAP.finditer(text, start, end), None]:
        stop = match.start() if match else end
        if text[position:stop].strip():
            found.append((position + len(text[position:stop]) - len(text[position:stop].lstrip()), stop))
        position = match.end() if match else end
    return found


def _columns(text: str, line: "Line") -> list[Column]:
    """The labels of ``line``, if it may be the head of a table: short words without numbers or names in them."""
    cells = _cells(text, line)
    if len(cells) < FEWEST:
        return []
    labels = [text[first:last].strip(" .:") for first, last in cells]
    if any(not label or len(label) > LABEL_LENGTH or DIGIT.search(label) for label in labels):
        return []
    return [Column(label, first - line.sentence.start) for label, (first, _) in zip(labels, cells, strict=True)]


def _row(text: str, line: "Line", columns: list[Column]) -> Row | None:
    """``line`` as a row below ``columns``; None where it is none."""
    cells = _cells(text, line)
    if len(cells) < FEWEST or len(cells) > len(columns):
        return None
    if len(cells) == len(columns):
        return Row(line, dict(enumerate(cells)))
    placed: dict[int, tuple[int, int]] = {}
    for first, last in cells:
        offset = first - line.sentence.start + SLACK
        number = max((i for i, column in enumerate(columns) if column.at <= offset), default=0)
        placed.setdefault(number, (first, last))
    return Row(line, placed)
