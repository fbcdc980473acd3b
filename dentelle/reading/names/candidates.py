"""Possible names and the choice among those that overlap.

Invariant: chosen candidates do not overlap; of two that do, the one of the stronger rule stands, then the longer one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

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


def chosen(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stand, in the order of the text."""
    taken: list[Candidate] = []
    free = _Free()
    for candidate in sorted(candidates, key=lambda c: (-c.weight, c.start - c.end, c.start, c.kind, c.type)):
        if free.take(candidate.start, candidate.end):
            taken.append(candidate)
    return sorted(taken, key=lambda c: c.start)


class _Free:
    """Which characters are still free; a sentence is short, so a set of them is fast enough."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def take(self, start: int, end: int) -> bool:
        if start in self._taken or end - 1 in self._taken or not self._taken.isdisjoint(range(start, end)):
            return False
        self._taken.update(range(start, end))
        return True
