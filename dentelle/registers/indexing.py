"""How a candidate index is written: one pass over the rows, then one sort.

Invariant: what is written depends on the rows alone, not on their order in the files but for equal places, where the order of
numbers stands. Memory: some 150 bytes a row beside the words themselves; the rows' text goes straight to disk.
"""

import gc
import json
import os
import shutil
from array import array
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from dentelle.registers.index import INDEX_VERSION, Progress, key_of
from dentelle.registers.vocabulary import write_vocabulary
from dentelle.registers.words import SMALL, area, doors, initials, plain, town

__all__ = ["write"]

_COLUMNS = "number, id, name, other_names, address, postcode, city, insee, activity, legal_form, closed"
_BATCH = 20_000  # rows fetched at once, and the step of progress
_ALONE = 100_000  # rows up to which one process prepares them
_PROCESSES = 2
_PARTS = 8  # postings are sorted in as many parts, to hold less in memory
Raw = tuple[int, str, str, str, str, str, str, str, str, str, str]


@dataclass(slots=True)
class _Batch:
    """What one batch of rows says: its lines, where each ends, its keys with the row of the batch that has each."""

    lines: bytes
    ends: "array[int]"
    numbers: "array[int]"
    places: list[tuple[str, str]]
    keys: "array[int]"
    owners: "array[int]"
    words: Counter[str]
    initials: Counter[str]


@lru_cache(maxsize=1_000_000)
def _word_key(word: str) -> int:
    return key_of(f"w:{word}")


def _prepared(rows: list[Raw]) -> _Batch:
    """The batch of ``rows``."""
    lines: list[bytes] = []
    batch = _Batch(b"", array("I"), array("I"), [], array("Q"), array("I"), Counter(), Counter())
    written = 0
    for owner, row in enumerate(rows):
        lines.append(_take(batch, owner, row))
        written += len(lines[-1])
        batch.ends.append(written)
    batch.lines = b"".join(lines)
    return batch


def _take(batch: _Batch, owner: int, row: Raw) -> bytes:
    """Note the keys and the place of ``row`` in ``batch``; its line as bytes."""
    number, *rest = row
    id, name, other_names, address, postcode, city, insee, activity, legal_form, closed = (
        [str(cell or "") for cell in rest] if None in rest else map(str, rest)
    )
    texts = (name, *other_names.split("|")) if other_names else (name,)
    names = tuple(dict.fromkeys([words for text in texts if (words := plain(text))]))
    door, street = doors(address)
    where = area(postcode, insee), town(city)
    said, made, keys = set[str](), set[str](), set[str]()
    for each in names:
        told = [word for word in each if word not in SMALL]
        said.update(told or each)
        keys.add(f"n:{''.join(told)}")
        if len(short := initials(each)) > 1:
            made.add(short)
    keys.update(f"i:{short}" for short in made)
    own = str(id)
    keys.add(f"x:{own}")
    if len(own) == 14 and own.isdigit():  # an establishment is found by its legal unit too
        keys.add(f"x:{own[:9]}")
    if street:
        keys.add(f"d:{door}/{street[-1]}")
    batch.keys.extend(map(_word_key, said))
    batch.keys.extend(map(key_of, keys))
    batch.owners.extend([owner] * (len(said) + len(keys)))
    batch.words.update(said)
    batch.initials.update(made)
    batch.places.append(where)
    batch.numbers.append(int(number))
    line = (own, "|".join(map(" ".join, names)), door, " ".join(street), where[0], postcode, where[1])
    cells = (*line, _spoken(city), insee, activity, _spoken(legal_form), closed)
    written = "\t".join(cells)
    if written.count("\t") >= len(cells) or "\n" in written:
        written = "\t".join([cell.replace("\t", " ").replace("\n", " ") for cell in cells])
    return written.encode()


@lru_cache(maxsize=100_000)
def _spoken(text: str) -> str:
    """The plain words of ``text``."""
    return " ".join(plain(text))


class _Gathering:
    """What the pass over the rows has seen."""

    def __init__(self) -> None:
        self.keys, self.owners = array("Q"), array("I")
        self.ends, self.numbers, self.places = array("Q"), array("I"), array("I")
        self.place_ids: dict[tuple[str, str], int] = {}
        self.initials: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.written = 0

    def take(self, batch: _Batch) -> None:
        """Add ``batch``, the next in order."""
        self.keys.extend(batch.keys)
        self.owners.frombytes((np.frombuffer(batch.owners, dtype=np.uint32) + np.uint32(len(self.numbers))).tobytes())
        self.ends.frombytes((np.frombuffer(batch.ends, dtype=np.uint32).astype(np.uint64) + np.uint64(self.written)).tobytes())
        self.numbers.extend(batch.numbers)
        self.places.extend(self.place_ids.setdefault(place, len(self.place_ids)) for place in batch.places)
        self.initials.update(batch.initials)
        self.words.update(batch.words)
        self.written += len(batch.lines)


def write(folder: Path, progress: Progress | None = None) -> None:
    """Write the index of the register ``folder``; see ``index.build``."""
    beside = folder / "index.new"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    seen = _Gathering()
    with (beside / "rows.txt").open("wb") as out, duckdb.connect() as connection:
        files = str(folder / "rows-*.parquet").replace("'", "''")
        rows = int(connection.execute(f"SELECT count(*) FROM read_parquet('{files}')").fetchall()[0][0])
        for batch in _batches(connection, files, rows):
            out.write(batch.lines)
            seen.take(batch)
            if progress is not None:
                progress(len(seen.numbers), rows)
    ranks = _write_ranks(beside, seen)
    write_vocabulary(beside, "words", seen.words, with_slips=True)
    write_vocabulary(beside, "initials", seen.initials)
    _write_postings(beside, seen, ranks)
    (beside / "index.json").write_text(json.dumps({"version": INDEX_VERSION, "rows": len(ranks)}), encoding="utf-8")
    shutil.rmtree(folder / "index", ignore_errors=True)
    beside.rename(folder / "index")


def _batches(connection: duckdb.DuckDBPyConnection, files: str, rows: int) -> Iterator[_Batch]:
    """The prepared batches of the Parquet ``files``, in order; two processes share the work of a large register."""
    asked = connection.execute(f"SELECT {_COLUMNS} FROM read_parquet('{files}')")
    raw = iter(lambda: asked.fetchmany(_BATCH), [])
    if rows < _ALONE or (os.cpu_count() or 1) < 2:
        yield from map(_prepared, raw)
        return
    with ProcessPoolExecutor(_PROCESSES, get_context("spawn"), gc.disable) as pool:
        waiting: deque[Future[_Batch]] = deque()
        for batch in raw:
            waiting.append(pool.submit(_prepared, batch))
            if len(waiting) > 2 * _PROCESSES:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _write_ranks(beside: Path, seen: _Gathering) -> npt.NDArray[np.uint32]:
    """Rank the rows by place and number; the rank of each row in the order it was seen."""
    order_of_places = {place: at for at, place in enumerate(sorted(seen.place_ids))}
    by_id = np.array([order_of_places[place] for place in seen.place_ids], dtype=np.uint32)
    places = by_id[np.frombuffer(seen.places, dtype=np.uint32)] if seen.places else np.zeros(0, np.uint32)
    numbers = np.frombuffer(seen.numbers, dtype=np.uint32) if seen.numbers else np.zeros(0, np.uint32)
    order = np.lexsort((numbers, places))
    ranks = np.empty(len(order), dtype=np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)
    ends = np.frombuffer(seen.ends, dtype=np.uint64) if seen.ends else np.zeros(0, np.uint64)
    starts = np.concatenate((np.zeros(1, np.uint64), ends[:-1])) if len(ends) else ends
    np.save(beside / "line_starts.npy", starts[order])
    np.save(beside / "line_ends.npy", ends[order])
    np.save(beside / "numbers.npy", numbers[order])
    counts = np.bincount(places, minlength=len(order_of_places)) if len(places) else np.zeros(0, np.int64)
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
    lines = (f"{place[0]}\t{place[1]}\t{bounds[at]}\t{bounds[at + 1]}\n" for place, at in order_of_places.items())
    (beside / "towns.tsv").write_text("".join(lines), encoding="utf-8")
    return ranks


def _write_postings(beside: Path, seen: _Gathering, ranks: npt.NDArray[np.uint32]) -> None:
    keys = np.frombuffer(seen.keys, dtype=np.uint64) if seen.keys else np.zeros(0, np.uint64)
    owners = np.frombuffer(seen.owners, dtype=np.uint32) if seen.owners else np.zeros(0, np.uint32)
    parts = (keys >> np.uint64(64 - _PARTS.bit_length() + 1)).astype(np.uint8)
    all_keys, all_counts, all_ranks = [], [], []
    for part in range(_PARTS):
        chosen = parts == part
        part_keys, part_ranks = keys[chosen], ranks[owners[chosen]]
        order = np.lexsort((part_ranks, part_keys))
        found, counts = np.unique(part_keys[order], return_counts=True)
        all_keys.append(found)
        all_counts.append(counts)
        all_ranks.append(part_ranks[order])
    starts = np.concatenate((np.zeros(1, np.uint64), np.cumsum(np.concatenate(all_counts), dtype=np.uint64)))
    np.save(beside / "keys.npy", np.concatenate(all_keys))
    np.save(beside / "starts.npy", starts)
    np.save(beside / "ranks.npy", np.concatenate(all_ranks))
