"""The sorted words of an index: which begin with some letters, and which are a slip away from a word.

Invariant: ``words.txt`` and its like hold each word once, in the order of its bytes; ``slips`` lists, by a hash, each word under
itself and under itself without one letter, so that two words that differ by one slip meet under at least one hash.
"""

import mmap
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

__all__ = ["Vocabulary", "mapped_array", "mapped_text", "slips", "write_vocabulary"]

_LEAST_LETTERS = 5  # a slip in a shorter word makes another word too easily


def slips(word: str) -> set[int]:
    """The hashes under which ``word`` is listed for slips; none for a short word or a number."""
    if len(word) < _LEAST_LETTERS or word.isdigit():
        return set()
    return {crc32(word.encode()), *(crc32((word[:at] + word[at + 1 :]).encode()) for at in range(min(len(word), 16)))}


class Vocabulary:
    """The vocabulary ``name`` in the index ``folder``."""

    def __init__(self, folder: Path, name: str) -> None:
        self._ends = mapped_array(folder / f"{name}_ends.npy")
        self._rows_before = mapped_array(folder / f"{name}_rows.npy")
        self._text = mapped_text(folder / f"{name}.txt")
        has_slips = (folder / f"{name}_slips.npy").exists()
        self._slips = mapped_array(folder / f"{name}_slips.npy") if has_slips else None
        self.beginning = lru_cache(maxsize=20_000)(self._beginning)
        self.rows_beginning = lru_cache(maxsize=20_000)(self._rows_beginning)
        self._slip_words = mapped_array(folder / f"{name}_slip_words.npy") if has_slips else None

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, at: int) -> bytes:
        return self._text[self._ends.item(at - 1) if at else 0 : self._ends.item(at)]

    def _span(self, letters: str, most: int | None = None) -> tuple[int, int]:
        """Where the words that begin with ``letters`` start and end, or the first ``most`` of them."""
        wanted = letters.encode()
        low = bisect_left(self, wanted)
        if low == len(self) or not self[low].startswith(wanted):
            return low, low
        return low, bisect_left(self, wanted + b"\xff", lo=low, hi=len(self) if most is None else min(low + most, len(self)))

    def _beginning(self, letters: str, most: int) -> tuple[str, ...]:
        """Up to ``most`` words that begin with ``letters``, in order."""
        return tuple([self[at].decode() for at in range(*self._span(letters, most))])

    def _rows_beginning(self, letters: str) -> int:
        """In how many rows stands a word that begins with ``letters``, counted once for each such word of a row."""
        low, high = self._span(letters)
        return int(self._rows_before[high]) - int(self._rows_before[low])

    def near(self, word: str) -> set[str]:
        """The words that may be ``word`` with one slip: a letter more, less, other or swapped; a caller measures them."""
        if self._slips is None or self._slip_words is None:
            return set()
        hashes = np.array(sorted(slips(word)), dtype=np.uint32)
        lows, highs = self._slips.searchsorted(hashes), self._slips.searchsorted(hashes, side="right")
        return {self[int(at)].decode() for low, high in zip(lows, highs, strict=True) for at in self._slip_words[low:high]}


def mapped_array(path: Path) -> npt.NDArray[Any]:
    """The array in ``path``, read from disk as it is asked for."""
    found: npt.NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return found


def mapped_text(path: Path) -> mmap.mmap | bytes:
    """The bytes of ``path``, read from disk as they are asked for."""
    if not path.stat().st_size:
        return b""
    with path.open("rb") as opened:
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)


def write_vocabulary(folder: Path, name: str, words: Mapping[str, int], with_slips: bool = False) -> None:
    """Write the vocabulary ``name`` of ``words``, each with the rows it stands in, into the index ``folder``."""
    encoded = sorted(word.encode() for word in words)
    rows = np.cumsum([0, *(words[word.decode()] for word in encoded)], dtype=np.uint64)
    np.save(folder / f"{name}_rows.npy", rows)
    (folder / f"{name}.txt").write_bytes(b"".join(encoded))
    np.save(folder / f"{name}_ends.npy", np.cumsum([len(word) for word in encoded], dtype=np.uint64))
    if not with_slips:
        return
    hashes: list[int] = []
    owners: list[int] = []
    for at, word in enumerate(encoded):
        made = slips(word.decode())
        hashes += made
        owners += [at] * len(made)
    order = np.argsort(np.array(hashes, dtype=np.uint32), kind="stable")
    np.save(folder / f"{name}_slips.npy", np.array(hashes, dtype=np.uint32)[order])
    np.save(folder / f"{name}_slip_words.npy", np.array(owners, dtype=np.uint32)[order])
