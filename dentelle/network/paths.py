"""How two nodes are connected: shortest paths, found from both ends at once."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from dentelle.network.graph import Graph, Ints

__all__ = ["LONGEST", "shortest_paths"]

LONGEST = 8  # ties of a path; farther apart, two are not called connected
FAR = 127
Steps = NDArray[np.int8]


def shortest_paths(
    there: Graph, start: int, end: int, most: int, *, allowed: NDArray[np.bool_] | None = None
) -> list[tuple[int, ...]]:
    """Up to ``most`` of the shortest paths from ``start`` to ``end`` of at most ``LONGEST`` ties, each as its nodes in order.

    ``allowed`` says through which nodes a path may lead; its ends always may. Where there are more, those through nodes with
    few neighbours come first (whom few know says more than whom all know), then by number. No path gives an empty list.
    """
    if start == end:
        return [(start,)]
    free = np.ones(there.count, dtype=bool) if allowed is None else allowed.copy()
    free[[start, end]] = True
    steps = [np.full(there.count, FAR, dtype=np.int8) for _ in range(2)]
    steps[0][start] = steps[1][end] = 0
    edges = [np.array([start]), np.array([end])]
    depth = [0, 0]
    while sum(depth) < LONGEST and edges[0].size and edges[1].size:
        side = 0 if there.degrees[edges[0]].sum() <= there.degrees[edges[1]].sum() else 1
        depth[side] += 1
        edges[side] = _next(there, edges[side], steps[side], depth[side], free)
        if (steps[1 - side][edges[side]] != FAR).any():
            return _told(there, start, end, steps, depth, most)
    return []


def _next(there: Graph, edge: Ints, steps: Steps, depth: int, free: NDArray[np.bool_]) -> Ints:
    """The nodes one tie beyond ``edge`` that were not met before, in ascending order; notes their distance in ``steps``."""
    beyond = there.around(edge)
    beyond = beyond[(steps[beyond] == FAR) & free[beyond]]
    steps[beyond] = depth
    return np.unique(beyond)


def _told(there: Graph, start: int, end: int, steps: list[Steps], depth: list[int], most: int) -> list[tuple[int, ...]]:
    """The paths by which the two searches met, after ``depth`` ties from either end."""
    from_start, left = steps  # left: ties to the end
    length = sum(depth)
    layer = np.flatnonzero((from_start == depth[0]) & (left == depth[1]))
    for walked in range(depth[0] - 1, -1, -1):
        beside = np.unique(there.around(layer))
        layer = beside[from_start[beside] == walked]
        left[layer] = length - walked
    degrees = there.degrees

    def walk(path: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if path[-1] == end:
            yield path
            return
        beside = there.of(path[-1])
        onward = beside[left[beside] == length - len(path)].tolist()
        for other in sorted(onward, key=lambda node: (degrees[node], node)):
            yield from walk((*path, other))

    return list(islice(walk((start,)), most))
