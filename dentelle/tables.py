"""Tab-separated data files: a header of column names, one row a line, lines that start with # are comments.

Whoever reads a data file knows the line of every row, so that a mistake in it is reported with file and line.
"""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dentelle.errors import VocabularyError


def fault(path: Path, line: int, detail: str) -> VocabularyError:
    """The error that says that ``line`` (from 1) of the data file ``path`` is wrong."""
    return VocabularyError("%(path)s:%(line)s: %(detail)s", path=path, line=line, detail=detail)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table ``path``: its ``line`` from 1 and its cells by column name, stripped."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def required(self, column: str) -> str:
        """The cell of ``column``; raises VocabularyError when it is blank."""
        if not self.cells[column]:
            raise self.fault(f"column {column!r} is empty; it needs a value")
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell whose values are separated by commas."""
        return tuple(part.strip() for part in self.cells[column].split(",") if part.strip())

    def fault(self, detail: str) -> VocabularyError:
        """The error that names this row's file and line."""
        return fault(self.path, self.line, detail)


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of the UTF-8 table ``path`` (``.gz``: compressed), whose header must be exactly ``columns``.

    Raises VocabularyError, naming file and line, for a missing file, another header, or a row with too few or too many cells.
    """
    header: list[str] | None = None
    for number, line in _lines(path):
        if line.startswith("#") or not line.strip():
            continue
        cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
        if header is None:
            header = cells
            if header != list(columns):
                raise fault(path, number, f"the header is {', '.join(header)}; it must be {', '.join(columns)}")
            continue
        if len(cells) != len(header):
            raise fault(path, number, f"{len(cells)} cells where the header has {len(header)} columns")
        yield Row(path, number, dict(zip(header, cells, strict=True)))
    if header is None:
        raise fault(path, 1, "the table is empty; its first line must name the columns")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as opened:
            yield from enumerate(opened, start=1)
    except (OSError, EOFError, UnicodeDecodeError) as problem:
        raise fault(path, 1, f"the file cannot be read ({problem})") from problem
