"""At most one row of the list for each row of the register.

Invariant: the surest row keeps the match, of equals the first; the others go to review and say which row has it.
"""

from collections.abc import Iterable
from dataclasses import replace

from dentelle.linking.lists.rows import Decided

__all__ = ["one_to_one"]


def one_to_one(decisions: Iterable[Decided]) -> list[Decided]:
    """``decisions`` in their order; all are held in memory, because the last row may have the better claim."""
    held = list(decisions)
    holder: dict[str, Decided] = {}
    for one in held:
        if one.decision == "match":
            best = one.candidates[0]
            if best.id not in holder or best.score > holder[best.id].candidates[0].score:
                holder[best.id] = one
    return [_beside(one, holder) for one in held]


def _beside(one: Decided, holder: dict[str, Decided]) -> Decided:
    if one.decision != "match" or holder[one.candidates[0].id] is one:
        return one
    best, *rest = one.candidates
    taken = best._replace(reason=f"row {holder[best.id].row} of the list has it; {best.reason}")
    return replace(one, decision="review", candidates=(taken, *rest))
