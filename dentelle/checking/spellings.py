"""One person's name in two spellings, once they are known to be one.

Invariant: only full names of people, and only forms that differ by a letter or two or a blank: an initial or a missing given
name is no other spelling.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from types import MappingProxyType

from dentelle.folding import digest, fold, squash
from dentelle.model import Finding, LinkedClaim

__all__ = ["spellings"]

_MOST_LETTERS = 2  # by which two spellings of one name differ


def spellings(
    entity: str, claims: Iterable[LinkedClaim], names: Mapping[str, frozenset[str]] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """One person's name in two spellings that differ by one or two letters or a blank, whatever language the sources are in.

    ``names``: the person's full names as written, each with the sources that write it so; empty for whatever is no person.
    """
    said: dict[str, list[LinkedClaim]] = {}
    written: dict[str, set[str]] = {}
    shown: dict[str, str] = {}
    for one in sorted(claims, key=lambda one: one.key):
        if one.claim.subject_kind == "person" and one.verdict not in {"reject", "hide"}:
            said.setdefault(fold(one.claim.subject), []).append(one)
            written.setdefault(fold(one.claim.subject), set()).add(one.source)
            shown.setdefault(fold(one.claim.subject), one.claim.subject)
    for name, sources in sorted(names.items()):
        written.setdefault(fold(name), set()).update(sources)
        shown.setdefault(fold(name), name)
    found = []
    for left, right in combinations(sorted(written), 2):
        if _variant(left, right) and written[left] != written[right]:
            backing = [one.key for form in (left, right) for one in said.get(form, ())[:1]]
            found.append(_finding(entity, (shown[left], shown[right]), backing, written[left] | written[right]))
    return tuple(sorted(found, key=lambda one: one.key))


def _variant(left: str, right: str) -> bool:
    from rapidfuzz.distance import OSA

    if "." in left or "." in right or left.split()[0] != right.split()[0] or len(left.split()) < 2 or len(right.split()) < 2:
        return False
    return OSA.distance(squash(left), squash(right), score_cutoff=_MOST_LETTERS) <= _MOST_LETTERS


def _finding(entity: str, names: tuple[str, str], claims: list[str], sources: set[str]) -> Finding:
    left, right = names
    return Finding(
        key=digest("spellings", entity, fold(left), fold(right), length=20),
        check="spellings",
        severity="notice",
        message=f"One person is written “{left}” and “{right}”",
        data=(("left", left), ("right", right)),
        claims=tuple(sorted(claims)),
        entities=(entity,) if entity else (),
        sources=tuple(sorted(sources)),
    )
