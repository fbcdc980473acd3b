"""Checking: what a person should look at, with the passages that made it; one module a check.

``CHECKS`` names every check; the four doors below run those of one scope. A check is pure and sorted by key; the key of a
finding comes from claim keys, leaf ids or what is counted, so that it stays when a source is read again.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from dentelle.checking.counts import counts
from dentelle.checking.dates import dates
from dentelle.checking.datings import datings
from dentelle.checking.identifiers import identifiers
from dentelle.checking.messages import MESSAGES, sentence
from dentelle.checking.pairs import pairs
from dentelle.checking.rivals import rivals
from dentelle.checking.spellings import spellings
from dentelle.checking.versions import versions
from dentelle.model import Fact, Finding, ItemList, LinkedClaim, Pair

__all__ = ["CHECKS", "MESSAGES", "check_document", "check_entity", "check_page", "check_pairs", "sentence"]

CHECKS: Mapping[str, Callable[..., tuple[Finding, ...]]] = MappingProxyType(
    {
        "counts": counts,
        "rivals": rivals,
        "dates": dates,
        "datings": datings,
        "versions": versions,
        "pairs": pairs,
        "identifiers": identifiers,
        "spellings": spellings,
    }
)


def check_entity(entity: str, facts: Iterable[Fact], claims: Iterable[LinkedClaim]) -> tuple[Finding, ...]:
    """What is wrong with ``entity``: rival values, impossible dates, one thing dated twice, identifiers, spellings."""
    told = tuple(claims)
    return (
        *rivals(entity, facts, told),
        *dates(entity, told),
        *datings(entity, told),
        *identifiers(entity, told),
        *spellings(entity, told),
    )


def check_document(source: str, lists: Iterable[ItemList], claims: Iterable[LinkedClaim]) -> tuple[Finding, ...]:
    """What one document says that is right or wrong in itself: stated counts against lists. ``claims`` are its own."""
    return counts(source, lists, claims)


def check_page(page: str, claims: Mapping[str, Iterable[LinkedClaim]]) -> tuple[Finding, ...]:
    """Where the language versions of ``page`` disagree; ``claims`` by source."""
    return versions(page, claims)


def check_pairs(
    found: Iterable[Pair], entities: Mapping[str, str] = MappingProxyType({}), names: Mapping[str, str] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """The pairs in review, as questions; ``entities`` and ``names`` by leaf id."""
    return pairs(found, entities, names)
