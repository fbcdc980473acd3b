"""How rare a word, initials or a door are in the register: what finding them in common is worth, as log odds.

Invariant: counted in the register itself, so one scale serves a list of schools and a list of firms. A word seen once counts as
rarer than one in the register's size (absolute discount): the next body outside the register is unlikely to have it too.
"""

from functools import lru_cache
from math import log

from dentelle.linking.lists.wording import forms_of
from dentelle.registers.index import Index

__all__ = ["Rarity"]

_DISCOUNT = 0.75  # of a count, as in absolute discounting of word frequencies
_LETTER = 1.6  # log odds that a letter of an acronym is worth once its beginning is alone in the register


class Rarity:
    """Counts in ``index``, kept once asked. ``price`` is what linking to one row of so many costs."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.price = log(index.size + 1)
        self.count = lru_cache(maxsize=200_000)(self._count)
        self.word = lru_cache(maxsize=200_000)(self._word)
        self.acronym = lru_cache(maxsize=50_000)(self._acronym)
        self.glued = lru_cache(maxsize=50_000)(self._glued)
        self.town = lru_cache(maxsize=50_000)(self._town)
        self.area = lru_cache(maxsize=5_000)(self._area)
        self.door = lru_cache(maxsize=50_000)(self._door)

    def _count(self, form: str) -> int:
        """In how many rows ``form`` is said, at most (a phrase as often as its rarest word)."""
        rows, postings = 0, self.index.postings
        for words in forms_of(form):
            rows += len(postings(f"w:{words[0]}")) if len(words) == 1 else min([len(postings(f"w:{word}")) for word in words])
        return min(rows, self.index.size)

    def _word(self, form: str) -> float:
        """What ``form`` in common is worth."""
        return log((self.index.size + 1) / (max(self.count(form), 1) - _DISCOUNT))

    def _acronym(self, letters: str) -> float:
        """What initials ``letters`` in common are worth: they count as far as the register knows their beginning."""
        for size in range(1, len(letters) + 1):
            rows = self.index.initials.rows_beginning(letters[:size])
            if rows <= 2 or size == len(letters):
                return log((self.index.size + 1) / (max(rows, 1) - _DISCOUNT * (rows <= 2))) + _LETTER * (len(letters) - size)
        return 0.0

    def _door(self, number: str, street: str) -> int:
        return len(self.index.postings(f"d:{number}/{street}"))

    def _glued(self, glued: str) -> float:
        """What the same whole name is worth."""
        return log((self.index.size + 1) / (max(len(self.index.postings(f"n:{glued}")), 1) - _DISCOUNT))

    def _town(self, town: str, area: str) -> float:
        """What the same town is worth: the one in ``area``, or all of that name where ``area`` is ""."""
        rows = sum(high - low for where, low, high in self.index.town(town) if area in ("", where))
        return log((self.index.size + 1) / max(rows, 1))

    def _area(self, area: str) -> float:
        """What the same area is worth."""
        low, high = self.index.area(area)
        return log((self.index.size + 1) / max(high - low, 1))

    @staticmethod
    def log(count: int) -> float:
        """The logarithm of ``count``, 0 for none."""
        return log(max(count, 1))
