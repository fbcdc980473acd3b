"""Small registers of invented names for the tests of list linking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dentelle.registers import index

COLUMNS = (
    "id",
    "name",
    "other_names",
    "address",
    "postcode",
    "city",
    "insee",
    "activity",
    "nomenclature",
    "legal_form",
    "parent",
    "opened",
    "closed",
)


@dataclass(frozen=True)
class SmallRegister:
    folder: Path


def small_register(folder: Path, rows: Iterable[Mapping[str, str]]) -> SmallRegister:
    """A register of ``rows`` with its index in ``folder``; columns left out are empty, ids count from r1."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE rows (number INTEGER, {', '.join(f'{c} VARCHAR' for c in COLUMNS)}, masked BOOLEAN)")
        for number, row in enumerate(rows):
            cells = {"id": f"r{number + 1}", **row}
            values = [number, *(cells.get(column, "") for column in COLUMNS), False]
            connection.execute(f"INSERT INTO rows VALUES ({', '.join('?' * len(values))})", values)
        connection.execute(f"COPY (SELECT * FROM rows ORDER BY number) TO '{folder}/rows-0.parquet' (FORMAT parquet)")
    index.build(folder)
    return SmallRegister(folder)
