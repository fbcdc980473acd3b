"""How a candidate index is written: one pass over the rows, then one sort.

Invariant: what is written depends on the rows alone, not on their order in the files but for equal places, where the order of
numbers stands. Memory: some 150 bytes a row beside the words themselves; the rows' text goes straight to disk.
"""

import json
import shutil
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from dentelle.registers.index import INDEX_VERSION, Progress, key_of
from dentelle.registers.vocabulary import write_vocabulary
from dentelle.registers.words import SMALL, area, doors, initials, plain, town

__all__ = ["keys_of_names", "write"]

_COLUMNS = "number, id, name, other_names, address, postcode, city, insee, activity, legal_form, closed"
_BATCH = 20_000  # rows fetched at once, and the step of progress
_PARTS = 8  # postings are sorted in as many parts, to hold less in memory
Raw = tuple[int, str, str, str, str, str, str, str, str, str, str]


def keys_of_names(words: tuple[str, ...]) -> set[str]:
    """The keys under which a name of ``words`` is listed."""
    told = {word for word in words if word not in SMALL}
    keys = {f"w:{word}" for word in told or words}
    keys.add(f"n:{''.join(word for word in words if word not in SMALL)}")
    if len(made := initials(words)) > 1:
        keys.add(f"i:{made}")
    return keys


def _rows(folder: Path) -> Iterator[list[Raw]]:
    with duckdb.connect() as connection:
        files = str(folder / "rows-*.parquet").replace("'", "''")
        asked = connection.execute(f"SELECT {_COLUMNS} FROM read_parquet('{files}')")
        while batch := asked.fetchmany(_BATCH):
            yield batch


class _Gathering:
    """What the pass over the rows has seen."""

    def __init__(self) -> None:
        self.keys, self.owners = array("Q"), array("I")
        self.ends, self.numbers, self.places = array("Q"), array("I"), array("I")
        self.place_ids: dict[tuple[str, str], int] = {}
        self.hashes: dict[str, int] = {}
        self.initials: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.written = 0

    def take(self, row: Raw) -> bytes:
        """Note the keys and the place of ``row``; its line as bytes."""
        number, id, name, other_names, address, postcode, city, insee, activity, legal_form, closed = (
            cell if cell is not None else "" for cell in row
        )
        names = tuple(dict.fromkeys(words for text in (name, *str(other_names).split("|")) if (words := plain(text))))
        door, street = doors(address)
        where = area(postcode, insee), town(city)
        keys = {key for words in names for key in keys_of_names(words)}
        if street:
            keys.add(f"d:{door}/{street[-1]}")
        owner = len(self.numbers)
        for key in keys:
            self.keys.append(self._hash(key))
            self.owners.append(owner)
        self.initials.update([key[2:] for key in keys if key[0] == "i"])
        self.words.update([key[2:] for key in keys if key[0] == "w"])
        self.places.append(self.place_ids.setdefault(where, len(self.place_ids)))
        self.numbers.append(int(number))
        line = (id, "|".join(" ".join(words) for words in names), door, " ".join(street), where[0], postcode, where[1])
        rest = (" ".join(plain(city)), insee, activity, " ".join(plain(legal_form)), closed)
        encoded = "\t".join(str(cell).replace("\t", " ").replace("\n", " ") for cell in line + rest).encode()
        self.written += len(encoded)
        self.ends.append(self.written)
        return encoded

    def _hash(self, key: str) -> int:
        if key[0] != "w":  # nearly each is another: not worth keeping
            return key_of(key)
        found = self.hashes.get(key)
        if found is None:
            found = self.hashes[key] = key_of(key)
        return found


def write(folder: Path, progress: Progress | None = None) -> None:
    """Write the index of the register ``folder``; see ``index.build``."""
    beside = folder / "index.new"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    seen = _Gathering()
    with (beside / "rows.txt").open("wb") as out:
        for batch in _rows(folder):
            out.write(b"".join(map(seen.take, batch)))
            if progress is not None:
                progress(len(seen.numbers), len(seen.numbers))
    ranks = _write_ranks(beside, seen)
    write_vocabulary(beside, "words", seen.words, with_slips=True)
    write_vocabulary(beside, "initials", seen.initials)
    _write_postings(beside, seen, ranks)
    (beside / "index.json").write_text(json.dumps({"version": INDEX_VERSION, "rows": len(ranks)}), encoding="utf-8")
    shutil.rmtree(folder / "index", ignore_errors=True)
    beside.rename(folder / "index")


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
