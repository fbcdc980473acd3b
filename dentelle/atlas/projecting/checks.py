"""Hands facts, claims and pairs to the checks, in the form in which ``checking`` takes them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from dentelle.atlas.projecting.state import State
from dentelle.atlas.projecting.unit_names import happening_unit
from dentelle.checking import (
    Named,
    Telling,
    check_document,
    check_doubles,
    check_entity,
    check_happenings,
    check_page,
    check_pairs,
    tellings,
)
from dentelle.folding import fold
from dentelle.model import Fact, Finding, ItemList, LinkedClaim, Pair
from dentelle.territory.perimeter import communes


def entity_findings(state: State, entity: str, facts: Sequence[Fact], claims: Sequence[LinkedClaim]) -> tuple[Finding, ...]:
    """What the checks say of one promoted entity."""
    cluster = state.clusters[entity]
    return check_entity(
        entity,
        facts,
        claims,
        names=_full_names(state, entity),
        inside=_inside(state.rules.perimeter),
        entries=state.said.entries,
        label=cluster.label,
        changes=[change for leaf in cluster.leaves for change in state.said.changes.get(leaf, ())],
    )


def _full_names(state: State, entity: str) -> Mapping[str, frozenset[str]]:
    """A person's full names as sources write them, each with those sources; nothing for whatever is no person."""
    cluster = state.clusters[entity]
    if cluster.kind != "person":
        return {}
    written: dict[str, set[str]] = {}
    for leaf in cluster.leaves:
        source, _, rest = leaf.partition("|")
        if not rest.startswith("row:"):
            written.setdefault(rest.partition("|")[2], set()).add(source)
    return {text: frozenset(written[fold(text)]) for text, _, _ in cluster.names if fold(text) in written}


@lru_cache(maxsize=4)
def _inside(codes: tuple[str, ...]) -> frozenset[str]:
    return communes(codes) if codes else frozenset()


def source_findings(source: str, lists: Sequence[ItemList], claims: Sequence[LinkedClaim]) -> tuple[Finding, ...]:
    """What the checks say of one source: ``claims`` are all of its claims."""
    return check_document(source, lists, claims) if lists else ()


def page_findings(page: str, versions: Mapping[str, Sequence[LinkedClaim]]) -> tuple[Finding, ...]:
    """What the checks say of the versions of one page; ``versions`` are claims by source."""
    return check_page(page, versions)


def told_by(state: State, source: str, claims: Sequence[LinkedClaim]) -> tuple[Telling, ...]:
    """What the document ``source`` dates; ``claims`` are those of its claims that date something."""
    names: dict[str, Named] = {}
    for leaf in state.contributions[source].leaves:
        stands_for = state.named(leaf.id)
        for form in (leaf.name, *leaf.names):
            names.setdefault(fold(form), stands_for)
    return tellings(claims, names)


def happening_findings(
    told: Iterable[Telling], between: Collection[tuple[str, str]] | None = None
) -> Mapping[str, tuple[Finding, ...]]:
    """What documents tell of different entities but date differently, by unit; ``between`` given pairs of them only."""
    found: dict[str, list[Finding]] = {}
    for finding in check_happenings(told, between):
        found.setdefault(happening_unit(*finding.sources), []).append(finding)
    return {unit: tuple(findings) for unit, findings in found.items()}


def doubled_findings(
    state: State, pair: Pair, facts: Sequence[Fact], claims: Sequence[LinkedClaim], left: frozenset[str]
) -> tuple[Finding, ...]:
    """What would disagree if the two sides of ``pair`` were one: ``facts`` and ``claims`` of both, ``left`` the keys of one."""
    names = (state.cluster_of[pair.left].label, state.cluster_of[pair.right].label)
    return check_doubles(pair, names, facts, claims, left)


def pair_findings(state: State, pair: Pair) -> tuple[Finding, ...]:
    """That a person should look at ``pair``."""
    ends = (pair.left, pair.right)
    entities = {leaf: state.entity_of[leaf] for leaf in ends if leaf in state.entity_of}
    return check_pairs([pair], entities, {leaf: state.cluster_of[leaf].label for leaf in ends})
