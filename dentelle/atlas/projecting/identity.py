"""Which entity each cluster of leaves is: ids for ever.

Invariants: an id, once published, always means the thing whose ``minted_from`` leaf it holds; the assignment is a pure
function of clusters and kept identities, so running it twice changes nothing; a merge leaves a redirect and is taken
apart again when the leaves part. Following redirects ends, for an id becomes a target only while it has none itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dentelle.folding import digest

ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Known:
    """An identity of the kept tables: the leaf it was minted from, and where it redirects ("" nowhere)."""

    minted_from: str
    redirect: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """``clusters``: the identity of each, "" for none needed; ``minted``: new id → leaf; ``redirects``: id → new target or ""."""

    clusters: tuple[str, ...]
    minted: Mapping[str, str]
    redirects: Mapping[str, str]


def assign(
    clusters: Sequence[Sequence[str]], needed: Iterable[int], known: Mapping[str, Known], last: Mapping[str, str]
) -> Assignment:
    """The identity of each of ``clusters`` (sorted leaf ids); those at the indexes ``needed`` get a new one where they have none.

    ``last`` maps a leaf to the identity it was last assigned to: it decides where the leaf from which an identity was
    minted has gone.
    """
    cluster_of = {leaf: index for index, leaves in enumerate(clusters) for leaf in leaves}
    owned: dict[int, list[str]] = {}
    for identity, owner in _owners(cluster_of, known, last):
        owned.setdefault(owner, []).append(identity)
    result = [""] * len(clusters)
    redirects: dict[str, str] = {}
    for index, identities in owned.items():
        survivor = min(identities, key=lambda identity: (known[identity].minted_from, identity))
        result[index] = survivor
        for identity in identities:
            target = "" if identity == survivor else survivor
            if known[identity].redirect != target:
                redirects[identity] = target
    minted: dict[str, str] = {}
    for index in sorted(needed):
        if not result[index]:
            leaf = min(clusters[index])
            result[index] = _mint(leaf, known, minted)
            minted[result[index]] = leaf
    return Assignment(tuple(result), minted, redirects)


def _owners(cluster_of: Mapping[str, int], known: Mapping[str, Known], last: Mapping[str, str]) -> Iterable[tuple[str, int]]:
    """(identity, index of the cluster that owns it): the one that holds its first leaf, else its smallest leaf still there."""
    orphans: dict[str, str] = {}
    for identity, row in known.items():
        if row.minted_from in cluster_of:
            yield identity, cluster_of[row.minted_from]
        elif not row.redirect:
            orphans[identity] = ""
    if not orphans:
        return
    for leaf in sorted(last):
        identity = last[leaf]
        if leaf in cluster_of and orphans.get(identity) == "":
            orphans[identity] = leaf
    for identity, leaf in orphans.items():
        if leaf:
            yield identity, cluster_of[leaf]


def _mint(leaf: str, known: Mapping[str, Known], minted: Mapping[str, str]) -> str:
    salt = 0
    while True:
        identity = "e" + digest(leaf, *([str(salt)] if salt else []), length=ID_LENGTH - 1)
        if identity not in known and identity not in minted:
            return identity
        salt += 1
