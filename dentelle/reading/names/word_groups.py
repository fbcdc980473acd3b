"""Which words are used alike: groups of words by what stands beside them in much text, the same for all languages.

Invariants: a word's groups are a function of its language, its spelling and ``data/word_groups.bin``, which
``tools/word_groups.py`` makes. Of each word the file has a sum of four bytes (CRC-32) and two groups, a coarse and a finer
one, but no letters: it is read at once and takes no more memory than it is long. One unknown word in ten thousand is
taken for a known one.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib import resources
from sys import byteorder
from typing import NamedTuple
from zlib import crc32

__all__ = ["word_groups"]


class _Table(NamedTuple):
    sums: Sequence[int]
    coarse: bytes
    fine: bytes


def word_groups(language: str, text: str) -> tuple[str, ...]:
    """The groups of the word ``text`` of ``language`` as features: of what it means when written small, and, if it has a capital,
    of the name that it may be; "?" and "N?" where none is known."""
    meant = _found(f"{language} {text.lower()}")
    if not text[:1].isupper():
        return meant
    named = _found(f" {text}") or (_found(f" {text.capitalize()}") if text.isupper() else ())
    return (*(meant or ("?",)), *([f"N{group}" for group in named] or ("N?",)))


def _found(word: str) -> tuple[str, ...]:
    table = _table()
    wanted = crc32(word.encode("utf-8", "surrogatepass"))
    at = bisect_left(table.sums, wanted)
    if at == len(table.sums) or table.sums[at] != wanted:
        return ()
    return f"c{table.coarse[at]}", f"f{table.fine[at]}"


@cache
def _table() -> _Table:
    packed = (resources.files("dentelle.reading") / "data" / "word_groups.bin").read_bytes()
    count = int.from_bytes(packed[:4], "little")
    sums = array("I", packed[4 : 4 + 4 * count])
    if byteorder == "big":
        sums.byteswap()
    return _Table(sums, packed[4 + 4 * count : 4 + 5 * count], packed[4 + 5 * count :])
