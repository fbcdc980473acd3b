"""Why a decision on two leaves cannot stand: the shortest chain of decisions, a person's or the machine's, between them.

Invariant: a chain leads from leaf to leaf without a gap, and only one of its steps keeps apart.
"""

import heapq
from collections.abc import Iterator, Mapping
from itertools import count

from dentelle.atlas.projecting.edges import Edge, leaf_name
from dentelle.atlas.projecting.state import State
from dentelle.errors import Link
from dentelle.folding import fold

APART = frozenset({"different", "unsure"})
LONG = 100  # the cost of a step of which it is only known that linking took it

_Step = tuple[str, str, int, Edge | None]  # the leaf it leads to, what is said, its cost, the decision that says it


def between(state: State, left: str, right: str, *, apart: bool) -> tuple[Link, ...]:
    """The chain from ``left`` to ``right`` in ``state``, with one step that keeps apart, unless not ``apart``; () if none."""
    steps = _steps(state, (left, right), machine=apart)
    start, goal = (left, False), (right, apart)
    best: dict[tuple[str, bool], tuple[tuple[str, bool], str, Edge | None]] = {}
    costs = {start: 0}
    ties = count()
    waiting = [(0, next(ties), start)]
    while waiting:
        cost, _, here = heapq.heappop(waiting)
        if here == goal:
            return tuple(_walked(state, best, start, goal))
        if cost > costs[here]:
            continue
        for leaf, verdict, price, edge in steps.get(here[0], ()):
            if verdict in APART and (here[1] or not apart):
                continue
            there = (leaf, here[1] or verdict in APART)
            if cost + price < costs.get(there, 1 << 30):
                costs[there] = cost + price
                best[there] = (here, verdict, edge)
                heapq.heappush(waiting, (cost + price, next(ties), there))
    return ()


def _walked(
    state: State,
    best: Mapping[tuple[str, bool], tuple[tuple[str, bool], str, Edge | None]],
    start: tuple[str, bool],
    goal: tuple[str, bool],
) -> list[Link]:
    links = []
    here = goal
    while here != start:
        before, verdict, edge = best[here]
        ends = (before[0], here[0])
        said = (edge.who, edge.made_at[:10], edge.why, edge.row) if edge else ()
        names, paths = [name(state, leaf) for leaf in ends], [path(state, leaf) for leaf in ends]
        links.append(Link(ends, (names[0], names[1]), (paths[0], paths[1]), verdict, *said))
        here = before
    return links[::-1]


def name(state: State, leaf: str) -> str:
    """The name that the source gives ``leaf``."""
    contribution = state.contributions.get(leaf.partition("|")[0])
    return next((one.name for one in contribution.leaves if one.id == leaf), leaf_name(leaf)) if contribution else leaf_name(leaf)


def path(state: State, leaf: str) -> str:
    """The path of the source of ``leaf``; "" when that is gone."""
    source = state.sources.get(leaf.partition("|")[0])
    return source.path if source else ""


def _steps(state: State, ends: tuple[str, str], *, machine: bool) -> Mapping[str, list[_Step]]:
    """From each leaf of the two entities: judged steps and, with ``machine``, those by which linking joined them."""
    steps: dict[str, list[_Step]] = {}

    def step(left: str, right: str, verdict: str, cost: int = 1, edge: Edge | None = None) -> None:
        steps.setdefault(left, []).append((right, verdict, cost, edge))
        steps.setdefault(right, []).append((left, verdict, cost, edge))

    for pair, (verdict, edge) in state.decided.judged.items():
        step(*pair, verdict, 1, edge)
    if machine:
        clusters = {id(state.cluster_of[end]): state.cluster_of[end] for end in ends}
        inside = {leaf for cluster in clusters.values() for leaf in cluster.leaves}
        for found in state.linking.pairs:
            if found.decision == "match" and found.left in inside and found.right in inside:
                step(found.left, found.right, "linked")
        for cluster in clusters.values():
            for left, right in _alike(cluster.leaves):
                step(left, right, "linked")
            for leaf in cluster.leaves[1:]:
                step(cluster.leaves[0], leaf, "linked", LONG)
    return steps


def _alike(leaves: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each leaf and the first of the same name."""
    first: dict[str, str] = {}
    for leaf in leaves:
        key = fold(leaf.partition("|")[2])
        if key in first:
            yield first[key], leaf
        first.setdefault(key, leaf)
