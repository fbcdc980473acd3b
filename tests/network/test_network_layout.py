"""Layouts: the same for the same graph, near for who is tied, and still for whom nothing changed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dentelle.network import Graph, graph, lay_out, placed_beside
from dentelle.network.field import Repulsion

NEW = float("nan")


def seeds(count: int) -> np.ndarray:
    return np.random.default_rng(7).random((count, 2))


def fresh(there: Graph) -> np.ndarray:
    return lay_out(there, np.full((there.count, 2), NEW), np.zeros(there.count, dtype=bool), seeds(there.count)).positions


def ring(count: int) -> Graph:
    return graph(count, np.arange(count), (np.arange(count) + 1) % count)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(2, 30))
    node = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(node, node), max_size=60))
    ends = np.array([*pairs, *((at, (at + 1) % count) for at in range(count))])  # in the network everybody is tied to somebody
    return graph(count, ends[:, 0], ends[:, 1])


@settings(max_examples=40)
@given(graphs())
def test_every_node_gets_a_place_and_always_the_same(there: Graph) -> None:
    found = fresh(there)
    assert np.isfinite(found).all()
    assert (found == fresh(there)).all()
    assert len({tuple(place) for place in found.tolist()}) == there.count


@settings(max_examples=40)
@given(graphs(), st.randoms(use_true_random=False))
def test_only_what_is_not_settled_moves(there: Graph, chance) -> None:
    before = fresh(there)
    again = lay_out(there, before, np.ones(there.count, dtype=bool), seeds(there.count))
    assert again.moved == 0
    assert (again.positions == before).all()
    few = np.array([chance.random() < 0.1 for _ in range(there.count)])
    if few.mean() <= 0.3:
        after = lay_out(there, before, ~few, seeds(there.count)).positions
        assert (after[~few] == before[~few]).all()


def test_who_is_tied_stands_near() -> None:
    there = ring(200)
    found = fresh(there)
    left, right = there.ends
    tied = np.median(np.hypot(*(found[left] - found[right]).T))
    any_two = np.median(np.hypot(*(found - found[np.random.default_rng(1).permutation(200)]).T))
    assert tied < any_two / 5


def test_a_new_node_stands_beside_its_neighbour() -> None:
    former = fresh(ring(200))
    there = graph(201, np.append(np.arange(200), 200), np.append((np.arange(200) + 1) % 200, 17))
    before = np.vstack([former, [NEW, NEW]])
    settled = np.ones(201, dtype=bool)
    settled[[17, 200]] = False
    after = lay_out(there, before, settled, seeds(201)).positions
    width = np.ptp(former, axis=0).max()
    assert np.hypot(*(after[200] - former[17])) < width / 5
    assert (np.delete(after, [17, 200], axis=0) == np.delete(former, 17, axis=0)).all()


def test_parts_that_are_wholly_new_stand_outside() -> None:
    there = graph(4, np.array([0, 2]), np.array([1, 3]))
    found = placed_beside(there, np.array([[0, 0], [50, 0], [NEW, NEW], [NEW, NEW]]), seeds(4))
    assert (found[:2] == [[0, 0], [50, 0]]).all()
    assert (np.abs(found[2:]).max(axis=1) > 50).all()


def test_nothing_is_laid_out_as_nothing() -> None:
    assert fresh(graph(0, np.zeros(0, dtype=int), np.zeros(0, dtype=int))).shape == (0, 2)


@pytest.mark.parametrize("few", [False, True])
def test_the_field_pushes_as_pairs_do(few: bool) -> None:
    chance = np.random.default_rng(3)
    at, mass = chance.random((3_000, 2)) * 10_000, chance.integers(1, 9, 3_000).astype(float)
    moving = np.arange(0, 3_000, 100) if few else np.arange(3_000)
    by_field = Repulsion(mass, moving, 1.0)(at)
    apart = at[moving, None, :] - at[None, :, :]
    in_pairs = mass[moving, None] * (apart * (mass / ((apart**2).sum(axis=2) + 1.0))[:, :, None]).sum(axis=1)
    wrong = np.hypot(*(by_field - in_pairs).T) / np.hypot(*in_pairs.T)
    assert np.median(wrong) < 0.1
