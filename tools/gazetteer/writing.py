"""Writes the packaged tables so that the same input gives the same bytes."""

import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "dentelle" / "gazetteer" / "data"


def write_table(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write ``rows`` below a header to ``data/name``, compressed when it ends in .gz; refuses tabs and newlines in a cell."""
    lines = ["\t".join(columns)]
    for row in rows:
        if len(row) != len(columns) or any("\t" in cell or "\n" in cell for cell in row):
            raise ValueError(f"not a row of {name}: {row!r}")
        lines.append("\t".join(row))
    content = ("\n".join(lines) + "\n").encode()
    path = DATA / name
    if name.endswith(".gz"):
        content = gzip.compress(content, compresslevel=9, mtime=0)
    path.write_bytes(content)
    print(f"{name}: {len(lines) - 1} rows, {len(content):,} bytes")
