"""Rows of a table, and which of them are none: repeated headers, notes, section titles, totals.

Invariant: whether a row is left out depends on the row, the names of its columns and whether a blank row stands above it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["NUMERIC", "Row", "left_out", "no_record"]

NAME_LIMIT = 60  # characters of a cell that are looked at
NUMERIC = re.compile(r"[-+]?[\d\s .,'’/%€$:-]*\d[\d\s .,'’/%€$:-]*")
NOTE = re.compile(
    r"(?:source|note|nb|n\.b\.|remarque|lecture|champ|légende|quelle|hinweis|bron|opmerking|total|totaal|gesamt|summe|©|\*)", re.I
)
TOTAL = re.compile(
    r"(?:sous[- ]?|grand[- ]?|sub[- ]?|zwischen|end)?(?:total|totaux|totaal|somme|summe|gesamt|gesamtsumme|sum|insgesamt)"
    r"(?:[ :]*(?:général|generaal|general|partiel|h\.?t\.?|t\.?t\.?c\.?|\(?\d[\d\s]*\)?))?[ :.]*",
    re.I,
)
SENTENCES = {
    "repeated": "it repeats the header",
    "note": "it holds a note or a section title ({})",
    "total": "it holds a total ({})",
}
LONGEST_COUNT = 8  # digits; longer numbers are identifiers, and no total has one


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line as text, "" where blank. ``number`` counts from 1 as a person sees it in the file."""

    number: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(1 for cell in self.cells if cell)


def left_out(row: Row, columns: Sequence[str], after_gap: bool) -> str:
    """Why a filled ``row`` is no record, "" when it is one. ``after_gap``: a blank row stands between it and the last record."""
    code = no_record(row, columns, after_gap)
    return SENTENCES[code].format(first_words(row)) if code else ""


def no_record(row: Row, columns: Sequence[str], after_gap: bool) -> str:
    """What a filled ``row`` is that is no record: repeated, note or total; "" when it is one."""
    words = [cell for cell in row.cells if cell]
    if len(words) > 1 and _repeats(row.cells, columns):
        return "repeated"
    if len(words) == 1 and len(columns) > 2 and (NOTE.match(words[0]) or after_gap):
        return "note"
    if len(words) > 1 and TOTAL.fullmatch(words[0]) and all(map(_count, words[1:])):
        return "total"
    return ""


def first_words(row: Row) -> str:
    """The beginning of the first filled cell."""
    return next(cell for cell in row.cells if cell)[:NAME_LIMIT]


def _repeats(cells: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether ``cells`` are the names ``columns``; of a header of two rows the lower one is enough."""
    said = [" ".join(cell.split()) for cell in cells]
    return all(
        cell in (name, name.rpartition(" / ")[2]) or (not cell and name == f"column {at}")
        for at, (cell, name) in enumerate(zip(said, columns, strict=False), 1)
    )


def _count(cell: str) -> bool:
    return bool(NUMERIC.fullmatch(cell[:NAME_LIMIT])) and sum(sign.isdigit() for sign in cell.split(",")[0]) <= LONGEST_COUNT
