"""Three small territories full of names that are alike, and random decisions in them: lists, documents that date, a register."""

import random
from pathlib import Path

from small_territory import DECLARED, Small

from dentelle.atlas.deciding.judgements import judge_claim, judge_pair, split, undo_claim, undo_pair
from dentelle.atlas.models import ClaimRow, FindingRow, IdentityLeaf, PairJudgement, Publication
from dentelle.atlas.projecting import projection
from dentelle.atlas.projecting.published import published_state
from dentelle.atlas.projecting.units import Units

WORDS = ("Brodelle", "Marivon", "Castelune", "Tirandol", "Ferlanon", "Solvene")
HEADS = ("Institut", "Association", "Laboratoire", "École", "Fondation")
THEMES = ("du Verre", "des Mobilités", "du Design")
TOWNS = ("Lille", "Douai")
PEOPLE = ("Hélène Vasson", "Paul Rinmon", "Anne Kirasson")
CHARTER = "Charte du Lin"


def names(chance: random.Random, count: int = 45) -> list[str]:
    """Names of which many are alike: in capitals, a letter off, shortened, of one initials."""
    made: list[str] = []
    while len(made) < count:
        name = f"{chance.choice(HEADS)} {chance.choice(WORDS)} {chance.choice(THEMES)}"
        shape = chance.randrange(6)
        other = chance.choice(made) if made else name
        made.append((name, name, name.upper(), other, other.rsplit(" ", 2)[0], other.replace("l", "", 1))[shape])
    return made


def lists(small: Small, chance: random.Random) -> None:
    rows = names(chance)
    for number, start in enumerate(range(0, len(rows), 9)):
        lines = ["id;nom;commune;membre de;date de création"]
        for at, name in enumerate(rows[start : start + 9]):
            town = chance.choice(TOWNS)
            lines.append(f"r{at};{name};{town};{chance.choice(rows)};{chance.randint(1950, 1990)}")
        small.write(f"{number}.csv", "\n".join(lines) + "\n")
    small.write("a.txt", f"{rows[0]} est situé à Lille. {rows[1]} travaille avec {rows[2]}.\n")
    small.weave()


def documents(small: Small, chance: random.Random) -> None:
    """Documents that tell some happenings of several names, each with a date of its own."""
    bodies = [name for name in names(chance, 30) if not name.isupper()][:9]
    for number in range(9):
        body, other, person = chance.choice(bodies), chance.choice(bodies), chance.choice(PEOPLE)
        year = chance.randint(1990, 1999)
        lines = [
            f"{body} a été fondé en {year} par {person}. Il est situé à {chance.choice(TOWNS)}.",
            f"Le {chance.randint(3, 5)} mai 2017, {other} a signé la {CHARTER} avec {chance.choice(bodies)}.",
            f"En {year + chance.randint(3, 9)}, {other} a rejoint {chance.choice(bodies)}.",
            f"{person} dirige {chance.choice(bodies)} depuis {year + 4}.",
        ]
        small.write(f"{number}.txt", "\n\n".join(lines) + "\n")
    small.weave()


def register(small: Small, chance: random.Random, folder: Path) -> None:
    """Lists whose names a register knows, some of them for several rows; the environment names the folder of registers."""
    from dentelle.registers.table_import import import_table

    rows = sorted(set(names(chance)))
    firms = folder / "firms.csv"
    lines = ["id,name,address,postcode,city,closed"]
    for number, name in enumerate(rows[::2]):
        town = chance.choice(TOWNS)
        lines.append(f"R{number},{name.upper()},1 rue du Puits,{'59000' if town == 'Lille' else '59500'},{town.upper()},")
    firms.write_text("\n".join(lines))
    import_table(firms, "firms", vintage="2026-01-01")
    small.declare(DECLARED.replace('name = "Test"\n', 'name = "Test"\nregisters = ["firms"]\n'))
    lists(small, chance)


def decide(chance: random.Random) -> None:
    """One decision of any sort on anything."""
    leaves = sorted(IdentityLeaf.objects.visible().values_list("leaf", flat=True))
    made = list(PairJudgement.objects.filter(undone_at=None).order_by("id"))
    sort = chance.randrange(9)
    if sort < 3:
        judge_pair(*chance.sample(leaves, 2), chance.choice(("same", "same", "different", "unsure")), who="Ada")
    elif sort < 4:
        asked(chance)
    elif sort < 6 and made:
        undone = chance.choice(made)
        undo_pair(undone.left, undone.right, who="Ada")
    elif sort < 7:
        entity = chance.choice(sorted(set(IdentityLeaf.objects.visible().values_list("identity_id", flat=True))))
        parts = sorted(IdentityLeaf.objects.visible().filter(identity_id=entity).values_list("leaf", flat=True))
        split(parts[0], chance.sample(parts, chance.randint(1, max(1, len(parts) - 1))), who="Ada")
    else:
        on_a_claim(chance)


def asked(chance: random.Random) -> None:
    """A decision on a pair that the machine asks about."""
    pairs = [row.data for row in FindingRow.objects.visible().filter(check_name="pairs").order_by("key")]
    if pairs:
        one = chance.choice(pairs)
        judge_pair(one["left_leaf"], one["right_leaf"], chance.choice(("same", "different", "unsure")), who="Ada")


def on_a_claim(chance: random.Random) -> None:
    key = chance.choice(sorted(ClaimRow.objects.visible().values_list("key", flat=True)))
    judge_claim(key, chance.choice(("accept", "reject", "hide")), who="Ada")
    if chance.random() < 0.3:
        undo_claim(key, who="Ada")


def stale() -> tuple[list[str], dict[str, tuple[str, str]]]:
    """The units that a projection of the whole would make again, and the leaves that it would move."""
    state, run = published_state(), Publication.objects.get().run
    there = dict(IdentityLeaf.objects.at(run).values_list("leaf", "identity_id"))
    moved = {leaf: (there.get(leaf, ""), entity) for leaf, entity in state.entity_of.items() if there.get(leaf) != entity}
    return projection.moved(Units(state), run, foreign=(projection.TEXT, projection.NOTE)), moved
