"""Rows of registers and the clusters they belong to."""

import random

from dentelle.linking import attach, link, without_rows
from dentelle.model import Leaf, Pair, PairDecision


def leaf(source: str, name: str) -> Leaf:
    return Leaf(f"{source}|organisation|{name.casefold()}", source, "organisation", name, (name,), strong=True)


def row(number: int, register: str = "z1") -> Leaf:
    return Leaf(f"{register}|row:{number}", register, "organisation", f"ROW {number}", identifiers=(("siret", str(number)),))


def pair(left: Leaf, right: Leaf, probability: float, decision: str = "match") -> Pair:
    return Pair(left.id, right.id, decision, probability, "")


A, B, C = leaf("s1", "Forge Dilermo"), leaf("s2", "Ferlanon Conseil"), leaf("s3", "Atelier Zolamon")
TWO = (row(1), row(2))
FOUND = link([A, B, C], ())


def homes(
    *proposals: Pair, decisions: tuple[PairDecision, ...] = (), rows: tuple[Leaf, ...] = (row(1), row(2))
) -> dict[str, str]:
    """Row → the first leaf of its cluster, of rows that are not alone."""
    made = attach(FOUND, rows, proposals, decisions)
    return {each.id: one.leaves[0] for one in made.clusters for each in rows if each.id in one.leaves and len(one.leaves) > 1}


def asked(*proposals: Pair, decisions: tuple[PairDecision, ...] = ()) -> list[tuple[str, str]]:
    made = attach(FOUND, (row(1), row(2)), proposals, decisions)
    return [(one.left, one.right) for one in made.pairs if one.decision == "review"]


def test_the_surest_match_takes_the_row_and_the_other_is_asked_about() -> None:
    proposals = [pair(A, row(1), 0.98), pair(B, row(1), 0.99), pair(A, row(2), 0.3, "review")]
    assert homes(*proposals) == {row(1).id: B.id}
    assert asked(*proposals) == [(A.id, row(1).id)]
    shuffled = random.sample(proposals, 3)
    assert attach(FOUND, (row(1), row(2)), proposals, ()) == attach(FOUND, (row(2), row(1)), shuffled, ())


def test_a_cluster_has_one_row_of_each_register() -> None:
    other = row(7, "z2")
    proposals = [pair(A, row(1), 0.99), pair(A, row(2), 0.98), pair(A, other, 0.98)]
    assert homes(*proposals, rows=(row(1), row(2), other)) == {row(1).id: A.id, other.id: A.id}
    assert asked(*proposals[:2]) == []


def test_what_persons_say_comes_first() -> None:
    apart = PairDecision(A.id, row(1).id, "unsure")
    assert homes(pair(A, row(1), 0.99), decisions=(apart,)) == {}
    assert asked(pair(A, row(1), 0.99), decisions=(apart,)) == []
    same = PairDecision(A.id, row(2).id, "same")
    assert homes(pair(A, row(1), 0.99), pair(B, row(2), 0.99), decisions=(same,)) == {row(2).id: A.id}


def test_two_leaves_that_are_one_with_a_row_are_one_unless_kept_apart() -> None:
    said = (PairDecision(A.id, row(1).id, "same"), PairDecision(B.id, row(1).id, "same"))
    rows = frozenset({row(1).id})
    assert without_rows(said, rows) == (PairDecision(A.id, B.id, "same"),)
    kept = PairDecision(A.id, B.id, "different")
    assert without_rows((*said, kept), rows) == (kept,)


def test_a_row_keeps_the_label_and_adds_name_and_identifiers() -> None:
    made = attach(FOUND, (row(1), row(2)), [pair(A, row(1), 0.99)], ())
    (linked,) = [one for one in made.clusters if A.id in one.leaves]
    assert (linked.label, linked.identifiers) == ("Forge Dilermo", (("siret", "1"),))
    assert ("ROW 1", "", 1) in linked.names
    (alone,) = [one for one in made.clusters if row(2).id in one.leaves]
    assert not alone.promoted
