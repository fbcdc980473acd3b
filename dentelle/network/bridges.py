"""Bridges: nodes without which others would lose their connection.

``severed`` counts, for each node, how many others would no longer be connected to the largest part of what remains if the
node were not there: 0 for a node that nobody depends on. It is exact (Hopcroft and Tarjan's articulation points, with the sizes
of the parts), so that two weaves of one graph never differ, as sampled betweenness would.
"""

import numpy as np

from dentelle.network.graph import Graph, Ints

__all__ = ["severed"]


def severed(there: Graph) -> Ints:
    """For each node how many others lose their connection to the largest remaining part when it goes."""
    first, neighbours = there.first.tolist(), there.neighbours.tolist()
    order = [-1] * there.count  # when the search met a node; -1: not yet
    low = [0] * there.count  # the earliest node that its subtree is tied to
    size = [1] * there.count  # of its subtree
    apart = [0] * there.count  # nodes in subtrees that hang on it alone
    largest = [0] * there.count  # of these subtrees
    parent = [-1] * there.count
    found = np.zeros(there.count, dtype=np.int64)
    at = first[:-1].copy()
    clock = 0
    for root in range(there.count):
        if order[root] >= 0:
            continue
        order[root] = low[root] = clock
        clock += 1
        met, here = [root], root
        while here >= 0:
            if at[here] < first[here + 1]:
                other = neighbours[at[here]]
                at[here] += 1
                if order[other] < 0:
                    order[other] = low[other] = clock
                    clock += 1
                    parent[other] = here
                    met.append(other)
                    here = other
                elif other != parent[here] and order[other] < low[here]:
                    low[here] = order[other]
                continue
            above = parent[here]
            if above >= 0:
                size[above] += size[here]
                low[above] = min(low[above], low[here])
                if low[here] >= order[above]:
                    apart[above] += size[here]
                    largest[above] = max(largest[above], size[here])
            here = above
        for node in met:
            rest = len(met) - 1 - apart[node]
            found[node] = len(met) - 1 - max(largest[node], rest)
    return found
