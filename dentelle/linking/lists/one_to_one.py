"""Each row of the register linked to one row of the list at most.

Invariant: a pure step over decisions: no score changes, and only matches that lose their candidate to a surer row become reviews.
"""

from collections.abc import Iterable
from dataclasses import replace

from dentelle.linking.lists.rows import Decided

__all__ = ["one_to_one"]


def one_to_one(decided: Iterable[Decided]) -> list[Decided]:
    """``decided`` in its order; of several rows matched to one id the surest keeps it, the others go to review.

    Equally sure rows all go to review: which of them is the one, only a person can say.
    """
    rows = list(decided)
    holders: dict[str, list[int]] = {}
    for at, one in enumerate(rows):
        if one.decision == "match":
            holders.setdefault(one.candidates[0].id, []).append(at)
    for held in holders.values():
        best = max(rows[at].candidates[0].score for at in held)
        surest = [at for at in held if rows[at].candidates[0].score == best]
        for at in held:
            if len(held) > 1 and surest != [at]:
                rows[at] = replace(rows[at], decision="review")
    return rows
