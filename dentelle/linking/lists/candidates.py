"""Which rows of a register may be meant by a row of a list: cheap, and never more than a budget.

Invariant: deterministic; each way to a candidate (word, initials, glued name, door, town) costs a counted number of rows, rare
words first. A frequent word is followed only within the town or the area of the list row.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from dentelle.linking.lists.likeness import spelled, unread
from dentelle.linking.lists.prepared import Prepared
from dentelle.linking.lists.rarity import Rarity
from dentelle.linking.lists.wording import forms_of
from dentelle.registers.index import Index

__all__ = ["Candidates"]

_MOST = 40  # candidates of a row …
_SURE = 8  # … of which so many are kept whatever they weigh …
_SHARE = 0.5  # … and the others when they weigh this share of the best
_RARE = 400  # a word of no more rows is followed everywhere
_PLACED = 3_000  # rows of one word within the town or area
_TOWN = 60  # rows of a town that are all looked at
_BUDGET = 12_000  # rows touched for one row of the list

_FIRST = np.array((True,))
Ranks = npt.NDArray[np.uint32]


class Candidates:
    """Finds candidates in ``index``; ``spent`` counts the register rows that each way has touched."""

    def __init__(self, index: Index, rarity: Rarity) -> None:
        self.index = index
        self.rarity = rarity
        self.spent: Counter[str] = Counter()

    def find(self, asked: Prepared) -> list[int]:
        """The ranks of at most forty candidates, the likeliest first."""
        towns = [(low, high) for key in sorted(asked.towns) for _, low, high in self.index.town(key)][:20] if asked.town else []
        area = self.index.area(asked.area) if asked.area else (0, 0)
        where = np.array([*towns, area] if area[1] else towns, dtype=np.uint32).reshape(-1, 2)
        found: list[tuple[Ranks, float]] = []
        touched = 0
        ways = [(len(ranks), sort, weight, ranks) for sort, weight, ranks in self._ways(asked) if len(ranks)]
        ways.sort(key=itemgetter(0))
        for rows, sort, weight, ranks in ways:
            for part in (ranks,) if rows <= _RARE else self._parts(ranks, where):
                if touched + len(part) <= _BUDGET:
                    touched += len(part)
                    self.spent[sort] += len(part)
                    found.append((part, weight))
        for low, high in towns:
            if high - low <= _TOWN:
                self.spent["town"] += high - low
                found.append((np.arange(low, high, dtype=np.uint32), 0.5))
        return _best(found, where)

    def _ways(self, asked: Prepared) -> Iterator[tuple[str, float, Ranks]]:
        for _, value in asked.identifiers:
            yield "identifier", 40.0, self.index.postings(f"x:{value}")
            if len(value) == 14 and value.isdigit():
                yield "identifier", 20.0, self.index.postings(f"x:{value[:9]}")
        for name in asked.names:
            for word in name.words:
                if word.role != "legal" or len(name.words) == 1:
                    weight = self.rarity.word(word.form)
                    for ranks in self._word(word.form):
                        yield "word", weight, ranks
                if len(word.said) == 1 and word.said[0].isalpha():
                    yield from self._initials(word.said[0])
            for first, second in pairwise(name.words):
                yield "glued", 8.0, self.index.postings(f"w:{''.join((*first.said, *second.said))}")
            yield "name", 12.0, self.index.postings(f"n:{name.glued}")
            if len(name.letters) > 2:
                yield "initials", self.rarity.word(name.letters), self.index.postings(f"w:{name.letters}")
        if asked.street:
            ranks = self.index.postings(f"d:{asked.door}/{asked.street[-1]}")
            yield "door", self.rarity.price - self.rarity.log(len(ranks)), ranks

    def _word(self, form: str) -> list[Ranks]:
        """The rows that say ``form``; where none does, those with a word one slip away or of which it is the beginning."""
        lists = [self.index.postings(f"w:{words[0]}") for words in forms_of(form) if len(words) == 1]
        if not any(map(len, lists)) and form[0] not in "@§=":
            near = [word for word in self.index.words.near(form) if OSA.distance(form, word, score_cutoff=2) <= 2]
            near += self.index.words.beginning(form, 10) if len(form) > 3 else []
            lists = [self.index.postings(f"w:{word}") for word in dict.fromkeys(near)]
        return [each for each in lists if len(each)]

    def _initials(self, letters: str) -> Iterator[tuple[str, float, Ranks]]:
        if not 2 <= len(letters) <= 9:
            return
        made = self.index.initials.beginning(letters, 40)
        if not made and not self.rarity.count(letters):
            most = 0.5 * len(letters)
            near = [each for each in self.index.initials.beginning(letters[0], 400) if unread(letters, each) < most]
            likely = ((spelled(letters, tuple(each)), each) for each in near)
            made = tuple(each for amiss, each in sorted(likely)[:20] if amiss < most)
        for each in made:
            yield "initials", self.rarity.acronym(letters) * 0.7, self.index.postings(f"i:{each}")

    def _parts(self, ranks: Ranks, where: Ranks) -> list[Ranks]:
        """The slices of ``ranks`` within the bounds ``where`` (of the same type, else the whole list would be converted)."""
        slices = ranks.searchsorted(where).tolist()
        return [ranks[start:end] for start, end in slices if 0 < end - start <= _PLACED]


def _best(found: list[tuple[Ranks, float]], where: Ranks) -> list[int]:
    """The ranks that weigh most: each what it was ``found`` for, and more within each of the bounds ``where``."""
    if not found:
        return []
    parts = [part for part, _ in found]
    touched = np.concatenate(parts)
    ranks = touched.copy()
    ranks.sort()
    ranks = ranks[np.concatenate((_FIRST, ranks[1:] != ranks[:-1]))]
    worth = np.array([weight for _, weight in found]).repeat([len(part) for part in parts])
    weights = np.bincount(ranks.searchsorted(touched), worth)
    for start, end in ranks.searchsorted(where).tolist():
        weights[start:end] = weights[start:end] + 3.0
    order = (-weights).argsort(kind="stable")[:_MOST]
    best = weights[order]
    kept = max(_SURE, int(np.count_nonzero(best >= _SHARE * best[0])))
    chosen: list[int] = ranks[order[:kept]].tolist()
    return chosen
