"""Words of a list row that are misspelt words of the tables: "Scrvice" is "service", "rnunicipale" "municipale".

Invariant: only a word that no name of the register says is mended, and only into a word of the tables – what a body is, what
lists add to its name –, never into a telling one: whether "Selectir" is "Selectair" is for the comparison to weigh.
"""

from collections.abc import Callable, Iterator
from functools import cache

from rapidfuzz.distance import OSA

from dentelle.folding import fold
from dentelle.gazetteer import given_names
from dentelle.linking.lists.likeness import scanned
from dentelle.linking.lists.wording import vocabulary

__all__ = ["mended"]

_SCANNED = 4  # letters of a word that a scanner's swap is looked for in …
_SLIPPED = 5  # … and those of one that a slip is looked for in


def mended(words: tuple[str, ...], count: Callable[[str], int]) -> tuple[str, ...]:
    """``words`` with those that ``count`` finds in no name, and that are nearly a word of the tables, written as it is."""
    return tuple([_mended(word, count) if _is_strange(word, count) else word for word in words])


def _is_strange(word: str, count: Callable[[str], int]) -> bool:
    if len(word) < _SCANNED or word in vocabulary():
        return False
    bare = word.rstrip("s")
    return bare not in vocabulary() and not (count(word) or count(bare))


def _mended(word: str, count: Callable[[str], int]) -> str:
    swapped = {known for known in _by_look().get(scanned(word), ()) if OSA.distance(word, known, score_cutoff=3) <= 3}
    if swapped:
        return min(swapped, key=lambda known: (-count(known), known))
    if len(word) < _SLIPPED or word in _given():
        return word
    slipped = {known for left in _with_one_less(word) for known in _by_letters().get(left, ()) if OSA.distance(word, known) == 1}
    return min(slipped, key=lambda known: (-count(known), known), default=word)


@cache
def _given() -> frozenset[str]:
    return frozenset(map(fold, given_names()))


def _with_one_less(word: str) -> Iterator[str]:
    """``word``, and what is left of it without one of its letters."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


@cache
def _by_look() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for word in sorted(vocabulary()):
        if len(word) >= _SCANNED:
            table[scanned(word)] = (*table.get(scanned(word), ()), word)
    return table


@cache
def _by_letters() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for word in sorted(vocabulary()):
        if len(word) >= _SLIPPED:
            for left in _with_one_less(word):
                table[left] = (*table.get(left, ()), word)
    return table
