"""One person's name in two spellings, once they are known to be one.

Invariant: only names of people, and only forms of the same length class: an initial or a missing given name is no other spelling.
"""

from collections.abc import Iterable
from itertools import combinations

from dentelle.model import Finding, LinkedClaim, digest, fold

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

    one, other = ("".join(c for c in name if c.isalnum()) for name in (left, right))
    if "." in left or "." in right or left.split()[0] != right.split()[0] or len(left.split()) < 2 or len(right.split()) < 2:
        return False
    return OSA.distance(one, other, score_cutoff=_MOST_LETTERS) <= _MOST_LETTERS


def _finding(entity: str, one: LinkedClaim, other: LinkedClaim) -> Finding:
    data = {"left": one.claim.subject, "right": other.claim.subject}
    return Finding(
        key=digest("spellings", *sorted((one.key, other.key)), length=20),
        check="spellings",
        severity="notice",
        message=f"One person is written “{data['left']}” and “{data['right']}”",
        data=tuple(sorted(data.items())),
        claims=tuple(sorted((one.key, other.key))),
        entities=(entity,),
        sources=tuple(sorted({one.source, other.source})),
    )
