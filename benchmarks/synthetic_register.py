"""Makes a register of organisations that never existed, of any size, and a dirty list of some of them with the true answers.

    python benchmarks/synthetic_register.py FOLDER --rows 1000000 [--list 10000] [--seed 1] [--format csv|parquet]

FOLDER gets register.csv (or register.parquet), list.csv, truth.csv and kinds.csv (what was done to each list row), in the format
that ``linking_scores.py`` describes. The Parquet file has the columns of an imported register. The same rows, list and seed give
the same bytes. One row after another is made and written: beside the tables of names, eight bytes a row are held.

One list row in four is of an organisation that is not in the register, though its sisters may be; eight in a hundred come twice,
spoilt differently. A row whose address is lost and whose name stands several times in its town may be linked to any of these.
"""

import argparse
import csv
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from zlib import crc32

import duckdb
from synthetic_errors import spoilt
from synthetic_names import Maker, Row
from tqdm import tqdm

COLUMNS = ("id", "name", "other_names", "address", "postcode", "city", "insee", "activity", "legal_form")
ABSENT = 0.25  # share of the list's organisations that the register has not
TWICE = 0.08  # share of the list's organisations that come twice
SPARE = 1.25  # more absent ones are drawn: one whose name stands in its town all the same is left out

Key = tuple[str, str]


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--rows", type=int, default=100_000, help="rows of the register")
    options.add_argument("--list", type=int, default=10_000, help="rows of the list")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--format", choices=("csv", "parquet"), default="csv")
    chosen = options.parse_args(arguments)
    make(chosen.folder, chosen.rows, chosen.list, chosen.seed, chosen.format)
    return 0


def make(folder: Path, rows: int, listed: int, seed: int = 1, written: str = "csv") -> None:
    """Writes a task of ``rows`` register rows and about ``listed`` list rows into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    random = Random(f"list {seed}")
    organisations = round(listed / (1 + TWICE))
    absent = round(organisations * ABSENT)
    picked = random.sample(range(rows + round(absent * SPARE)), organisations - absent + round(absent * SPARE))
    gone, kept = set(picked[: round(absent * SPARE)]), set(picked[round(absent * SPARE) :])
    chosen: dict[int, Row] = {}
    hashes = array("I")
    with (folder / "register.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(COLUMNS)
        for position, row in enumerate(tqdm(_rows(seed, rows + len(gone)), total=rows + len(gone), unit=" rows", disable=None)):
            if position in gone or position in kept:
                chosen[position] = row
            if position not in gone:
                writer.writerow(row[: len(COLUMNS)])
                hashes.append(_hash(row))
    twins = _twins(folder / "register.csv", chosen, gone, hashes)
    usable = [position for position in picked if position in kept or not twins[_key(chosen[position])]]
    lonely = [position for position in usable if position in gone][:absent]
    wanted = [position for position in usable if position in kept] + lonely
    _write_list(folder, [(chosen[position], position in kept) for position in wanted], twins, random)
    if written == "parquet":
        to_parquet(folder)


def _rows(seed: int, count: int) -> Iterator[Row]:
    maker = Maker(seed)
    return (maker.row() for _ in range(count))


def _key(row: Row) -> Key:
    return row.core, row.city


def _hash(row: Row) -> int:
    return crc32(f"{row.core}\t{row.city}".encode())


def _twins(register: Path, chosen: dict[int, Row], gone: set[int], hashes: "array[int]") -> dict[Key, list[list[str]]]:
    """For each chosen key the register's rows of about that name in that town, as written."""
    sought = {_hash(row): _key(row) for row in chosen.values()}
    found: dict[Key, list[list[str]]] = defaultdict(list)
    at = {position for position, value in enumerate(hashes) if value in sought}
    with register.open(encoding="utf-8", newline="") as opened:
        reader = csv.reader(opened)
        next(reader)
        for position, cells in enumerate(reader):
            if position in at:
                key = sought[hashes[position]]
                if cells[COLUMNS.index("city")] == key[1]:
                    found[key].append(cells)
    return found


def _write_list(folder: Path, wanted: list[tuple[Row, bool]], twins: dict[Key, list[list[str]]], random: Random) -> None:
    entries = [(row, inside) for row, inside in wanted for _ in range(2 if random.random() < TWICE else 1)]
    random.shuffle(entries)
    heads = {
        "list.csv": ("row", "name", "address", "postcode", "city"),
        "truth.csv": ("row", "id"),
        "kinds.csv": ("row", "kinds"),
    }
    tables: dict[str, list[Sequence[object]]] = {name: [head] for name, head in heads.items()}
    for number, (row, inside) in enumerate(entries, start=1):
        entry = spoilt(row, random)
        right = {row.id} if inside else set()
        if inside and "address absent" in entry.errors:
            right |= {
                cells[0] for cells in twins[_key(row)] if entry.postcode in ("", cells[4]) or entry.postcode != row.postcode
            }
        tables["list.csv"].append((number, *entry[:4]))
        tables["truth.csv"].append((number, "|".join(sorted(right))))
        tables["kinds.csv"].append((number, "|".join((row.kind, *entry.errors))))
    for name, lines in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows(lines)


def to_parquet(folder: Path) -> None:
    """Replaces register.csv of ``folder`` by register.parquet, with the columns of an imported register."""
    source, target = folder / "register.csv", folder / "register.parquet"
    with duckdb.connect() as base:
        base.execute("SET preserve_insertion_order = true; SET memory_limit = '1GB'")
        base.read_csv(str(source), all_varchar=True, header=True, na_values=["\\N"]).create_view("register")
        base.execute(
            "COPY (SELECT row_number() OVER () - 1 AS number, "
            + ", ".join(f"coalesce({name}, '') AS {name}" for name in COLUMNS[:8])
            + ", CASE WHEN activity = '' THEN '' ELSE 'NAFRev2' END AS nomenclature, coalesce(legal_form, '') AS legal_form, "
            "CASE WHEN regexp_matches(id, '^[0-9]{14}$') THEN id[:9] ELSE '' END AS parent, "
            f"'' AS opened, '' AS closed, false AS masked FROM register) TO '{target}' (FORMAT parquet)"
        )
    source.unlink()


if __name__ == "__main__":
    sys.exit(main())
