"""A territory's mentions in four languages: how many joined pairs are right, and how many right pairs are joined."""

import itertools
import re
import tomllib
from pathlib import Path
from typing import Any

from dentelle.linking import link
from dentelle.model import Leaf, leaf_id, record_leaf_id

ONES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "territory.toml").read_text(encoding="utf-8"))["one"]


def _leaf(kind: str, written: str, number: int) -> Leaf:
    source, name, *also = written.split("|")
    town = re.search(r" \(([^()]+)\)$", name) if source.startswith("list") else None
    name = name[: town.start()] if town else name
    place = town.group(1) if town else ""
    known = record_leaf_id(source, str(number)) if source.startswith("list") else leaf_id(source, kind, name)
    language = "" if source.startswith("list") else source[:2]
    return Leaf(known, source, kind, name, tuple(sorted({name, *also})), language=language, place=place, strong=True)


def _measured() -> tuple[float, float, list[str]]:
    leaves: dict[str, tuple[int, Leaf, bool]] = {}
    for at, one in enumerate(ONES):
        for number, written in enumerate(one["names"]):
            leaf = _leaf(one.get("kind", "organisation"), written, at * 100 + number)
            leaves[leaf.id] = (at, leaf, one.get("ask", False))
    linking = link([leaf for _, leaf, _ in leaves.values()], [])
    where = {leaf: at for at, cluster in enumerate(linking.clusters) for leaf in cluster.leaves}
    asked = {frozenset((where[pair.left], where[pair.right])) for pair in linking.pairs if pair.decision == "review"}
    joined = wanted = both = 0
    wrong = []
    for (one, left), (other, right) in itertools.combinations(leaves.items(), 2):
        same, together = left[0] == right[0], where[one] == where[other]
        offered = frozenset((where[one], where[other])) in asked
        joined += together
        wanted += same and not (left[2] and not together)  # of what may only be asked, joining is welcome, never demanded
        both += same and together
        if same != together and not (left[2] and same):
            said = "joined" if together else "asked" if offered else "missed"
            wrong.append(f"{said}: {left[1].name} ~ {right[1].name}")
    return both / joined, both / wanted, wrong


def test_the_mentions_of_a_territory_become_its_actors() -> None:
    precision, recall, wrong = _measured()
    assert precision >= 0.97, wrong
    assert recall >= 0.85, wrong
