"""A decision on a pair is shown from the part around it, and leaves exactly what the whole would give."""

import random

import pytest
from judged_town import nothing_moves
from small_territory import Small

from dentelle.atlas import deciding, projection
from dentelle.atlas.judgements import judge_claim, judge_pair, split, undo_claim, undo_pair
from dentelle.atlas.models import ClaimRow, IdentityLeaf, PairJudgement, Publication
from dentelle.atlas.published import published_state
from dentelle.atlas.units import Units
from dentelle.errors import DentelleError

WORDS = ("Brodelle", "Marivon", "Castelune", "Tirandol", "Ferlanon", "Solvene")
HEADS = ("Institut", "Association", "Laboratoire", "École", "Fondation")
THEMES = ("du Verre", "des Mobilités", "du Design")
TOWNS = ("Lille", "Douai")
DECISIONS = 40


def names(chance: random.Random) -> list[str]:
    """Names of which many are alike: in capitals, a letter off, shortened, of one initials."""
    made: list[str] = []
    while len(made) < 45:
        name = f"{chance.choice(HEADS)} {chance.choice(WORDS)} {chance.choice(THEMES)}"
        shape = chance.randrange(6)
        other = chance.choice(made) if made else name
        made.append((name, name, name.upper(), other, other.rsplit(" ", 2)[0], other.replace("l", "", 1))[shape])
    return made


def lay_out(small: Small, chance: random.Random) -> None:
    rows = names(chance)
    for number, start in enumerate(range(0, len(rows), 9)):
        lines = ["id;nom;commune;membre de;date de création"]
        for at, name in enumerate(rows[start : start + 9]):
            town = chance.choice(TOWNS)
            lines.append(f"r{at};{name};{town};{chance.choice(rows)};{chance.randint(1950, 1990)}")
        small.write(f"{number}.csv", "\n".join(lines) + "\n")
    small.write("a.txt", f"{rows[0]} est situé à Lille. {rows[1]} travaille avec {rows[2]}.\n")
    small.weave()


def decide(chance: random.Random) -> None:
    """One decision of any sort on anything."""
    leaves = sorted(IdentityLeaf.objects.visible().values_list("leaf", flat=True))
    made = list(PairJudgement.objects.filter(undone_at=None).order_by("id"))
    sort = chance.randrange(9)
    if sort < 4:
        judge_pair(*chance.sample(leaves, 2), chance.choice(("same", "same", "different", "unsure")), who="Ada")
    elif sort < 6 and made:
        undone = chance.choice(made)
        undo_pair(undone.left, undone.right, who="Ada")
    elif sort < 7:
        entity = chance.choice(sorted(set(IdentityLeaf.objects.visible().values_list("identity_id", flat=True))))
        parts = sorted(IdentityLeaf.objects.visible().filter(identity_id=entity).values_list("leaf", flat=True))
        split(parts[0], chance.sample(parts, chance.randint(1, max(1, len(parts) - 1))), who="Ada")
    else:
        key = chance.choice(sorted(ClaimRow.objects.visible().values_list("key", flat=True)))
        judge_claim(key, chance.choice(("accept", "reject", "hide")), who="Ada")
        if chance.random() < 0.5:
            undo_claim(key, who="Ada")


def stale() -> tuple[list[str], dict[str, tuple[str, str]]]:
    """The units that a projection of the whole would make again, and the leaves that it would move."""
    state, run = published_state(), Publication.objects.get().run
    there = dict(IdentityLeaf.objects.at(run).values_list("leaf", "identity_id"))
    moved = {leaf: (there.get(leaf, ""), entity) for leaf, entity in state.entity_of.items() if there.get(leaf) != entity}
    return projection.moved(Units(state), run, foreign=(projection.TEXT, projection.NOTE)), moved


@pytest.mark.parametrize("seed", range(4))
def test_random_decisions_leave_what_the_whole_gives(small: Small, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    lay_out(small, chance)
    assert stale() == ([], {})
    near: list[bool] = []
    of_part = deciding.changes_of

    def counted(*arguments: object) -> object:
        near.append(False)
        changes = of_part(*arguments)  # type: ignore[arg-type]
        near[-1] = True
        return changes

    monkeypatch.setattr(deciding, "changes_of", counted)
    for _ in range(DECISIONS):
        try:
            decide(chance)
        except DentelleError:
            continue
        assert stale() == ([], {})
    assert sum(near) > len(near) // 2, "the part was not enough"
    nothing_moves(small)
