"""Possible names and the choice among those that overlap.

Invariant: chosen candidates do not overlap; of two that do, the one of the stronger rule stands, then the longer one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

__all__ = ["Candidate", "chosen"]


@dataclass(slots=True)
class Candidate:
    """A stretch ``start``..``end`` that may be a name. ``weight``: how much its rule is worth, 0 to 100 (see the rules' modules).

    ``name`` is its fullest form where the rule knows it ("Karl der Kahle" for "Karls des Kahlen"), else "".
    """

    start: int
    end: int
    kind: str
    type: str
    rule: str
    weight: int
    strong: bool = False
    name: str = ""

    def moved(self, start: int, end: int, weight: int) -> "Candidate":
        """The same name at another place, with the worth that it has there."""
        return Candidate(start, end, self.kind, self.type, self.rule, weight, self.strong, self.name)


def chosen(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stand, in the order of the text."""
    everything = sorted(candidates, key=attrgetter("start"))
    if all(left.end <= right.start for left, right in pairwise(everything)):
        return everything
    origin = min([c.start for c in everything])
    used = bytearray(max([c.end for c in everything]) - origin)
    taken: list[Candidate] = []
    everything.sort(key=_rank)
    for candidate in everything:
        start, end = candidate.start - origin, candidate.end - origin
        if used.find(1, start, end) < 0:
            used[start:end] = b"\x01" * (end - start)
            taken.append(candidate)
    taken.sort(key=attrgetter("start"))
    return taken


def _rank(candidate: Candidate) -> tuple[int, int, int, str, str]:
    return -candidate.weight, candidate.start - candidate.end, candidate.start, candidate.kind, candidate.type
