"""How nodes repel each other: in pairs where they are few, else as a field on a grid.

The field is worked out as physicists do it with particles: the masses are laid on the knots of a grid, each on the four around
it; one convolution (by Fourier transforms) gives the force at every knot; a node feels that of its four knots. Two nodes closer
than a cell of the grid feel each other less than they should: they may come to lie on each other; the whole is the same.
"""

from collections.abc import Iterator

import numpy as np

from dentelle.network.graph import Floats, Ints

__all__ = ["Repulsion"]

PAIRWISE = 600  # nodes; up to so many, each feels each
KNOTS = ((20_000, 256), (4_000, 128), (0, 64))  # (nodes, knots a side)
OFTEN = 0.05  # share of the nodes that move, above which the field is worked out at every step


class Repulsion:
    """The force with which nodes of ``mass`` push those that are ``moving`` away: ``push`` × both masses / distance."""

    def __init__(self, mass: Floats, moving: Ints, push: float) -> None:
        self._mass, self._moving, self._push = mass, moving, push
        self._knots = next(knots for least, knots in KNOTS if mass.size > least)
        self._kernel = _kernel(self._knots)
        self._field: tuple[Floats, Floats, float] | None = None

    def __call__(self, at: Floats) -> Floats:
        mass = self._mass[self._moving, None] * self._push
        if self._mass.size <= PAIRWISE:
            return mass * self._pairs(at)
        if self._field is None or self._moving.size > OFTEN * self._mass.size:
            self._field = self._worked_out(at)
        return mass * self._felt(at[self._moving], *self._field)

    def _pairs(self, at: Floats) -> Floats:
        apart = at[self._moving, None, :] - at[None, :, :]
        distance = (apart**2).sum(axis=2) + 1.0
        return np.asarray((apart * (self._mass / distance)[:, :, None]).sum(axis=1))

    def _worked_out(self, at: Floats) -> tuple[Floats, Floats, float]:
        """(force at each knot as a stack of x and y, the place of the first knot, the width of a cell)."""
        knots = self._knots
        low, high = at.min(axis=0), at.max(axis=0)
        cell = float((high - low).max()) / (knots - 3) + 1e-9
        corner = (low + high) / 2 - cell * (knots - 1) / 2
        laid = np.zeros(knots * knots)
        for place, share in _four(at, corner, cell, knots):
            laid += np.bincount(place, weights=share * self._mass, minlength=knots * knots)
        spectrum = np.fft.rfft2(laid.reshape(knots, knots), s=(2 * knots, 2 * knots))
        force = np.fft.irfft2(spectrum[None] * self._kernel, s=(2 * knots, 2 * knots))[:, :knots, :knots] / cell
        return force.reshape(2, -1), corner, cell

    def _felt(self, at: Floats, force: Floats, corner: Floats, cell: float) -> Floats:
        felt = np.zeros((at.shape[0], 2))
        for place, share in _four(at, corner, cell, self._knots):
            felt += share[:, None] * force[:, place].T
        return felt


def _four(at: Floats, corner: Floats, cell: float, knots: int) -> Iterator[tuple[Ints, Floats]]:
    """The four knots around each place, each with its share."""
    scaled = np.clip((at - corner) / cell, 0, knots - 1.001)
    whole = scaled.astype(np.int64)
    part = scaled - whole
    for right in (0, 1):
        for down in (0, 1):
            share = (part[:, 0] if right else 1 - part[:, 0]) * (part[:, 1] if down else 1 - part[:, 1])
            yield (whole[:, 0] + right) * knots + whole[:, 1] + down, share


def _kernel(knots: int) -> np.ndarray[tuple[int, ...], np.dtype[np.complex128]]:
    """The transforms of the force of a mass of 1 at the origin, on twice the grid, so that its ends do not meet."""
    steps = np.fft.fftfreq(2 * knots, 1 / (2 * knots))
    x, y = np.meshgrid(steps, steps, indexing="ij")
    distance = x**2 + y**2 + 0.25
    return np.fft.rfft2(np.stack([x / distance, y / distance]))
