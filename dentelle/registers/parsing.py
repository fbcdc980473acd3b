"""From a delivered file to Parquet parts with the columns that an import wants, chunk by chunk.

Invariant: the parts of a file together hold each of its rows once, except those written into skipped files; a chunk whose part is
noted in the staging folder is not parsed again. Parts have the columns of ``select`` and ``source`` (the number of the file from
0) and ``row`` (as a spreadsheet shows it).
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import duckdb

from dentelle.registers.delivery import Chunk, Header, careful_rows, chunks, header, opened
from dentelle.registers.staging import Progress, Staging, literal, quoted

ROW = "dentelle_row"  # the row number among the columns of a file
PARQUET_ROWS = 400_000  # rows of a Parquet file in one chunk
KEPT = "FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 40960"  # read once, then thrown away
SKIPPED = ("file", "row", "id", "reason")
NO_ID = "it has no id"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an import wants of each row of a file, in SQL: its columns, one of them ``id``, and ``only`` which rows."""

    columns: str
    only: str = "true"


# From the columns of a file to what is wanted of its rows; raises RegisterError when columns are missing.
Select = Callable[[tuple[str, ...]], Wanted]


def parse(staging: Staging, path: Path, kind: str, source: int, select: Select, progress: Progress | None) -> None:
    """Writes the parts ``KIND-SOURCE-*.parquet``, and what is left out into ``skipped-KIND-SOURCE-*.csv``.

    Raises RegisterError for a file that cannot be read and for missing columns.
    """
    done = f"{kind}-{source:03}"
    if staging.noted(done):
        return
    work = staging.folder / f"{done}.work"
    work.mkdir(exist_ok=True)
    with opened(path, work) as table:
        parsed = _parquet(staging, table, done, select) if isinstance(table, Path) else _text(staging, table, path, done, select)
        for share in parsed:
            if progress:
                progress(f"reading {path.name}", int(100 * share), 100)
    staging.note(done)


def columns_of(staging: Staging, path: Path) -> tuple[str, ...]:
    """The columns of a file. Raises RegisterError when it cannot be read."""
    work = staging.folder / "peek.work"
    work.mkdir(exist_ok=True)
    with opened(path, work) as table:
        if isinstance(table, Path):
            described = staging.database.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(table))})").fetchall()
            return tuple(row[0] for row in described)
        return distinct(header(table, path).columns)


def text(column: str) -> str:
    """The SQL of a file's column as one line of text, "" where it is null."""
    return rf"coalesce(trim(regexp_replace(CAST({quoted(column)} AS VARCHAR), '\s+', ' ', 'g')), '')"


def write_skipped(path: Path, rows: Sequence[Sequence[object]]) -> None:
    """Writes rows that were left out (the columns of ``SKIPPED``); no file when there are none."""
    if rows:
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)


def _parquet(staging: Staging, path: Path, done: str, select: Select) -> Iterator[float]:
    file = literal(str(path))
    described = staging.database.execute(f"DESCRIBE SELECT * FROM read_parquet({file})").fetchall()
    wanted = select(tuple(row[0] for row in described))
    counted = staging.database.execute(f"SELECT count(*) FROM read_parquet({file})").fetchone()
    rows = counted[0] if counted else 0
    for number, first in enumerate(range(0, rows, PARQUET_ROWS)):
        part = f"{done}-{number:05}"
        if not staging.noted(part):
            within = f"file_row_number >= {first} AND file_row_number < {first + PARQUET_ROWS}"
            relation = (
                f"(SELECT file_row_number + 2 AS {ROW}, * FROM read_parquet({file}, file_row_number = true) WHERE {within})"
            )
            staging.note(part, **_write(staging, part, wanted, relation, path.name, []))
        yield min(1.0, (first + PARQUET_ROWS) / rows)


def _text(staging: Staging, stream: IO[bytes], path: Path, done: str, select: Select) -> Iterator[float]:
    head = header(stream, path)
    columns = distinct(head.columns)
    wanted = select(columns)
    number, end, row = 0, head.length, 2
    while (noted := staging.noted(f"{done}-{number:05}")) is not None:
        number, end, row = number + 1, noted["end"], noted["next"]
    for chunk in chunks(stream, path, end):
        part = f"{done}-{number:05}"
        relation, following, skipped = _chunk(staging, chunk, Header(columns, head.separator, 0), row, path.name)
        facts = _write(staging, part, wanted, relation, path.name, skipped)
        staging.note(part, end=chunk.end, next=following, **facts)
        number, row = number + 1, following
        yield chunk.share


def distinct(columns: Sequence[str]) -> tuple[str, ...]:
    """``columns`` with a name for each: numbered where blank or repeated, whatever the case."""
    names: list[str] = []
    taken = {ROW}
    for position, column in enumerate(columns, start=1):
        name = column or f"column {position}"
        name = name if name.casefold() not in taken else f"{name} ({position})"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _chunk(staging: Staging, chunk: Chunk, head: Header, row: int, file: str) -> tuple[str, int, list[list[object]]]:
    """The rows of ``chunk``, whose first is ``row``, as an SQL relation; the row that follows it; what was left out.

    DuckDB reads what is well made. What it refuses, and blank lines, which it does not count, are read with more patience.
    """
    copy = staging.folder / "chunk.csv"
    copy.write_bytes(chunk.data)
    try:
        if b"\n\n" in chunk.data or b"\n\r\n" in chunk.data:
            raise duckdb.InvalidInputException
        relation = _table(staging, f"SELECT {row} - 1 + row_number() OVER () AS {ROW}, * FROM {_read(copy, head)}")
        counted = staging.database.execute(f"SELECT count(*) FROM {relation}").fetchone()
        return relation, row + (counted[0] if counted else 0), []
    except duckdb.Error:
        following, skipped = _mend(chunk.data, head, row, copy, file)
        mended = Header((ROW, *head.columns), ",", 0)
        return (
            _table(staging, f"SELECT * REPLACE (CAST({ROW} AS BIGINT) AS {ROW}) FROM {_read(copy, mended)}"),
            following,
            skipped,
        )


def _table(staging: Staging, query: str) -> str:
    staging.database.execute(f"CREATE OR REPLACE TEMP TABLE chunk AS {query}")
    return "chunk"


def _read(path: Path, head: Header) -> str:
    columns = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in head.columns)
    return (
        f"read_csv({literal(str(path))}, columns = {{{columns}}}, delim = {literal(head.separator)}, header = false, "
        "auto_detect = false, quote = '\"', escape = '\"', max_line_size = 32000000)"
    )


def _mend(data: bytes, head: Header, row: int, copy: Path, file: str) -> tuple[int, list[list[object]]]:
    """Writes the rows that fit the header into ``copy``, each with its number; returns the row that follows and the others."""
    width = len(head.columns)
    skipped: list[list[object]] = []
    with copy.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for cells in careful_rows(data, head.separator):
            if len(cells) > width and any(cells[width:]):
                skipped.append([file, row, "", f"it has {len(cells)} cells where the header has {width}"])
            elif any(cells):
                writer.writerow([row, *cells[:width], *[""] * (width - len(cells))])
            row += 1
    return row, skipped


def _write(staging: Staging, part: str, wanted: Wanted, relation: str, file: str, skipped: list[list[object]]) -> dict[str, Any]:
    source = int(part.split("-")[1])
    staging.database.execute(
        f"CREATE OR REPLACE TEMP TABLE wanted AS SELECT {wanted.columns}, {source} AS source, {ROW} AS row FROM {relation} "
        f"WHERE {wanted.only}"
    )
    without = staging.database.execute("SELECT row FROM wanted WHERE id = '' ORDER BY row").fetchall()
    skipped = sorted([*skipped, *([file, row, "", NO_ID] for (row,) in without)], key=lambda left: int(str(left[1])))
    write_skipped(staging.folder / f"skipped-{part}.csv", skipped)
    rows = staging.write("SELECT * FROM wanted WHERE id <> ''", f"{part}.parquet", KEPT)
    return {"rows": rows, "skipped": len(skipped)}
