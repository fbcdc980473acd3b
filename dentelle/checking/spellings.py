"""One person's name in two spellings, once they are known to be one.

Invariant: only names of people, and only forms of the same length class: an initial or a missing given name is no other spelling.
"""

from collections.abc import Iterable
from itertools import combinations

from dentelle.checking.finding import made_from
from dentelle.model import Finding, LinkedClaim, fold, squash

__all__ = ["spellings"]

_MOST_LETTERS = 2  # by which two spellings of one name differ


def spellings(entity: str, claims: Iterable[LinkedClaim]) -> tuple[Finding, ...]:
    """One person's name in two spellings that differ by one or two letters or a blank."""
    forms: dict[str, LinkedClaim] = {}
    for one in sorted(claims, key=lambda one: one.key):
        if one.claim.subject_kind == "person" and one.verdict not in {"reject", "hide"}:
            forms.setdefault(fold(one.claim.subject), one)
    found = [
        _finding(entity, forms[left], forms[right]) for left, right in combinations(sorted(forms), 2) if _variant(left, right)
    ]
    return tuple(sorted(found, key=lambda one: one.key))


def _variant(left: str, right: str) -> bool:
    from rapidfuzz.distance import OSA

    if "." in left or "." in right or left.split()[0] != right.split()[0] or len(left.split()) < 2 or len(right.split()) < 2:
        return False
    return OSA.distance(squash(left), squash(right), score_cutoff=_MOST_LETTERS) <= _MOST_LETTERS


def _finding(entity: str, one: LinkedClaim, other: LinkedClaim) -> Finding:
    data = {"left": one.claim.subject, "right": other.claim.subject}
    said, key = "One person is written “{left}” and “{right}”", sorted((one.key, other.key))
    return made_from((one, other), "spellings", "notice", said, data, key=key, entities=(entity,))
