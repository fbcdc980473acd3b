"""A graph in arrays: who is a neighbour of whom.

Invariants: a pair of nodes is tied once however many relations tie it, in no direction; no node is tied to itself; the
neighbours of a node stand in ascending order.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Graph", "Ints", "graph"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Graph:
    """``count`` nodes, numbered from 0. The neighbours of node n are ``neighbours[first[n]:first[n + 1]]``."""

    count: int
    first: Ints
    neighbours: Ints

    @property
    def degrees(self) -> Ints:
        """How many neighbours each node has."""
        return np.diff(self.first)

    @property
    def ends(self) -> tuple[Ints, Ints]:
        """The two ends of each tie, the smaller first, each tie once."""
        left = np.repeat(np.arange(self.count), self.degrees)
        once = left < self.neighbours
        return left[once], self.neighbours[once]

    def of(self, node: int) -> Ints:
        """The neighbours of ``node``."""
        return self.neighbours[self.first[node] : self.first[node + 1]]

    def around(self, nodes: Ints) -> Ints:
        """The neighbours of all ``nodes``, one after the other, with repetitions."""
        return self.neighbours[places(self.first[nodes], self.degrees[nodes])]


def graph(count: int, left: Ints, right: Ints) -> Graph:
    """The graph of ``count`` nodes whose ties run between ``left[i]`` and ``right[i]``, as often as they come."""
    apart = left != right
    left, right = left[apart].astype(np.int64), right[apart].astype(np.int64)
    codes = np.unique(np.concatenate([left * count + right, right * count + left]))
    first = np.zeros(count + 1, dtype=np.int64)
    if count:
        np.cumsum(np.bincount(codes // count, minlength=count), out=first[1:])
    return Graph(count, first, codes % count if count else codes)


def places(starts: Ints, lengths: Ints) -> Ints:
    """The numbers of stretches that begin at ``starts``, one stretch after the other: starts, starts + 1, … for each."""
    total = int(lengths.sum())
    shift = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) if total else np.zeros(0, np.int64)
    return np.arange(total, dtype=np.int64) + shift
