"""Which rows of a register may be meant by a row of a list: cheap, and never more than a budget.

Invariant: deterministic; each way to a candidate (word, initials, glued name, door) costs a counted number of rows, rare
words first. A frequent word is followed only within the town or the area of the list row.
"""

from collections import Counter
from math import log

import numpy as np
import numpy.typing as npt

from dentelle.registers.index import Index
from dentelle.registers.words import SMALL, area, doors, initials, plain, town

__all__ = ["Candidates"]

_MOST = 40  # candidates of a row
_RARE = 400  # a word of no more rows is followed everywhere
_PLACED = 3_000  # rows of one word within the town or area
_BUDGET = 12_000  # rows touched for one row of the list


class Candidates:
    """Finds candidates in ``index``; ``spent`` counts the register rows that each way has touched."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.spent: Counter[str] = Counter()

    def find(self, name: str, address: str, postcode: str, city: str) -> list[int]:
        """The ranks of at most forty candidates, the likeliest first."""
        words = plain(name)
        told = [word for word in dict.fromkeys(words) if word not in SMALL] or list(words)
        where = self._places(postcode, city)
        found: list[tuple[npt.NDArray[np.uint32], float]] = []
        touched = 0
        keys = [("word", f"w:{word}") for word in told] + [("name", f"n:{''.join(told)}"), ("initials", f"i:{initials(words)}")]
        keys += [("initials", f"i:{word}") for word in told if 2 <= len(word) <= 8]
        door, street = doors(address)
        if street:
            keys.append(("door", f"d:{door}/{street[-1]}"))
        lists = sorted(((self.index.postings(key), sort) for sort, key in keys), key=lambda one: len(one[0]))
        for ranks, sort in lists:
            weight = log((self.index.size + 1) / (len(ranks) + 1)) + 0.1
            for part in self._parts(ranks, where):
                if len(part) and touched + len(part) <= _BUDGET:
                    touched += len(part)
                    self.spent[sort] += len(part)
                    found.append((part, weight))
        return self._best(found, where)

    def _places(self, postcode: str, city: str) -> list[tuple[int, int]]:
        """The ranks of the towns called ``city`` and of the area of ``postcode``."""
        code = area(postcode)
        towns = [(low, high) for _, low, high in self.index.town(town(city))] if city else []
        return [*towns[:20], *([self.index.area(code)] if code else [])]

    def _parts(self, ranks: npt.NDArray[np.uint32], where: list[tuple[int, int]]) -> list[npt.NDArray[np.uint32]]:
        if len(ranks) <= _RARE:
            return [ranks]
        parts = []
        for low, high in where:
            start, end = np.searchsorted(ranks, (low, high))
            if 0 < end - start <= _PLACED:
                parts.append(ranks[start:end])
        return parts

    def _best(self, found: list[tuple[npt.NDArray[np.uint32], float]], where: list[tuple[int, int]]) -> list[int]:
        if not found:
            return []
        ranks, inverse = np.unique(np.concatenate([part for part, _ in found]), return_inverse=True)
        weights = np.bincount(inverse, np.repeat([weight for _, weight in found], [len(part) for part, _ in found]))
        for low, high in where:
            weights = weights + 2.0 * ((ranks >= low) & (ranks < high))
        order = np.lexsort((ranks, -weights))[:_MOST]
        return [int(rank) for rank in ranks[order]]
