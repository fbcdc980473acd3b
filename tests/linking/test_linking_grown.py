"""A likeness that grew is the one that comparing everything gives, whatever came, went or changed."""

import importlib
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dentelle.linking import candidates as keys_module
from dentelle.linking import compared, grown, united
from dentelle.model import Leaf, leaf_id, record_leaf_id

WORDS = ("Lille", "Gent", "Ghent", "Merlin", "Rubika", "Supinfocom", "Praxys", "Praxis", "Zukunftswerk", "Nordelia", "Design")
HEADS = ("", "", "Institut", "Universität", "School of", "Communauté d'agglomération de", "Cluster", "Musée de", "CCI", "Centre")
FORMS = ("", "", " SAS", " GmbH", " asbl", " (PRX)")
GIVEN = ("", "J.", "J.-B.", "Jean", "Jean-Baptiste", "Anne", "Mme Anne", "A.", "Karl der", "Docteur Jean")
SURNAMES = ("Carpeaux", "Martin", "Martins", "Dupont-Durand", "Kahle", "de Croÿ", "Kahlen")
SHORT = ("PRX", "ISD", "CCI", "Merlin", "LM", "Rubika", "Lille")
TYPES = {
    "organisation": ("", "", "university", "company", "intercommunality"),
    "place": ("", "commune", "site", "department"),
    "person": ("",),
}


def made(chance: random.Random, source: str) -> Leaf:
    """A leaf of ``source`` that is likely to be alike to others."""
    kind = chance.choice(("organisation", "organisation", "organisation", "place", "person"))
    if kind == "person":
        name = f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)}".strip()
    elif kind == "place":
        name = chance.choice((*WORDS[:5], "Ville de Lille", "Nord", "département du Nord", "Institut Merlin", "Praxys"))
    else:
        words = " ".join(chance.sample(WORDS, chance.choice((1, 1, 2))))
        name = f"{chance.choice(HEADS)} {words}{chance.choice(FORMS)}".strip()
        name = chance.choice((name, name, name, *SHORT, name.upper()))
    names = {name, chance.choice((name, name, name, *SHORT))}
    listed = chance.random() < 0.3
    return Leaf(
        record_leaf_id(source, str(chance.randrange(9))) if listed else leaf_id(source, kind, name),
        source,
        kind,
        name,
        tuple(sorted(names)),
        type=chance.choice(TYPES[kind]),
        identifiers=(("siret", f"8141234560001{chance.randrange(3)}"),) if chance.random() < 0.1 else (),
        place=chance.choice(("", "", "Lille", "Gent")),
        strong=chance.random() < 0.5,
    )


def sources(chance: random.Random, names: str) -> Iterator[Leaf]:
    for source in names:
        for _ in range(chance.randrange(1, 9)):
            yield made(chance, source)


@pytest.fixture(params=[3, 60])
def budgets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small ones too, so that a leaf more takes a key over its budget."""
    known = keys_module._BUDGET
    monkeypatch.setattr(keys_module, "_BUDGET", {sort: min(most, request.param) for sort, most in known.items()})


@pytest.mark.usefixtures("budgets")
@pytest.mark.parametrize("seed", range(25))
def test_it_is_the_likeness_of_the_whole(seed: int) -> None:
    chance = random.Random(seed)
    stay = list(sources(chance, "abcdefgh"[: chance.randrange(1, 9)]))
    was, now = united([*stay, *sources(chance, "xy")]), united([*stay, *sources(chance, "xz")])
    for before, after in ((united(stay), now), (was, now), (now, united(stay)), (was, was), ({}, now), (now, {})):
        found, wanted = grown(compared(before), before, after), compared(after)
        assert found.likeness.groups == wanted.likeness.groups
        assert found.likeness.decided == wanted.likeness.decided
        assert found.keyed == wanted.keyed


def test_few_are_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("dentelle.linking.grown")  # the room has a function of that name
    chance = random.Random(1)
    letters = [f"{chance.choice('bcdfg')}{chance.choice('aeiou')}" for _ in range(40)]
    stay = [
        Leaf(record_leaf_id("a", str(at)), "a", "organisation", name := "".join(chance.sample(letters, 4)).title(), (name,))
        for at in range(2_000)
    ]
    was = united(stay)
    more = [Leaf(leaf_id("z", "organisation", one.name), "z", "organisation", one.name, one.names) for one in stay[:5]]
    now = united([*stay, *more])
    asked = []
    real = module.compare
    monkeypatch.setattr(module, "compare", lambda *pair: asked.append(pair) or real(*pair))
    before = compared(was)
    assert grown(before, was, now) == replace(compared(now), likeness=replace(compared(now).likeness, spent=()))
    assert len(asked) < 100
