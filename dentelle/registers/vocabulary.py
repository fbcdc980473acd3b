"""The sorted words of an index: which begin with some letters, and which are a slip away from a word.

Invariant: ``words.txt`` and its like hold each word once, in the order of its bytes; ``slips`` lists, by a hash, each word under
itself and under itself without one letter, so that two words that differ by one slip meet under at least one hash.
"""

from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

import numpy as np

__all__ = ["Vocabulary", "slips", "write_vocabulary"]

_LEAST_LETTERS = 5  # a slip in a shorter word makes another word too easily


def slips(word: str) -> set[int]:
    """The hashes under which ``word`` is listed for slips; none for a short word or a number."""
    if len(word) < _LEAST_LETTERS or word.isdigit():
        return set()
    return {crc32(word.encode()), *(crc32((word[:at] + word[at + 1 :]).encode()) for at in range(min(len(word), 16)))}


class Vocabulary:
    """The vocabulary ``name`` in the index ``folder``."""

    def __init__(self, folder: Path, name: str) -> None:
        self._ends = np.load(folder / f"{name}_ends.npy", mmap_mode="r")
        self._text = np.memmap(folder / f"{name}.txt", dtype=np.uint8, mode="r") if len(self._ends) else np.zeros(0, np.uint8)
        slips_file = folder / f"{name}_slips.npy"
        self._slips = np.load(slips_file, mmap_mode="r") if slips_file.exists() else None
        self._slip_words = np.load(folder / f"{name}_slip_words.npy", mmap_mode="r") if slips_file.exists() else None

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, at: int) -> str:
        start = int(self._ends[at - 1]) if at else 0
        return bytes(self._text[start : int(self._ends[at])]).decode()

    def _first(self, wanted: bytes) -> int:
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle].encode() < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def beginning(self, letters: str, most: int) -> list[str]:
        """Up to ``most`` words that begin with ``letters``, in order."""
        at = self._first(letters.encode())
        found: list[str] = []
        while at < len(self) and len(found) < most and (word := self[at]).startswith(letters):
            found.append(word)
            at += 1
        return found

    def near(self, word: str) -> set[str]:
        """The words that may be ``word`` with one slip: a letter more, less, other or swapped; a caller measures them."""
        if self._slips is None or self._slip_words is None:
            return set()
        hashes = np.array(sorted(slips(word)), dtype=np.uint32)
        lows, highs = np.searchsorted(self._slips, hashes), np.searchsorted(self._slips, hashes, side="right")
        return {self[int(at)] for low, high in zip(lows, highs, strict=True) for at in self._slip_words[low:high]}


def write_vocabulary(folder: Path, name: str, words: Iterable[str], with_slips: bool = False) -> None:
    """Write the vocabulary ``name`` of ``words`` into the index ``folder``."""
    encoded = sorted({word.encode() for word in words})
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
