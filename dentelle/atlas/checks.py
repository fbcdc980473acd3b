"""Hands facts, claims and pairs to the checks, in the form in which ``checking`` takes them."""

from collections.abc import Mapping, Sequence

from dentelle.atlas.state import State
from dentelle.checking import check_document, check_entity, check_page, check_pairs
from dentelle.model import Fact, Finding, ItemList, LinkedClaim


def entity_findings(entity: str, facts: Sequence[Fact], claims: Sequence[LinkedClaim]) -> tuple[Finding, ...]:
    """What the checks say of one promoted entity."""
    return check_entity(entity, facts, claims)


def source_findings(source: str, lists: Sequence[ItemList], claims: Sequence[LinkedClaim]) -> tuple[Finding, ...]:
    """What the checks say of one source: ``claims`` are all of its claims."""
    return check_document(source, lists, claims) if lists else ()


def page_findings(page: str, versions: Mapping[str, Sequence[LinkedClaim]]) -> tuple[Finding, ...]:
    """What the checks say of the versions of one page; ``versions`` are claims by source."""
    return check_page(page, versions)


def pair_findings(state: State) -> tuple[Finding, ...]:
    """The pairs that a person should look at."""
    pairs = [pair for pair in state.linking.pairs if pair.decision == "review"]
    leaves = [leaf for pair in pairs for leaf in (pair.left, pair.right)]
    entities = {leaf: state.entity_of[leaf] for leaf in leaves if leaf in state.entity_of}
    names = {leaf: state.cluster_of[leaf].label for leaf in leaves} if leaves else {}
    return check_pairs(pairs, entities, names)
