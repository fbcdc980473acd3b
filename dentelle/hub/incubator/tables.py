"""Tables of rooms and stays as people keep them: read into rows whose cells are typed, or refused with line and column.

Invariant: nothing here knows the database; what is wrong in a row is said in a sentence that can be translated.
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from re import fullmatch

from dentelle.errors import IncubatorError
from dentelle.folding import fold

__all__ = ["Row", "choice", "columns", "read_rows", "word"]

COLUMNS = Path(__file__).parent / "data" / "columns.toml"
YES = ("1", "yes", "y", "x", "oui", "o", "ja", "j", "true", "vrai", "wahr")
NO = ("", "0", "no", "n", "non", "nein", "nee", "false", "faux", "falsch")
MOST = 5_000  # rows of a table
WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how xlsx and ods, and xls, begin


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its ``line`` in the file from 1 on, its cells by the name of their column, and how the file calls each column."""

    line: int
    cells: dict[str, str]
    heads: dict[str, str] = field(default_factory=dict)

    def has(self, column: str) -> bool:
        """Whether the table has that column at all."""
        return column in self.cells

    def head(self, column: str) -> str:
        """The column as the file calls it."""
        return self.heads.get(column, column)

    def text(self, column: str, *, required: bool = False) -> str:
        """The cell of ``column``; "" where there is none. Raises IncubatorError where one is ``required``."""
        found = " ".join(self.cells.get(column, "").split())
        if required and not found:
            raise IncubatorError("Column %(column)s is empty.", column=self.head(column))
        return found

    def day(self, column: str, *, required: bool = False) -> date | None:
        """A day: 2026-11-22, or 22/11/2026, or 22.11.2026."""
        found = self.text(column, required=required)
        if not found:
            return None
        parts = fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", found)
        turned = fullmatch(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})", found)
        numbers = parts.groups() if parts else turned.groups()[::-1] if turned else ()
        try:
            return date(*map(int, numbers))
        except (TypeError, ValueError) as error:
            raise IncubatorError("Column %(column)s: “%(cell)s” is no day.", column=self.head(column), cell=found[:40]) from error

    def number(self, column: str, *, required: bool = False) -> Decimal | None:
        """A number that is not below zero: 1234.5, or 1 234,5, or 1.234,50 €."""
        found = self.text(column, required=required)
        plain = found.replace(" ", "").replace("\u202f", "").replace("\u00a0", "").rstrip("€")
        if "," in plain:
            plain = plain.replace(".", "").replace(",", ".")
        try:
            number = Decimal(plain) if plain else None
        except InvalidOperation as error:
            raise IncubatorError(
                "Column %(column)s: “%(cell)s” is no number.", column=self.head(column), cell=found[:40]
            ) from error
        if number is not None and not 0 <= number < 10_000_000:
            raise IncubatorError("Column %(column)s: “%(cell)s” is no number.", column=self.head(column), cell=found[:40])
        return number

    def whole(self, column: str, *, required: bool = False) -> int | None:
        """A whole number that is not below zero."""
        number = self.number(column, required=required)
        if number is not None and number != int(number):
            raise IncubatorError("Column %(column)s: “%(cell)s” is no number.", column=self.head(column), cell=str(number))
        return None if number is None else int(number)

    def flag(self, column: str) -> bool:
        """Yes or no, in four languages; empty is no."""
        found = fold(self.text(column))
        if found not in YES and found not in NO:
            raise IncubatorError(
                "Column %(column)s: “%(cell)s” is neither yes nor no.", column=self.head(column), cell=found[:40]
            )
        return found in YES


def choice(row: Row, column: str, choices: Iterable[str]) -> str:
    """Which of ``choices`` the cell of ``column`` means, as itself or in a word of four languages; "" where it is empty."""
    found = row.text(column)
    words = _words("choices")
    meant = next((one for one in choices if fold(found) in (one, *map(fold, words.get(one, {}).get("", ())))), "")
    if found and not meant:
        said = ", ".join(f"{one} ({', '.join(words[one][''][:3])})" if one in words else one for one in choices)
        raise IncubatorError(
            "Column %(column)s: “%(cell)s” is none of %(choices)s.", column=row.head(column), cell=found[:40], choices=said
        )
    return meant


def columns(names: Iterable[str], language: str) -> tuple[str, ...]:
    """What the columns ``names`` may be called in ``language``, the first of several."""
    known = _words("columns")
    return tuple(next(iter(known[name].get(language, ())), name) for name in names)


def word(choice: str, language: str) -> str:
    """What a cell says for ``choice``: a word of ``language``, as ``choice`` reads it back."""
    said = _words("choices")[choice][""]
    return {"fr": said[0], "de": said[1], "nl": said[2]}.get(language, choice)


def read_rows(data: bytes, needed: tuple[str, ...]) -> tuple[Row, ...]:
    """The rows of a CSV file (comma, semicolon or tab; UTF-8 or Windows-1252) whose header has the columns ``needed``.

    Raises IncubatorError when a column is missing or the table is empty or too long.
    """
    if data.startswith(WORKBOOK):
        raise IncubatorError("This is a workbook, no CSV file. In your program, save the sheet as CSV, and give that.")
    text = _decoded(data)
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    lines = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        told = next(lines, [])
        head = [_column(cell) for cell in told]
        missing = [name for name in needed if name not in head]
        if missing:
            raise IncubatorError("The table has no column %(columns)s.", columns=", ".join(missing))
        rows = tuple(_rows(lines, head, dict(zip(head, told, strict=True))))
    except csv.Error as error:
        raise IncubatorError("The table cannot be read: %(why)s.", why=str(error)) from error
    if not rows or len(rows) > MOST:
        raise IncubatorError("The table has %(number)s rows; between 1 and %(most)s can be taken.", number=len(rows), most=MOST)
    return rows


def _rows(lines: Iterator[list[str]], head: list[str], heads: dict[str, str]) -> Iterator[Row]:
    number = 1
    for cells in lines:
        number += 1
        if any(cell.strip() for cell in cells):
            yield Row(number, {name: cell for name, cell in zip(head, cells, strict=False) if name}, heads)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _column(cell: str) -> str:
    """The column that a header's ``cell`` means; "" for one that is none of ours."""
    wanted = fold(cell).replace("_", " ").strip()
    for name, others in _words("columns").items():
        if wanted in (name.replace("_", " "), *(fold(other) for said in others.values() for other in said)):
            return name
    return ""


@cache
def _words(table: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The names of the columns, or the words of the choices, by language ("": any)."""
    told = tomllib.loads(COLUMNS.read_text(encoding="utf-8"))[table]
    return {name: said if isinstance(said, dict) else {"": tuple(said)} for name, said in told.items()}
