"""The small part of the atlas that a decision on claims of one entity, or a fact stated about it, can change, loaded alone.

Invariant: what is projected from here is what the whole state would give. It is proved each time: the digests of the units'
inputs, worked out from the few rows that were loaded, must be those with which the units were last made from the whole. Where
they are not, or where the decision may change what is an entity, there is no part, and the whole is to be projected.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db import models

from dentelle.atlas import contribution, rules
from dentelle.atlas.contribution import REGISTER, Contribution
from dentelle.atlas.models import (
    ClaimRow,
    ContributionRow,
    FindingEntity,
    Identity,
    IdentityLeaf,
    Publication,
    Source,
    UnitRow,
)
from dentelle.atlas.projection import chunks
from dentelle.atlas.published import ASKED, source_facts, stated_in_force, verdicts
from dentelle.atlas.state import Judgements, Kept, State
from dentelle.atlas.unit_names import entity_unit, page_unit, source_unit
from dentelle.atlas.units import Digests, Units
from dentelle.linking import Cluster, one_cluster, with_rows


@dataclass
class _Part(State):
    """A state of some sources and at most one entity; who is who is what was last published."""

    whole: Mapping[str, Cluster] | None = None

    @property
    def entity_of(self) -> Mapping[str, str]:  # type: ignore[override]
        return self.kept.leaves

    @property
    def loose(self) -> frozenset[str]:  # type: ignore[override]
        return frozenset(self.said.rows.keys() - self.kept.leaves.keys())

    @property
    def clusters(self) -> Mapping[str, Cluster]:  # type: ignore[override]
        return self.whole or {}


class _SomeUnits(Units):
    """The units ``names`` of a state, and no others."""

    def __init__(self, state: State, names: Iterable[str]) -> None:
        super().__init__(state)
        self._names = tuple(names)

    @cached_property
    def digests(self) -> dict[str, Digests]:  # type: ignore[override]
        return {unit: self.digest(unit) for unit in self._names}


def around(entity: str, judged: Sequence[ClaimRow], *, accepting: bool) -> tuple[Units, list[str]] | None:
    """The units that verdicts on the claims ``judged`` about ``entity``, and facts stated about it, can change, and their names.

    None when the whole state is needed. ``accepting``: a claim is or was accepted, or a fact stated, which may make an entity.
    """
    publication = Publication.objects.get(pk=1)
    if _compared(entity, publication.run):
        return None
    leaves = set(IdentityLeaf.objects.at(publication.run).filter(identity_id=entity).values_list("leaf", flat=True))
    of = {row.source_id for row in judged}
    pages = set(Source.objects.filter(pk__in=of).exclude(page="").values_list("page", flat=True))
    stated = stated_in_force(_once_of(entity, leaves, publication.run))
    ends = {leaf for one in stated for leaf in (one.subject, one.value_leaf) if leaf}
    sources = of | {leaf.partition("|")[0] for leaf in leaves | ends}
    sources.update(Source.objects.filter(present=True, format=REGISTER).values_list("id", flat=True))
    sources.update(Source.objects.filter(present=True, page__in=pages).values_list("id", flat=True))
    said = _contributions(publication.run, sources)
    keys = {row.key for row in judged}
    if any(head.key in keys and head.dated for one in of if said[one].documents for head in said[one].heads):
        return None  # what documents date is compared across the whole atlas
    names = [*map(source_unit, sorted(of)), *map(page_unit, sorted(pages)), *([entity_unit(entity)] if entity else [])]
    state = _Part(
        rules=rules.from_json(publication.territory),
        sources=source_facts(said),
        contributions=said,
        kept=Kept({}, _places(publication.run, said, ends)),
        judgements=Judgements((), verdicts(head.key for one in said.values() for head in one.heads), stated=stated),
    )
    if not ends <= state.said.leaves.keys():
        return None  # who stands in for a leaf that has gone is known to the whole
    there = dict(UnitRow.objects.at(publication.run).filter(unit__in=names).values_list("unit", "digest"))
    for whole in _wholes(entity, leaves, said, accepting):
        units = _SomeUnits(replace(state, whole=whole), names)
        if {unit: made.inputs for unit, made in units.digests.items()} == there:
            return units, names
    return None


def _once_of(entity: str, leaves: set[str], run: int) -> set[str]:
    """``leaves``, and those that went while they were of an identity that is ``entity`` now."""
    found, waiting = set(leaves), [entity] if entity else []
    while waiting:
        merged = list(Identity.objects.filter(redirect_id__in=waiting).values_list("id", flat=True))
        found.update(IdentityLeaf.objects.at(run).filter(identity_id__in=merged).values_list("leaf", flat=True))
        waiting = merged
    return found


def _compared(entity: str, run: int) -> bool:
    """Whether ``entity`` is an end of a doubtful pair, whose two ends are checked together."""
    links = FindingEntity.objects.at(run).filter(identity_id=entity) if entity else FindingEntity.objects.none()
    return links.filter(models.Q(unit__startswith="q:") | models.Q(unit__startswith="d:")).exists()


def _wholes(entity: str, leaves: set[str], said: Mapping[str, Contribution], accepting: bool) -> Sequence[Mapping[str, Cluster]]:
    """What the entity may be, by its id: with a page and, where only a person's word would give it one, without."""
    if not entity:
        return [{}]
    present = [leaf for one in said.values() if one.register is None for leaf in one.leaves if leaf.id in leaves]
    if not present:
        return []
    rows = [leaf for one in said.values() if one.register is not None for leaf in one.leaves if leaf.id in leaves]
    alone = with_rows(one_cluster(present), rows)
    if alone.promoted:
        return [{entity: alone}]
    return [] if accepting else [{entity: replace(alone, promoted=promoted)} for promoted in (True, False)]


def _contributions(run: int, sources: Iterable[str]) -> dict[str, Contribution]:
    rows: dict[str, Contribution] = {}
    for part in chunks(sorted(sources), ASKED):
        found = ContributionRow.objects.at(run).filter(source_id__in=part).values_list("source_id", "content")
        rows.update((source, contribution.decode(bytes(content))) for source, content in found)
    return {source: rows[source] for source in sorted(rows)}


def _places(run: int, said: Mapping[str, Contribution], stated: set[str]) -> dict[str, str]:
    """Leaf → identity, of all ends of claims, and of those of facts that are ``stated``."""
    ends = sorted({leaf for one in said.values() for head in one.heads for leaf in (head.subject, head.value) if leaf} | stated)
    result: dict[str, str] = {}
    for part in chunks(ends, ASKED):
        result.update(IdentityLeaf.objects.at(run).filter(leaf__in=part).values_list("leaf", "identity_id"))
    return result
