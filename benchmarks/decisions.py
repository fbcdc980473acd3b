"""How long does a person wait until a decision is taken, with many entities in the atlas?

    python benchmarks/decisions.py [--entities 50000] [--decisions 40] [--most 0.1] [--keep DIR]

Makes a territory of synthetic lists in a temporary folder (100 rows each, one body in ten stands in two of them under names
that differ a little), weaves it, and takes decisions of each sort in this process: on claims, on pairs, splits, and undoes
them. Prints median and 95th percentile of the seconds until the decision, its audit line and all that it changes are stored.

Ends with status 1 when a 95th percentile is above ``--most`` seconds.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from incremental import HEADS, SEED, THEMES, TOWNS, word

ROWS = 100  # a list
TWICE = 10  # one body in so many stands in a second list
DECLARED = """name = "Synthetic"

[[sources]]
glob = "lists/*.csv"
publisher = "Nobody"
licence = "CC0-1.0"
"""


def make(folder: Path, entities: int) -> None:
    """A territory of lists with ``entities`` bodies in ``folder``."""
    chance = random.Random(SEED)
    (folder / "lists").mkdir(parents=True)
    (folder / "territory.toml").write_text(DECLARED, encoding="utf-8")
    bodies: list[tuple[str, str]] = []
    rows: list[str] = []
    while len(bodies) < entities:
        name = f"{chance.choice(HEADS)} {word(chance)}{word(chance).lower()} {chance.choice(THEMES)}"
        town = chance.choice(TOWNS)
        bodies.append((name, town))
        rows.append(f"r{len(rows)};{name};{town};{chance.randint(1900, 2024)}")
        if not len(bodies) % TWICE:
            again, town = chance.choice(bodies)
            rows.append(f"r{len(rows)};{again.upper()};{town};{chance.randint(1900, 2024)}")
    for number, start in enumerate(range(0, len(rows), ROWS)):
        lines = ["id;nom;commune;date de création", *rows[start : start + ROWS]]
        (folder / "lists" / f"{number:05}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def measure(decisions: int) -> dict[str, list[float]]:
    """Seconds of each decision by its sort, in the atlas that is open."""
    from dentelle.atlas.judgements import judge_claim, judge_pair, split, undo_claim, undo_pair
    from dentelle.atlas.models import ClaimRow, EntityRow, IdentityLeaf

    chance = random.Random(SEED)
    claims = list(ClaimRow.objects.visible().filter(property="founded").order_by("key").values_list("key", flat=True))
    ids = list(
        EntityRow.objects.visible().filter(kind="organisation").order_by("identity_id").values_list("identity_id", flat=True)
    )
    merged = list(EntityRow.objects.visible().filter(sources__gt=1).order_by("identity_id").values_list("identity_id", flat=True))
    taken: dict[str, list[float]] = {}

    def timed(sort: str, decide: Callable[..., object], *arguments: object, **named: object) -> None:
        started = time.perf_counter()
        decide(*arguments, who="benchmark", **named)
        taken.setdefault(sort, []).append(time.perf_counter() - started)

    for key in chance.sample(claims, decisions):
        verdict = chance.choice(("accept", "reject", "correct", "hide"))
        timed("claim", judge_claim, key, verdict, value="1999" if verdict == "correct" else "")
        timed("undo claim", undo_claim, key)
    for left, right in (chance.sample(ids, 2) for _ in range(decisions)):
        timed("pair", judge_pair, left, right, chance.choice(("same", "different", "unsure")))
        timed("undo pair", undo_pair, left, right)
    for whole in chance.sample(merged, min(decisions, len(merged))):
        leaves = sorted(IdentityLeaf.objects.visible().filter(identity_id=whole).values_list("leaf", flat=True))
        timed("split", split, whole, leaves[1:])
    return taken


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--entities", type=int, default=50_000)
    options.add_argument("--decisions", type=int, default=40, help="of each sort")
    options.add_argument("--most", type=float, default=0.1, help="seconds")
    options.add_argument("--keep", type=Path, help="make the territory here and leave it; taken as it is when it is there")
    chosen = options.parse_args()
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        if not (folder / "territory.toml").exists():
            make(folder, chosen.entities)
        from dentelle.atlas.opening import open_atlas

        open_atlas(folder.resolve(), to_write=True)
        from dentelle.atlas.models import EntityRow
        from dentelle.territory import load
        from dentelle.weaving.run import weave

        report = weave(load(folder.resolve()))
        print(f"entities            {EntityRow.objects.visible().count()}, woven in {report.seconds} s")
        taken = measure(chosen.decisions)
    worst = 0.0
    for sort, seconds in taken.items():
        ordered = sorted(seconds)
        late = ordered[max(0, round(0.95 * len(ordered)) - 1)]
        worst = max(worst, late)
        print(f"{sort:<19} {ordered[len(ordered) // 2]:7.3f} s   95th percentile {late:7.3f} s   of {len(ordered)}")
    return 0 if worst <= chosen.most else 1


if __name__ == "__main__":
    sys.exit(main())
