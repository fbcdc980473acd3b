"""Tables: rows of cells become records with named columns and keys that survive reordering.

Invariants: a record's key depends on the row's content alone, never on its place; every filled row below the header
becomes a record or a ``Skipped`` with its number; a column without a name gets one ("column 3").
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dentelle.folding import digest, fold
from dentelle.model import Record, Skipped
from dentelle.sources.cells import european_dates
from dentelle.sources.header import find_header
from dentelle.sources.rows import SENTENCES, Row, first_words, no_record

# Column names under which a row's own identifier stands, the surest first.
IDENTIFIERS = (
    ("siret", "numero siret", "n siret", "code siret"),
    ("siren", "numero siren", "n siren"),
    ("uai", "code uai", "rne", "numero uai"),
    ("rna", "numero rna", "kbo", "kvk", "bce", "numero bce", "handelsregister", "vat", "tva"),
    ("id", "identifiant", "identifier", "uuid", "kennung", "identificatie", "key", "cle", "uid", "recordid"),
    ("code", "reference", "ref", "numero", "no", "n", "nummer", "nr", "number"),
)
MOSTLY = 0.9  # share of rows in which an identifying column must be filled, and of its values that must differ


@dataclass(frozen=True, slots=True)
class Table:
    """Where records come from: ``name`` is the file in messages, ``sheet`` "" for a file that has none."""

    name: str
    source: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """The filled rows of a table by what they are: ``above`` and ``header``, the records, and what is none, with its code."""

    above: tuple[Row, ...]
    header: tuple[Row, ...]
    columns: tuple[str, ...]
    kept: tuple[Row, ...]
    left: tuple[tuple[Row, str], ...]


def split(rows: Iterable[Row]) -> Split:
    """``rows`` of one sheet, parted; blank ones count as nothing."""
    filled = [row for row in rows if row.filled]
    header = find_header(filled)
    body = filled[header.below :]
    columns = header.names(max((len(row.cells) for row in body), default=0))
    kept: list[Row] = []
    left: list[tuple[Row, str]] = []
    last = 0
    for row in body:
        if code := no_record(row, columns, row.number - last > 1 and bool(kept)):
            left.append((row, code))
        else:
            kept.append(row)
            last = row.number
    return Split(tuple(filled[: header.first]), tuple(filled[header.first : header.below]), columns, tuple(kept), tuple(left))


def records_of(rows: Sequence[Row], table: Table) -> tuple[list[Record], list[Skipped]]:
    """The records of one sheet's ``rows`` and the rows left out; blank rows count as neither."""
    parted = split(rows)
    kept = european_dates(parted.kept)
    keys = _keys([row.cells for row in kept], parted.columns)
    records = [
        Record(
            source=table.source,
            key=key,
            row=row.number,
            fields=tuple((column, cell) for column, cell in zip(parted.columns, row.cells, strict=False) if cell),
            sheet=table.sheet,
        )
        for row, key in zip(kept, keys, strict=True)
    ]
    where = f"{table.name}, sheet {table.sheet}" if table.sheet else table.name
    return records, [_skipped(row, code, table.name, where) for row, code in parted.left]


def _skipped(row: Row, code: str, name: str, where: str) -> Skipped:
    reason = SENTENCES[code].format(first_words(row))
    return Skipped(name, "unsupported", f"{where}, row {row.number}: {reason}; it was left out.", row.number)


def _keys(rows: Sequence[tuple[str, ...]], columns: tuple[str, ...]) -> list[str]:
    """A key for each row: its identifier where one column holds one, else a digest of the row; doubles are told apart."""
    column = _identifying(rows, columns)
    contents = [digest(*(f"{c}={cell}" for c, cell in zip(columns, cells, strict=False) if cell)) for cells in rows]
    keys = [
        cells[column] if column is not None and column < len(cells) and cells[column] else content
        for cells, content in zip(rows, contents, strict=True)
    ]
    taken = Counter(keys)
    keys = [key if taken[key] == 1 or key == content else f"{key}~{content}" for key, content in zip(keys, contents, strict=True)]
    return _numbered(keys)


def _numbered(keys: Sequence[str]) -> list[str]:
    """``keys`` with "#2", "#3"… behind repetitions: rows that are equal in every cell, so their order does not matter."""
    seen: Counter[str] = Counter()
    numbered = []
    for key in keys:
        seen[key] += 1
        numbered.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return numbered


def _identifying(rows: Sequence[tuple[str, ...]], columns: tuple[str, ...]) -> int | None:
    names = [re.sub(r"[^a-z0-9]+", " ", fold(column)).strip() for column in columns]
    for group in IDENTIFIERS:
        for position, name in enumerate(names):
            if name not in group:
                continue
            values = [cells[position] for cells in rows if position < len(cells) and cells[position]]
            if len(values) >= MOSTLY * len(rows) and len(set(values)) >= MOSTLY * len(values):
                return position
    return None


def apart(records: Iterable[Record], taken: set[str]) -> list[Record]:
    """``records`` of one more sheet: keys in ``taken`` get the sheet's name in front; ``taken`` grows."""
    result = []
    for record in records:
        key = record.key if record.key not in taken else f"{record.sheet}:{record.key}"
        taken.add(key)
        result.append(replace(record, key=key))
    return result
