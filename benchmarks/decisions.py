"""How long does a person wait until a decision is taken, with many entities in the atlas?

    python benchmarks/decisions.py [--entities 50000] [--decisions 40] [--most 0.1] [--keep DIR] [--write]

Makes a territory of synthetic lists in a temporary folder (100 rows each, one body in ten stands in two of them under names
that differ a little, some beside one whose name lacks a letter, to be reviewed), weaves it, and takes decisions of each sort in
this process: on claims, on pairs, splits, facts by hand, and undoes them. Prints median and 95th percentile of the seconds until
the decision, its audit line and all that it changes are stored.

Both wall clock and the processor's time are told: on a machine that does other work the first waits for that. The first decision
of a process reads the atlas into memory and is told apart. ``--write`` keeps all in ``benchmarks/results/decisions.json``.

Ends with status 1 when a 95th percentile is above ``--most`` seconds.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from incremental import HEADS, SEED, THEMES, TOWNS, word

ROWS = 100  # a list
FIRST = "first of a process"
RESULTS = Path(__file__).parent / "results" / "decisions.json"
DOUBTED = 5  # of so many bodies two stand beside another whose name lacks a letter: a pair to review
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
        if len(bodies) % DOUBTED in (1, 3):
            at = len(name) // 2
            bodies.append((name[:at] + name[at + 1 :], town))
            rows.append(f"r{len(rows)};{bodies[-1][0]};;{chance.randint(1900, 2024)}")
        if not len(bodies) % TWICE:
            again, town = chance.choice(bodies)
            rows.append(f"r{len(rows)};{again.upper()};{town};{chance.randint(1900, 2024)}")
    for number, start in enumerate(range(0, len(rows), ROWS)):
        lines = ["id;nom;commune;date de création", *rows[start : start + ROWS]]
        (folder / "lists" / f"{number:05}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def measure(decisions: int) -> dict[str, list[tuple[float, float]]]:
    """Seconds of each decision by its sort, by the clock and of the processor, in the atlas that is open."""
    from dentelle.atlas import held
    from dentelle.atlas.hand_facts import Draft, state, take_back
    from dentelle.atlas.hand_values import Written
    from dentelle.atlas.judgements import judge_claim, judge_pair, split, undo_claim, undo_pair
    from dentelle.atlas.models import ClaimRow, EntityRow, IdentityLeaf

    chance = random.Random(SEED)
    claims = list(ClaimRow.objects.visible().filter(property="founded").order_by("key").values_list("key", flat=True))
    ids = list(
        EntityRow.objects.visible().filter(kind="organisation").order_by("identity_id").values_list("identity_id", flat=True)
    )
    merged = list(EntityRow.objects.visible().filter(sources__gt=1).order_by("identity_id").values_list("identity_id", flat=True))
    taken: dict[str, list[tuple[float, float]]] = {}

    def timed(sort: str, decide: Callable[..., Any], *arguments: object, **named: object) -> Any:
        started, worked = time.perf_counter(), time.process_time()
        done = decide(*arguments, who="benchmark", **named)
        taken.setdefault(sort, []).append((time.perf_counter() - started, time.process_time() - worked))
        return done

    held.forget()
    left, right = chance.sample(ids, 2)
    timed(FIRST, judge_pair, left, right, "different")
    undo_pair(left, right, who="benchmark")

    for key in chance.sample(claims, decisions):
        verdict = chance.choice(("accept", "reject", "correct", "hide"))
        timed("claim", judge_claim, key, verdict, value="1999" if verdict == "correct" else "")
        timed("undo claim", undo_claim, key)
    for one, other in (chance.sample(ids, 2) for _ in range(decisions)):
        fact = timed("fact by hand", state, Draft(one, Written("member_of", "entity", entity=other), "the list"))
        timed("undo by hand", take_back, fact)
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
    options.add_argument("--write", action="store_true", help="keep the figures in benchmarks/results/decisions.json")
    chosen = options.parse_args()
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        if not (folder / "territory.toml").exists():
            make(folder, chosen.entities)
        from dentelle.atlas.opening import open_atlas

        open_atlas(folder.resolve(), to_write=True)
        from dentelle.atlas.models import EntityRow, FindingRow
        from dentelle.territory import load
        from dentelle.weaving.run import weave

        report = weave(load(folder.resolve()))
        print(f"entities            {EntityRow.objects.visible().count()}, woven in {report.seconds} s")
        taken = measure(chosen.decisions)
        entities = EntityRow.objects.visible().count()
        items = FindingRow.objects.visible().filter(check_name="pairs").count()
    print(f"open pairs          {items}")
    figures = {sort: told(seconds) for sort, seconds in taken.items()}
    for sort, row in figures.items():
        print(f"{sort:<19} " + "   ".join(f"{name} {value:.3f}" for name, value in row.items()))
    if chosen.write:
        there = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        there[str(chosen.entities)] = {"entities": entities, "open pairs": items, "seconds": figures}
        RESULTS.write_text(json.dumps(there, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0 if all(row["95th percentile"] <= chosen.most for sort, row in figures.items() if sort != FIRST) else 1


def told(seconds: list[tuple[float, float]]) -> dict[str, float]:
    """Median and 95th percentile by the clock and of the processor."""
    clock, processor = (sorted(column) for column in zip(*seconds, strict=True))
    late = max(0, round(0.95 * len(clock)) - 1)
    figures = {"median": clock[len(clock) // 2], "95th percentile": clock[late]}
    figures |= {"processor median": processor[len(processor) // 2], "processor 95th": processor[late], "decisions": len(clock)}
    return {name: round(value, 4) for name, value in figures.items()}


if __name__ == "__main__":
    sys.exit(main())
