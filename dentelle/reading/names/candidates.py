"""Possible names and the choice among those that overlap.

Invariant: chosen candidates do not overlap; of two that do, the one of the stronger rule stands, then the longer one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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
    stand: list[Candidate] = []
    touching: list[Candidate] = []  # neighbours of which each overlaps one before it
    reached = -1
    for candidate in sorted(candidates, key=attrgetter("start")):
        if candidate.start >= reached:
            stand += touching if len(touching) < 2 else _strongest(touching)
            touching = []
        touching.append(candidate)
        reached = max(reached, candidate.end)
    stand += touching if len(touching) < 2 else _strongest(touching)
    return stand


def _strongest(candidates: list[Candidate]) -> list[Candidate]:
    """Those of overlapping ``candidates``, the first of which begins first, that stand, in order; a known actor as itself, even
    where a grammar that sees the same name weighs more."""
    known = {(c.start, c.end, c.kind): c for c in candidates if c.rule == "lexicon" and c.kind != "place"}
    origin = candidates[0].start
    used = bytearray(max([c.end for c in candidates]) - origin)
    taken: list[Candidate] = []
    for candidate in sorted(candidates, key=_rank):
        start, end = candidate.start - origin, candidate.end - origin
        if used.find(1, start, end) < 0:
            used[start:end] = b"\x01" * (end - start)
            taken.append(known.get((candidate.start, candidate.end, candidate.kind), candidate))
    taken.sort(key=attrgetter("start"))
    return taken


def _rank(candidate: Candidate) -> tuple[int, int, int, str, str]:
    return -candidate.weight, candidate.start - candidate.end, candidate.start, candidate.kind, candidate.type
