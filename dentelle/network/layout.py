"""Where the nodes of a graph are drawn: tied nodes near each other, others apart, and old ones where they were.

Forces are those of ForceAtlas2 (Jacomy et al. 2014): ties pull in proportion to their length, all nodes repel each other in
proportion to their degrees and to the inverse of their distance, gravity in proportion to the distance from the middle holds
the parts together. Among many nodes repulsion is that of a field on a grid (see ``field``), so that a step takes time in
proportion to nodes and ties.

Invariants: the positions are a function of the graph, of the positions before and of the nodes' seeds, of nothing else; a
settled node stays exactly where it was, unless many are not settled.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dentelle.network.field import Repulsion
from dentelle.network.graph import Floats, Graph, Ints

__all__ = ["Layout", "lay_out", "placed_beside"]

PULL = 1.0  # of a tie, for each unit of its length
PUSH = 400.0  # between two nodes of degree 0 at distance 1; sets how long a tie comes out
GRAVITY = 0.3  # towards the middle, for each unit of distance and of mass
STEPS = 160  # of a layout that starts from nothing
STEPS_AGAIN = 80  # of one in which many nodes changed
STEPS_BESIDE = 60  # of one in which few did
MOST_BESIDE = 0.3  # share of the nodes that may be unsettled before all move
SMOOTHING = 120  # rounds in which a node goes to the middle of its neighbours, before forces begin
LONGEST = 0.05  # share of the whole's radius that a node goes at the first step; ever less, so that the last only settle
DIGITS = 1  # of a position
JITTER = 30.0  # how far a new node stands from the middle of its neighbours

Free = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Layout:
    """``positions`` (x, y) of each node; ``moved``: how many of those that had a position have another now."""

    positions: Floats
    moved: int


def lay_out(there: Graph, before: Floats, settled: Free, seeds: Floats) -> Layout:
    """The positions of the nodes of ``there``.

    ``before`` holds a row (x, y) a node, not-a-number for a new one; ``settled`` says whose neighbours are those that they were
    when ``before`` was made; ``seeds`` are two numbers from 0 to 1 for each node, that break ties between equals.
    """
    known = ~np.isnan(before[:, 0])
    if there.count == 0 or (known & settled).all():
        return Layout(before, 0)
    unsettled = ~(known & settled)
    if unsettled.sum() > MOST_BESIDE * there.count:
        start = placed_beside(there, before, seeds) if known.mean() > MOST_BESIDE else _smoothed(there, seeds)
        steps = STEPS_AGAIN if known.mean() > MOST_BESIDE else STEPS
        found = _settle(there, start, np.ones(there.count, dtype=bool), steps)
    else:
        found = _settle(there, placed_beside(there, before, seeds), unsettled, STEPS_BESIDE)
    found = found.round(DIGITS) + 0.0  # no minus zero
    return Layout(found, int((known & (found != before).any(axis=1)).sum()))


# ---- where nodes start


def placed_beside(there: Graph, before: Floats, seeds: Floats) -> Floats:
    """``before`` with new nodes in the middle of their neighbours that have a place, and so on; wholly new parts outside."""
    found, placed = before.copy(), ~np.isnan(before[:, 0])
    left, right = there.ends
    left, right = np.concatenate([left, right]), np.concatenate([right, left])
    while True:
        telling = placed[right] & ~placed[left]
        fresh = np.unique(left[telling])
        if not fresh.size:
            break
        count = np.bincount(left[telling], minlength=there.count)[fresh]
        for axis in (0, 1):
            total = np.bincount(left[telling], weights=found[right[telling], axis], minlength=there.count)
            found[fresh, axis] = total[fresh] / count + (seeds[fresh, axis] - 0.5) * 2 * JITTER
        placed[fresh] = True
    lost = np.flatnonzero(~placed)
    if not lost.size:
        return found
    radius = np.abs(found[placed]).max() + 2 * JITTER if placed.any() else JITTER
    angle = _smoothed(there, seeds)[lost, 0]  # those of one part stand together
    turn = (angle - angle.min()) / (np.ptp(angle) or 1.0) * 2 * np.pi
    found[lost] = np.stack([np.cos(turn), np.sin(turn)], axis=1) * radius + (seeds[lost] - 0.5) * JITTER
    return found


def _smoothed(there: Graph, seeds: Floats) -> Floats:
    """A first layout: random, then each node goes to the middle of its neighbours again and again, while the whole is kept wide.

    It comes near the two slowest vibrations of the graph, which lay its large parts side by side; ranks spread them evenly.
    """
    ties = _Ties(there, np.arange(there.count))
    degrees = np.maximum(there.degrees, 1).astype(float)
    weights = degrees / degrees.sum()
    found = seeds - 0.5
    for _ in range(SMOOTHING if there.count > 2 else 0):
        found += 0.5 * ties.pull(found) / degrees[:, None]
        found = found - weights @ found
        found[:, 0] /= np.sqrt(weights @ found[:, 0] ** 2) or 1.0
        found[:, 1] -= (weights @ (found[:, 0] * found[:, 1])) * found[:, 0]
        found[:, 1] /= np.sqrt(weights @ found[:, 1] ** 2) or 1.0
    width = 2 * _radius(there)
    ranks = np.stack([np.argsort(np.argsort(found[:, axis], kind="stable"), kind="stable") for axis in (0, 1)], axis=1)
    return (ranks / max(there.count - 1, 1) - 0.5 + (seeds - 0.5) / 50) * width


# ---- forces


def _settle(there: Graph, start: Floats, free: Free, steps: int) -> Floats:
    """``start`` after ``steps`` in which the forces on the nodes that are ``free`` move them."""
    mass = there.degrees.astype(np.float64) + 1.0
    moving = np.flatnonzero(free)
    ties = _Ties(there, moving)
    repulsion = Repulsion(mass, moving, PUSH)
    found, speed = start.copy(), 1.0
    former = np.zeros((moving.size, 2))
    longest = LONGEST * _radius(there) + 1.0
    for step in range(steps):
        force = ties.pull(found) + repulsion(found)
        force -= GRAVITY * mass[moving, None] * found[moving]
        swing = np.hypot(*(force - former).T)
        drive = np.hypot(*(force + former).T) / 2
        wanted = (mass[moving] @ drive) / max(mass[moving] @ swing, 1e-9)
        speed = min(wanted, 1.5 * speed)
        pace = speed / (1 + speed * np.sqrt(swing))
        length = np.hypot(*force.T)
        pace = np.minimum(pace, longest * (1 - step / steps) / np.maximum(length, 1e-9))
        found[moving] += force * pace[:, None]
        former = force
    return found


def _radius(there: Graph) -> float:
    """How far from the middle the outermost nodes come to lie where nothing ties them: push and gravity are equal there."""
    return float(np.sqrt(PUSH * (there.count + there.neighbours.size) / (PULL + GRAVITY)))


class _Ties:
    """The ties of the nodes ``moving``, that pull them together."""

    def __init__(self, there: Graph, moving: Ints) -> None:
        self._moving, self._others, self._degrees = moving, there.around(moving), there.degrees[moving].astype(float)
        self._own = np.repeat(np.arange(moving.size), there.degrees[moving])

    def pull(self, at: Floats) -> Floats:
        """The force on each of the moving nodes."""
        found = np.empty((self._moving.size, 2))
        for axis in (0, 1):
            along = np.ascontiguousarray(at[:, axis])
            total = np.bincount(self._own, weights=along[self._others], minlength=self._moving.size)
            found[:, axis] = PULL * (total - self._degrees * along[self._moving])
        return found
