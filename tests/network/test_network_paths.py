"""Shortest paths and bridges, against the plainest way to find them."""

from collections import deque
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dentelle.network import Graph, graph, severed, shortest_paths
from dentelle.network.paths import LONGEST


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(1, 14))
    node = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(node, node), max_size=24))
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return graph(count, ends[:, 0], ends[:, 1])


def distances(there: Graph, start: int, without: frozenset[int] = frozenset()) -> dict[int, int]:
    found, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for other in there.of(here).tolist():
            if other not in found and other not in without:
                found[other] = found[here] + 1
                waiting.append(other)
    return found


@settings(max_examples=300)
@given(graphs(), st.data())
def test_paths_are_the_shortest_and_all_of_them(there: Graph, data: st.DataObject) -> None:
    node = st.integers(0, there.count - 1)
    start, end = data.draw(node), data.draw(node)
    closed = data.draw(st.frozensets(node, max_size=4)) - {start, end}
    allowed = np.array([at not in closed for at in range(there.count)])
    paths = shortest_paths(there, start, end, 1_000, allowed=allowed)
    far = distances(there, start, closed).get(end, LONGEST + 1)
    if far > LONGEST:
        assert paths == []
        return
    assert len(set(paths)) == len(paths) > 0
    for path in paths:
        assert (path[0], path[-1], len(path)) == (start, end, far + 1)
        assert all(other in there.of(one) for one, other in pairwise(path))
        assert closed.isdisjoint(path)
    assert len(paths) == ways(there, start, end, far, closed)
    assert shortest_paths(there, start, end, 1, allowed=allowed) == paths[:1]


def ways(there: Graph, start: int, end: int, far: int, closed: frozenset[int]) -> int:
    counts = {start: 1}
    for _ in range(far):
        following: dict[int, int] = {}
        for here, number in counts.items():
            for other in there.of(here).tolist():
                if other not in closed:
                    following[other] = following.get(other, 0) + number
        counts = following
    return counts.get(end, 0)


def test_who_is_known_to_few_comes_first() -> None:
    known = [(0, 1), (1, 2), (0, 3), (3, 2), (1, 4), (1, 5)]
    there = graph(6, *np.array(known).T)
    assert shortest_paths(there, 0, 2, 3) == [(0, 3, 2), (0, 1, 2)]


@settings(max_examples=300)
@given(graphs())
def test_bridges_are_counted_as_by_taking_each_away(there: Graph) -> None:
    found = severed(there)
    for node in range(there.count):
        part = set(distances(there, node)) - {node}
        left = [set(distances(there, other, frozenset({node}))) for other in part]
        assert found[node] == len(part) - max(map(len, left), default=0)


def test_a_long_chain_is_no_matter() -> None:
    there = graph(5_000, np.arange(4_999), np.arange(1, 5_000))
    assert severed(there)[0] == 0
    assert severed(there)[1] == 1
    assert severed(there)[2_000] == 2_000
    assert shortest_paths(there, 0, LONGEST, 1) == [tuple(range(LONGEST + 1))]
    assert shortest_paths(there, 0, LONGEST + 1, 1) == []
