"""The facets of an entity: what the directory selects, counts and draws by.

Invariant: the rows of an entity are a function of its cluster, its facts and the rules alone, so that a weave and a decision
write the same. A value that lies in others (a kind in its parents, a commune in its département) has a row for each of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from dentelle.atlas.projecting.areas import areas_named
from dentelle.atlas.projecting.rules import Rules
from dentelle.gazetteer import nace
from dentelle.model import Fact
from dentelle.vocabulary import Scheme, kinds, match_domain

__all__ = ["ESTABLISHED", "FACETS", "facet_rows", "kind_and_parents", "section_of"]

FACETS = ("kind", "domain", "section", "area", "label", "state", "disputed")
ESTABLISHED = ("accepted", "proposed")  # shown as facts; "proposed" says that nobody has confirmed it
_ACTING = ("organisation", "programme")  # coarse kinds of which it matters whether they are still active
_LONGEST = 64  # characters of a value


def facet_rows(identity: str, cluster: Any, facts: Sequence[Fact], rules: Rules) -> list[dict[str, Any]]:
    """The columns of a row for each facet and value of a promoted entity; ``cluster`` is a linking.Cluster."""
    said = [fact for fact in facts if fact.status in ESTABLISHED]
    planned = {fact.property for fact in facts if fact.status == "planned"}
    found = {
        "kind": set(kind_and_parents(cluster.type or cluster.kind)),
        "domain": set(_domains(said, rules.scheme())),
        "section": {code for fact in said if fact.property == "activity_code" for code in section_of(fact.value.text)},
        "area": set(areas_named(said, rules.perimeter, cluster.label if cluster.kind == "place" else "")),
        "label": {fact.value_entity for fact in said if fact.property == "holds_label" and fact.value_entity},
        "state": {_state(cluster.kind, {fact.property for fact in said}, planned)} - {""},
        "disputed": {"yes"} if any(fact.conflict for fact in said) else set(),
    }
    return [
        {"identity_id": identity, "facet": facet, "value": value}
        for facet in FACETS
        for value in sorted(found[facet])
        if len(value) <= _LONGEST
    ]


@lru_cache(maxsize=512)
def kind_and_parents(kind: str) -> tuple[str, ...]:
    """``kind`` and all kinds above it, the nearest first."""
    return next((one.ancestors for one in kinds() if one.id == kind), (kind,))


@lru_cache(maxsize=4096)
def section_of(code: str) -> tuple[str, ...]:
    """The section and the division of NACE rev. 2 to which an activity code belongs, none for what is no code.

    NACE rev. 2.1 (NAF 2025) numbers its divisions as rev. 2 does and only regroups them, so that the division decides for both.

    >>> section_of("62.01Z"), section_of("1320Z"), section_of("J"), section_of("soie")
    (('J', '62'), ('C', '13'), ('J',), ())
    """
    code = code.strip().upper()
    if len(code) == 1:
        return (code,) if code in nace() else ()
    division = code[:2]
    return (_section(int(division)), division) if division.isdigit() and division in nace() and not code[2:3].isalpha() else ()


# the last division of each section of NACE rev. 2 (Regulation (EC) No 1893/2006, Annex I)
_LAST = (
    ("A", 3), ("B", 9), ("C", 33), ("D", 35), ("E", 39), ("F", 43), ("G", 47), ("H", 53), ("I", 56), ("J", 63), ("K", 66),
    ("L", 68), ("M", 75), ("N", 82), ("O", 84), ("P", 85), ("Q", 88), ("R", 93), ("S", 96), ("T", 98), ("U", 99),
)  # fmt: skip


def _section(division: int) -> str:
    return next(letter for letter, last in _LAST if division <= last)


def _domains(facts: Iterable[Fact], scheme: Scheme) -> Iterator[str]:
    known = {concept.id for concept in scheme.concepts}
    for fact in facts:
        if fact.property in ("works_in", "covers"):
            concept = fact.value.concept if fact.value.concept in known else ""
            if domain := concept or match_domain(fact.value.text, scheme):
                yield domain


def _state(kind: str, said: set[str], planned: set[str]) -> str:
    if "closed" in said:
        return "closed"
    if "founded" in planned and "founded" not in said:
        return "planned"
    return "active" if kind in _ACTING else ""
