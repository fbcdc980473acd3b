"""Rows of registers to the clusters of a territory: each row to one cluster at most, each cluster to one row of a register.

Invariants: a pure function of clusters, proposals and decisions; what a person judged of a row and a leaf is obeyed before
anything that was proposed, and a pair that a person kept apart is never joined; a row joins no two clusters by itself. A match
that cannot be obeyed because its row or its cluster is taken is left as a question.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dentelle.linking.cluster import Cluster, Linking
from dentelle.model import Leaf, Pair, PairDecision

__all__ = ["attach", "with_rows", "without_rows"]


def without_rows(decisions: Iterable[PairDecision], rows: Container[str]) -> tuple[PairDecision, ...]:
    """The ``decisions`` between leaves that are no ``rows``; two leaves that are one with the same row are one."""
    kept: list[PairDecision] = []
    same: dict[str, list[str]] = {}
    for one in decisions:
        row, leaf = (one.left, one.right) if one.left in rows else (one.right, one.left)
        if row not in rows:
            kept.append(one)
        elif one.verdict == "same" and leaf not in rows:
            same.setdefault(row, []).append(leaf)
    said = {(one.left, one.right) for one in kept}
    for row in sorted(same):
        first, *others = sorted(same[row])
        kept += [PairDecision(first, leaf, "same") for leaf in others if (first, leaf) not in said]
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What persons say of rows: clusters (by index) that a row belongs to, and those that it does not."""

    same: Mapping[str, set[int]]
    apart: Mapping[str, set[int]]
    settled: frozenset[frozenset[int]]  # two clusters that somebody judged


def attach(found: Linking, rows: Sequence[Leaf], proposals: Iterable[Pair], decisions: Iterable[PairDecision]) -> Linking:
    """``found`` with ``rows`` (leaves of registers) in its clusters, or in clusters of their own that no page shows.

    ``proposals`` are pairs of a leaf (left) and a row (right), match or review; ``decisions`` the judgements in force.
    """
    by_id = {row.id: row for row in rows}
    index = {leaf: at for at, cluster in enumerate(found.clusters) for leaf in cluster.leaves}
    judged = _judged(decisions, by_id, index)
    proposed = sorted(
        (pair for pair in proposals if pair.right in by_id and found.clusters[index[pair.left]].promoted),
        key=lambda pair: (-pair.probability, pair.left, pair.right),
    )
    home = {row: min(at - judged.apart.get(row, set())) for row, at in judged.same.items() if at - judged.apart.get(row, set())}
    taken = {(by_id[row].source, at) for row, at in home.items()}
    pairs = []
    for pair in proposed:
        at, source = index[pair.left], by_id[pair.right].source
        free = pair.right not in home and (source, at) not in taken and at not in judged.apart.get(pair.right, ())
        if pair.decision == "match" and free:
            home[pair.right] = at
            taken.add((source, at))
            pairs.append(pair)
    pairs += _questions(proposed, home, taken, judged, index, by_id)
    return replace(
        found,
        clusters=_clusters(found, by_id, home, frozenset(judged.same)),
        pairs=tuple(sorted([*found.pairs, *pairs], key=lambda pair: (pair.left, pair.right))),
    )


def _judged(decisions: Iterable[PairDecision], rows: Mapping[str, Leaf], index: Mapping[str, int]) -> _Judged:
    same: dict[str, set[int]] = {}
    apart: dict[str, set[int]] = {}
    settled = set()
    for one in decisions:
        row, leaf = (one.left, one.right) if one.left in rows else (one.right, one.left)
        if row in rows and leaf in index:
            (same if one.verdict == "same" else apart).setdefault(row, set()).add(index[leaf])
        elif row in index and leaf in index:
            settled.add(frozenset((index[row], index[leaf])))
    return _Judged(same, apart, frozenset(settled))


def _questions(
    proposed: Sequence[Pair],
    home: Mapping[str, int],
    taken: set[tuple[str, int]],
    judged: _Judged,
    index: Mapping[str, int],
    rows: Mapping[str, Leaf],
) -> list[Pair]:
    """The best doubt about each cluster that has no row of a register yet, unless a person answered it."""
    asked: dict[tuple[str, int], Pair] = {}
    for pair in proposed:
        at, source = index[pair.left], rows[pair.right].source
        owner = home.get(pair.right, at)
        answered = at in judged.apart.get(pair.right, ()) or (owner != at and frozenset((at, owner)) in judged.settled)
        if (source, at) not in taken and not answered:
            asked.setdefault((source, at), replace(pair, decision="review"))
    return list(asked.values())


def _clusters(found: Linking, rows: Mapping[str, Leaf], home: Mapping[str, int], judged: frozenset[str]) -> tuple[Cluster, ...]:
    members: dict[int, list[Leaf]] = {}
    for row, at in sorted(home.items()):
        members.setdefault(at, []).append(rows[row])
    clusters = [with_rows(cluster, members.get(at, []), judged) for at, cluster in enumerate(found.clusters)]
    clusters += [_alone(leaf) for row, leaf in rows.items() if row not in home]
    return tuple(sorted(clusters, key=lambda cluster: cluster.leaves))


def with_rows(cluster: Cluster, rows: Sequence[Leaf], judged: frozenset[str] = frozenset()) -> Cluster:
    """``cluster`` with these ``rows``: it keeps its label, and has a page if a person put one of them there (``judged``)."""
    if not rows:
        return cluster
    known = {text for text, _, _ in cluster.names}
    fresh = tuple((row.name, row.language, 1) for row in rows if row.name and row.name not in known)
    return replace(
        cluster,
        leaves=tuple(sorted([*cluster.leaves, *(row.id for row in rows)])),
        names=cluster.names + tuple(dict.fromkeys(fresh)),
        identifiers=tuple(sorted({*cluster.identifiers, *(pair for row in rows for pair in row.identifiers)})),
        promoted=cluster.promoted or any(row.id in judged for row in rows),
    )


def _alone(row: Leaf) -> Cluster:
    label = f"{row.name} ({row.place})" if row.place else row.name
    return Cluster((row.id,), row.kind, row.type, label, ((row.name, row.language, 1),), row.identifiers, promoted=False)
