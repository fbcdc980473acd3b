"""Ids for ever: what an identity means is decided by the leaf it was minted from."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from dentelle.atlas.projecting.identity import Assignment, Known, assign

LEAVES = "abcdefgh"


def settle(known: dict[str, Known], last: dict[str, str], clusters: list[list[str]]) -> Assignment:
    """Assigns all clusters, and keeps the result as a published run would."""
    made = assign(clusters, range(len(clusters)), known, last)
    for identity, leaf in made.minted.items():
        known[identity] = Known(leaf)
    for identity, target in made.redirects.items():
        known[identity] = Known(known[identity].minted_from, target)
    for leaves, identity in zip(clusters, made.clusters, strict=True):
        last.update(dict.fromkeys(leaves, identity))
    return made


def test_an_id_is_minted_from_the_smallest_leaf_and_stays() -> None:
    known: dict[str, Known] = {}
    last: dict[str, str] = {}
    first = settle(known, last, [["b", "c"]])
    later = settle(known, last, [["a", "b", "c"]])
    assert known[first.clusters[0]].minted_from == "b"
    assert later.clusters == first.clusters
    assert not later.minted


def test_of_two_that_merge_the_one_with_the_smallest_leaf_survives() -> None:
    known: dict[str, Known] = {}
    last: dict[str, str] = {}
    one, two = settle(known, last, [["a"], ["b"]]).clusters
    assert settle(known, last, [["a", "b"]]).clusters == (one,)
    assert known[two].redirect == one
    assert settle(known, last, [["a"], ["b"]]).clusters == (one, two)
    assert known[two].redirect == ""


def test_of_a_split_the_part_that_holds_the_first_leaf_keeps_the_id() -> None:
    known: dict[str, Known] = {}
    last: dict[str, str] = {}
    (one,) = settle(known, last, [["a", "b", "c"]]).clusters
    parts = settle(known, last, [["b", "c"], ["a"]]).clusters
    assert parts[1] == one
    assert parts[0] not in ("", one)


def test_an_id_outlives_the_leaf_it_was_minted_from() -> None:
    known: dict[str, Known] = {}
    last: dict[str, str] = {}
    (one,) = settle(known, last, [["a", "b"]]).clusters
    assert settle(known, last, [["b"]]).clusters == (one,)
    settle(known, last, [])
    assert settle(known, last, [["a"], ["b"]]).clusters[0] == one


def test_what_needs_no_id_gets_none() -> None:
    assert assign([["a"], ["b"]], [1], {}, {}).clusters[0] == ""


@st.composite
def partitions(draw: st.DrawFn) -> list[list[str]]:
    groups: dict[int, list[str]] = {}
    for leaf in LEAVES:
        group = draw(st.integers(-1, 4))
        if group >= 0:
            groups.setdefault(group, []).append(leaf)
    return [sorted(leaves) for leaves in groups.values()]


def end_of(known: Mapping[str, Known], identity: str) -> str:
    for _ in range(len(known) + 1):
        if not known[identity].redirect:
            return identity
        identity = known[identity].redirect
    raise AssertionError("redirects run in a circle")


@given(st.lists(partitions(), min_size=1, max_size=8))
def test_any_history_keeps_ids_apart_reachable_and_settled(history: list[list[list[str]]]) -> None:
    known: dict[str, Known] = {}
    last: dict[str, str] = {}
    for clusters in history:
        made = settle(known, last, clusters)
        assert len(set(made.clusters)) == len(clusters)
        again = assign(clusters[::-1], range(len(clusters)), known, last)
        assert again.clusters == made.clusters[::-1]
        assert not again.minted
        assert not again.redirects
        for identity in known:
            end_of(known, identity)
        for leaves, identity in zip(clusters, made.clusters, strict=True):
            assert not known[identity].redirect
            for row, one in known.items():
                if one.minted_from in leaves:
                    assert end_of(known, row) == identity
