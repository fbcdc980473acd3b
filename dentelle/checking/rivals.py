"""Rival values: facts of one entity that cannot all be true.

Invariant: which facts are rivals was decided by fusing (``Fact.conflict``); what a person has settled is not asked again, and
one source alone disagrees with nobody: it speaks of two matters, or tells an error that others make.
"""

from collections.abc import Iterable

from dentelle.checking.finding import made_from
from dentelle.model import Fact, Finding, LinkedClaim

__all__ = ["rivals"]

_PERSONS = frozenset({"accept", "correct"})


def rivals(entity: str, facts: Iterable[Fact], claims: Iterable[LinkedClaim]) -> tuple[Finding, ...]:
    """Values that sources give one thing and that cannot all be true, unless a person has settled which one counts."""
    by_key = {one.key: one for one in claims}
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.conflict:
            groups.setdefault(fact.conflict, []).append(fact)
    found = [_finding(entity, sorted(group, key=lambda fact: (fact.rank, fact.key)), by_key) for group in groups.values()]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.key))


def _finding(entity: str, group: list[Fact], by_key: dict[str, LinkedClaim]) -> Finding | None:
    backing = [by_key[key] for fact in group for key in fact.claims if key in by_key]
    if any(one.verdict in _PERSONS for one in backing) or len({one.source for one in backing}) < 2:
        return None
    first = [min(fact.claims) for fact in group]
    name = min((one.claim.subject for one in backing), default="")
    values = " / ".join(fact.value.text for fact in group)
    data = {"entity": name, "property": group[0].property, "values": values, "number": str(len(group))}
    said, key = "{entity}: sources disagree on “{property}”: {values}", (group[0].property, *sorted(first))
    return made_from(backing, "rivals", "warning", said, data, key=key, entities=(entity,))
