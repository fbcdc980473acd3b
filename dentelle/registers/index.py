"""The candidate index of a register: from words, initials, doors and places to the rows that may be meant.

Invariant: the index is a pure function of the rows. Rows are ranked by area and town, and every posting list is in the order of
ranks, so the rows of a town or an area that have a word are one slice of the word's list: no key of word and place is stored.
Everything is memory-mapped: opening costs milliseconds, and what is not asked for is not read.
"""

import json
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from dentelle.errors import RegisterError
from dentelle.registers.vocabulary import Vocabulary, mapped_array, mapped_text

__all__ = ["Index", "Row", "build", "key_of", "stands"]

INDEX_VERSION = 2

Ranks = npt.NDArray[np.uint32]
Progress = Callable[[int, int], None]


class Row(NamedTuple):
    """A register row as its index holds it: plain words, no capitals. ``names``: the name and the other names, as words.

    ``number`` is its position in the register's Parquet files; ``street`` the core words of its address after the house
    ``door``; ``town`` the words of its city; ``area`` and ``legal`` as ``words.area`` and plain words.
    """

    number: int
    id: str
    names: tuple[tuple[str, ...], ...]
    door: str
    street: tuple[str, ...]
    area: str
    postcode: str
    town: str
    city: tuple[str, ...]
    insee: str
    activity: str
    legal: tuple[str, ...]
    closed: str


def key_of(text: str) -> int:
    """The 64-bit key under which the rows of ``text`` are listed; ``text`` starts with the sort of key it is."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def build(folder: Path, progress: Progress | None = None) -> None:
    """Write ``folder``/index from the ``rows-*.parquet`` of the register ``folder``; ``progress`` is told rows done and in all.

    An index that stands is replaced only when the new one is whole.
    """
    from dentelle.registers.indexing import write

    write(folder, progress)


def stands(folder: Path) -> bool:
    """Whether the register ``folder`` has an index of this version."""
    return _described(folder).get("version") == INDEX_VERSION


def _described(folder: Path) -> dict[str, Any]:
    try:
        described: dict[str, Any] = json.loads((folder / "index" / "index.json").read_text(encoding="utf-8"))
        return described
    except (OSError, ValueError):
        return {}


class Index:
    """The index of the register ``folder``, opened for reading; many threads or processes may share it.

    Raises RegisterError where no index of this version stands.
    """

    def __init__(self, folder: Path) -> None:
        if not stands(folder):
            raise RegisterError(
                "%(folder)s: no candidate index of this version stands here; import the register again, with the same files",
                folder=folder,
            )
        self.folder = folder / "index"
        self.size: int = _described(folder)["rows"]
        self._keys = self._array("keys")
        self._starts = self._array("starts")
        self._ranks: Ranks = self._array("ranks")
        self._numbers = self._array("numbers")
        self._line_starts = self._array("line_starts")
        self._line_ends = self._array("line_ends")
        self.postings = lru_cache(maxsize=50_000)(self._postings)
        self._lines = mapped_text(self.folder / "rows.txt")

    def _array(self, name: str) -> npt.NDArray[Any]:
        return mapped_array(self.folder / f"{name}.npy")

    @cached_property
    def words(self) -> Vocabulary:
        """The words of all names, sorted."""
        return Vocabulary(self.folder, "words")

    @cached_property
    def initials(self) -> Vocabulary:
        """The initials of all names, sorted."""
        return Vocabulary(self.folder, "initials")

    @cached_property
    def _towns(self) -> tuple[dict[str, list[tuple[str, int, int]]], dict[str, tuple[int, int]]]:
        """The ranks of each town in each area, and of each area."""
        towns: dict[str, list[tuple[str, int, int]]] = {}
        areas: dict[str, tuple[int, int]] = {}
        for line in (self.folder / "towns.tsv").read_text(encoding="utf-8").splitlines():
            area, town, start, end = line.split("\t")
            low, high = int(start), int(end)
            towns.setdefault(town, []).append((area, low, high))
            areas[area] = (areas[area][0] if area in areas else low, high)  # the lines are in the order of ranks
        return towns, areas

    def town(self, town: str) -> list[tuple[str, int, int]]:
        """Area, first rank and rank after the last of each town called ``town`` (see ``words.town``)."""
        return self._towns[0].get(town, [])

    def area(self, area: str) -> tuple[int, int]:
        """The first rank of ``area`` and the rank after its last; (0, 0) when no row lies there."""
        return self._towns[1].get(area, (0, 0))

    def _postings(self, key: str) -> Ranks:
        """The ranks of the rows that have ``key``, ascending: "w:word", "i:initials", "n:glued name",
        "d:number/street word", "x:identifier"."""
        wanted = key_of(key)
        at = int(self._keys.searchsorted(np.uint64(wanted)))
        if at < len(self._keys) and self._keys.item(at) == wanted:
            return self._ranks[self._starts.item(at) : self._starts.item(at + 1)]
        return self._ranks[:0]

    def row(self, rank: int) -> Row:
        """The row of ``rank``."""
        line = self._lines[self._line_starts.item(rank) : self._line_ends.item(rank)].decode()
        id, names, door, street, area, postcode, town, city, insee, activity, legal, closed = line.split("\t")
        return Row(
            self._numbers.item(rank),
            id,
            tuple([tuple(name.split()) for name in names.split("|")]),
            door,
            tuple(street.split()),
            area,
            postcode,
            town,
            tuple(city.split()),
            insee,
            activity,
            tuple(legal.split()),
            closed,
        )

    def rows(self) -> Iterator[Row]:
        """Every row, by rank."""
        return (self.row(rank) for rank in range(self.size))
