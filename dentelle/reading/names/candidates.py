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
    everything = list(candidates)
    if not everything:
        return []
    origin = min(c.start for c in everything)
    used = bytearray(max(c.end for c in everything) - origin)
    taken: list[Candidate] = []
    for candidate in sorted(everything, key=lambda c: (-c.weight, c.start - c.end, c.start, c.kind, c.type)):
        start, end = candidate.start - origin, candidate.end - origin
        if used.find(1, start, end) < 0:
            used[start:end] = b"\x01" * (end - start)
            taken.append(candidate)
    return sorted(taken, key=lambda c: c.start)
