"""Which facts of one entity cannot all be true, and which of them is preferred.

Invariants: only accepted and proposed facts have rivals; rivals share a ``conflict`` and have ranks from 0 (a person's choice,
then accepted, then the surest, then the most precise); every other fact has rank 0 and no conflict.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from dentelle.edtf import EdtfError, overlap
from dentelle.folding import digest
from dentelle.fusing.values import about
from dentelle.model import Fact, ValueType
from dentelle.vocabulary import counted, disagree, prop

__all__ = ["Origin", "mark_rivals"]

_SURE = 0.55  # confidence below which a figure is a guess, and contradicts nothing
_ALIVE = frozenset({"accepted", "proposed"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a claim stands: its source, the date of its document (EDTF or "") and how sure the reading of it was."""

    source: str
    date: str
    confidence: float = 1.0

    @property
    def year(self) -> str:
        """The document's year, "" where unknown."""
        return self.date[:4] if self.date[:4].isdigit() else ""


def mark_rivals(facts: Iterable[Fact], origins: Mapping[str, tuple[Origin, ...]]) -> list[Fact]:
    """``facts`` of one entity with ranks and conflicts. ``origins``: for each fact's key where its claims stand."""
    by_property: dict[str, list[Fact]] = {}
    for fact in facts:
        by_property.setdefault(fact.property, []).append(fact)
    return [marked for group in by_property.values() for marked in _mark(group, origins)]


def _mark(facts: list[Fact], origins: Mapping[str, tuple[Origin, ...]]) -> list[Fact]:
    group = sorted(facts, key=lambda fact: fact.key)
    if len(group) == 1 or not prop(group[0].property).contested:
        return group
    leader = {fact.key: fact.key for fact in group}

    def head(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    for one, other in combinations([fact for fact in group if fact.status in _ALIVE], 2):
        first, second = sorted((head(one.key), head(other.key)))
        if first != second and _rivals(one, other, origins):  # what is in one group by now stays there
            leader[second] = first
    members: dict[str, list[Fact]] = {}
    for fact in group:
        members.setdefault(head(fact.key), []).append(fact)
    return [marked for rivals in members.values() for marked in _ranked(rivals)]


def _ranked(rivals: list[Fact]) -> list[Fact]:
    if len(rivals) == 1:
        return rivals
    conflict = digest("conflict", rivals[0].entity, rivals[0].property, *sorted(fact.key for fact in rivals), length=20)
    ordered = sorted(
        rivals, key=lambda fact: (-fact.confidence, fact.status != "accepted", -len(fact.claims), fact.value.key, fact.key)
    )
    return [replace(fact, rank=rank, conflict=conflict) for rank, fact in enumerate(ordered)]


def _rivals(one: Fact, other: Fact, origins: Mapping[str, tuple[Origin, ...]]) -> bool:
    said = prop(one.property)
    if not disagree(one.value, other.value) or not _same_matter(one, other):
        return False
    if not said.single and _one_source(one, other, origins):
        return False  # one text gives several figures, and an event several days, without contradicting itself
    if said.figures or (said.single and one.value.type is ValueType.NUMBER):
        return _same_time(one, other, origins) and all(_sure(fact, origins) for fact in (one, other))
    if said.single:
        return _same_time(one, other, {}) and not any(_ahead(fact, origins) for fact in (one, other))
    return one.value.type is ValueType.DATE and one.earliest[:4] == other.earliest[:4]  # another year is another edition


def _sure(fact: Fact, origins: Mapping[str, tuple[Origin, ...]]) -> bool:
    """Whether a claim reads the figure for certain as the thing's own: a floor of 90 m² may be that of a part without a name."""
    return any(origin.confidence >= _SURE for origin in origins.get(fact.key, (Origin("", ""),)))


def _ahead(fact: Fact, origins: Mapping[str, tuple[Origin, ...]]) -> bool:
    """Whether every source tells the date before its time has come: an announcement, no rival of what has been."""
    years = [origin.year for origin in origins.get(fact.key, ())]
    return bool(years and fact.earliest) and all(year and fact.earliest[:4] > year for year in years)


def _one_source(one: Fact, other: Fact, origins: Mapping[str, tuple[Origin, ...]]) -> bool:
    """Whether a source says both."""
    left, right = ({origin.source for origin in origins.get(fact.key, ())} for fact in (one, other))
    return bool(left & right)


def _same_matter(one: Fact, other: Fact) -> bool:
    left, right = ([said for said in about(fact.qualifiers) if said[0] != "rank"] for fact in (one, other))
    return left == right


def _same_time(one: Fact, other: Fact, origins: Mapping[str, tuple[Origin, ...]]) -> bool:
    """Whether the two speak of overlapping times: as stated, else the years of their documents, else always."""
    left, right = _stated(one), _stated(other)
    if _lasting(one) and not (left and right):
        return True
    if not left and not right:
        years = [{origin.year for origin in origins.get(fact.key, ()) if origin.year} for fact in (one, other)]
        return not all(years) or bool(years[0] & years[1])
    if left and right:
        return _overlap(left, right)
    silent = one if not left else other
    years_known = {origin.year for origin in origins.get(silent.key, ()) if origin.year}
    return not years_known or any(_overlap(left or right, year) for year in years_known)


def _stated(fact: Fact) -> str:
    said = dict(fact.qualifiers)
    if said.get("as_of"):
        return said["as_of"]
    if said.get("from") or said.get("to"):
        return f"{said.get('from') or '..'}/{said.get('to') or '..'}"
    return ""


def _lasting(fact: Fact) -> bool:
    """Whether the figure holds as long as the thing does: the domains that a charter names, unlike its members."""
    return fact.value.type is ValueType.NUMBER and counted(fact.value.unit).noun == "domain"


def _overlap(left: str, right: str) -> bool:
    try:
        return overlap(left, right)
    except EdtfError:
        return left == right
