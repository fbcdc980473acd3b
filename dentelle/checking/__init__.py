"""Checking: what a person should look at, with the passages that made it; one module a check.

``CHECKS`` names every check; the doors below run those of one scope. A check is pure and sorted by key; the key of a
finding comes from claim keys, leaf ids or what is counted, so that it stays when a source is read again.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType

from dentelle.checking.closures import Entry, closures
from dentelle.checking.counts import counts
from dentelle.checking.dates import dates
from dentelle.checking.datings import datings
from dentelle.checking.doubles import DOUBTS, doubles
from dentelle.checking.happenings import MOST, Named, Telling, happenings, tellings
from dentelle.checking.identifiers import identifiers
from dentelle.checking.messages import MESSAGES, sentence
from dentelle.checking.pairs import pairs
from dentelle.checking.perimeter import perimeter
from dentelle.checking.registered import RowChange, registered, vintages
from dentelle.checking.rivals import rivals
from dentelle.checking.spellings import spellings
from dentelle.checking.versions import versions
from dentelle.model import Fact, Finding, ItemList, LinkedClaim, Pair

__all__ = [
    "CHECKS",
    "DOUBTS",
    "MESSAGES",
    "MOST",
    "Entry",
    "Named",
    "RowChange",
    "Telling",
    "check_document",
    "check_doubles",
    "check_entity",
    "check_happenings",
    "check_page",
    "check_pairs",
    "sentence",
    "tellings",
]

CHECKS: Mapping[str, Callable[..., tuple[Finding, ...]]] = MappingProxyType(
    {
        "counts": counts,
        "rivals": rivals,
        "dates": dates,
        "datings": datings,
        "happenings": happenings,
        "versions": versions,
        "pairs": pairs,
        "doubles": doubles,
        "identifiers": identifiers,
        "closures": closures,
        "registered": registered,
        "vintages": vintages,
        "perimeter": perimeter,
        "spellings": spellings,
    }
)


def check_entity(
    entity: str,
    facts: Iterable[Fact],
    claims: Iterable[LinkedClaim],
    *,
    names: Mapping[str, frozenset[str]] = MappingProxyType({}),
    inside: frozenset[str] = frozenset(),
    entries: Mapping[str, Entry] = MappingProxyType({}),
    label: str = "",
    changes: Iterable[RowChange] = (),
) -> tuple[Finding, ...]:
    """What is wrong with ``entity``: rival values, impossible dates, one thing dated twice, identifiers, place, spellings.

    ``names``: a person's full names, each with its sources; ``inside``: the INSEE codes of the perimeter; ``entries``: what
    registers say of identifiers, by claim key; ``changes``: what newer vintages changed of the actor, whose name is ``label``.
    What is not given is not checked.
    """
    told = tuple(claims)
    return (
        *rivals(entity, facts, told),
        *dates(entity, told),
        *datings(entity, told),
        *identifiers(entity, told),
        *closures(entity, told, entries),
        *registered(entity, told, entries),
        *vintages(entity, label, told, changes),
        *perimeter(entity, told, inside),
        *spellings(entity, told, names),
    )


def check_document(source: str, lists: Iterable[ItemList], claims: Iterable[LinkedClaim]) -> tuple[Finding, ...]:
    """What one document says that is right or wrong in itself: stated counts against lists. ``claims`` are its own."""
    return counts(source, lists, claims)


def check_happenings(told: Iterable[Telling], between: Collection[tuple[str, str]] | None = None) -> tuple[Finding, ...]:
    """What sources tell of different names but date differently; of the pairs of sources ``between`` only, if given."""
    return happenings(told, between)


def check_page(page: str, claims: Mapping[str, Iterable[LinkedClaim]]) -> tuple[Finding, ...]:
    """Where the language versions of ``page`` disagree; ``claims`` by source."""
    return versions(page, claims)


def check_pairs(
    found: Iterable[Pair], entities: Mapping[str, str] = MappingProxyType({}), names: Mapping[str, str] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """The pairs in review, as questions; ``entities`` and ``names`` by leaf id."""
    return pairs(found, entities, names)


def check_doubles(
    pair: Pair, names: tuple[str, str], facts: Iterable[Fact], claims: Iterable[LinkedClaim], left: frozenset[str]
) -> tuple[Finding, ...]:
    """What would disagree if the two sides of ``pair`` were one; ``facts`` and ``claims`` of both under one entity id."""
    return doubles(pair, names, facts, claims, left)
