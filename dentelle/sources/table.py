"""Tables: rows of cells become records with named columns and keys that survive reordering.

Invariants: a record's key depends on the row's content alone, never on its place; every filled row below the header
becomes a record or a ``Skipped`` with its number; a column without a name gets one ("column 3").
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import multimode

from dentelle.errors import SourceError
from dentelle.model import Limits, Record, Skipped, digest, fold
from dentelle.sources.cells import cell_text, european_dates, plain_number
from dentelle.sources.decoding import decode

SEPARATORS = (";", ",", "\t", "|")
PROBE_ROWS = 60  # rows looked at to find separator, width and header
NAME_LIMIT = 60  # characters of a cell looked at when the header is sought
CELL_LIMIT = 1_000_000  # characters of one cell
NUMERIC = re.compile(r"[-+]?[\d\s .,'’/%€$:-]*\d[\d\s .,'’/%€$:-]*")
YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
NO_HEADER = re.compile(r"https?://|\S+@\S+\.\w+")
NOTE = re.compile(
    r"(?:source|note|nb|n\.b\.|remarque|lecture|champ|légende|quelle|hinweis|bron|opmerking|total|totaal|gesamt|summe|©|\*)", re.I
)
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
class Row:
    """The cells of one line as text, "" where blank. ``number`` counts from 1 as a person sees it in the file."""

    number: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(1 for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Table:
    """Where records come from: ``name`` is the file in messages, ``sheet`` "" for a file that has none."""

    name: str
    source: str
    sheet: str = ""


def delimited_records(data: bytes, name: str, source: str, limits: Limits) -> tuple[list[Record], list[Skipped]]:
    """The records of a CSV or TSV file and the rows left out. Raises ``SourceError``."""
    text = decode(data, name)
    separator = _separator(text)
    rows = _delimited_rows(text, separator, name, limits)
    records, skipped = records_of(rows, Table(name, source))
    if not records:
        raise SourceError("empty", f"{name} has no row below its header. Check the file in the program that made it.")
    return records, skipped


def records_of(rows: Sequence[Row], table: Table) -> tuple[list[Record], list[Skipped]]:
    """The records of one sheet's ``rows`` and the rows left out; blank rows count as neither."""
    filled = [row for row in rows if row.filled]
    if not filled:
        return [], []
    head = header(filled)
    body = filled[head + 1 :] if head is not None else filled
    columns = _columns(filled[head].cells if head is not None else (), max((len(row.cells) for row in body), default=0))
    kept, skipped = _kept(body, columns, table)
    kept = european_dates(kept)
    keys = _keys([row.cells for row in kept], columns)
    records = [
        Record(
            source=table.source,
            key=key,
            row=row.number,
            fields=tuple((column, cell) for column, cell in zip(columns, row.cells, strict=False) if cell),
            sheet=table.sheet,
        )
        for row, key in zip(kept, keys, strict=True)
    ]
    return records, skipped


def header(rows: Sequence[Row]) -> int | None:
    """The index of the header among filled ``rows``: the first as wide as the table whose cells are words; None without one."""
    probe = rows[:PROBE_ROWS]
    width = max(multimode(row.filled for row in probe))
    for index, row in enumerate(probe):
        cells = [cell for cell in row.cells if cell]
        if len(cells) < max(1, 0.6 * width):
            continue  # a title or a note above the table
        words = all(
            YEAR.fullmatch(cell) or not (NUMERIC.fullmatch(cell[:NAME_LIMIT]) or NO_HEADER.search(cell)) for cell in cells
        )
        return index if words else None
    return None


def _columns(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """A distinct name for each column: as written, numbered where blank or repeated."""
    names: list[str] = []
    for position in range(max(width, len(cells))):
        written = " ".join(cells[position].split()) if position < len(cells) else ""
        name = written or f"column {position + 1}"
        names.append(name if name not in names else f"{name} ({position + 1})")
    return tuple(names)


def _kept(body: Iterable[Row], columns: tuple[str, ...], table: Table) -> tuple[list[Row], list[Skipped]]:
    kept: list[Row] = []
    skipped: list[Skipped] = []
    above = 0
    for row in body:
        reason = _left_out(row, columns, row.number - above > 1 and bool(kept))
        if reason:
            where = f"{table.name}, sheet {table.sheet}" if table.sheet else table.name
            skipped.append(
                Skipped(table.name, "unsupported", f"{where}, row {row.number}: {reason}; it was left out.", row.number)
            )
        else:
            kept.append(row)
            above = row.number
    return kept, skipped


def _left_out(row: Row, columns: tuple[str, ...], after_gap: bool) -> str:
    """Why a row is no record, "" when it is one."""
    if tuple(" ".join(cell.split()) for cell in row.cells) == columns[: len(row.cells)] and row.filled > 1:
        return "it repeats the header"
    if row.filled == 1 and len(columns) > 2:
        (cell,) = (cell for cell in row.cells if cell)
        if NOTE.match(cell) or after_gap:
            return f"it holds a note or a section title ({cell[:60]})"
    return ""


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


# ---- delimited text ------------------------------------------------------------------------------------------------


def _separator(text: str) -> str:
    """The separator that cuts the first rows most evenly into most cells."""
    sample = "\n".join(text[:100_000].splitlines()[:PROBE_ROWS])

    def evenness(separator: str) -> tuple[float, int]:
        widths = [len(cells) for cells in _cut(sample, separator) if any(cells)]
        if not widths or max(widths) == 1:
            return (0.0, 0)
        usual = max(multimode(widths))
        return (sum(width == usual for width in widths) / len(widths) if usual > 1 else 0.0, usual)

    return max(SEPARATORS, key=evenness)


def _cut(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(CELL_LIMIT)
    # newline translation is the csv module's own; splitlines would cut quoted cells at exotic line ends
    return csv.reader(text.splitlines(keepends=True), delimiter=separator)


def _delimited_rows(text: str, separator: str, name: str, limits: Limits) -> list[Row]:
    rows: list[Row] = []
    reader = csv.reader(_lines(text), delimiter=separator)
    csv.field_size_limit(CELL_LIMIT)
    try:
        for cells in reader:
            if len(rows) > limits.rows:
                raise SourceError(
                    "oversized", f"{name} has more than {limits.rows:,} rows. Split the file, or raise rows in territory.toml."
                )
            # A person counts lines; a quoted cell may span several, then the row is named by its last.
            rows.append(Row(reader.line_num, tuple(plain_number(cell_text(cell)) for cell in cells)))
    except csv.Error as error:
        raise SourceError(
            "unreadable", f"{name}, line {reader.line_num}: {error}. Close the quotation mark that was left open."
        ) from error
    return rows


def _lines(text: str) -> Iterator[str]:
    start = 0
    for match in re.finditer(r"\r\n|\n|\r", text):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]
