"""How long does a person wait until a decision is taken, with many entities in the atlas and many items in the queue?

    python benchmarks/decisions.py [--entities 50000] [--items 20000] [--decided 5000] [--register] [--decisions 60]
                                   [--most 0.1] [--keep DIR] [--write]

Makes a territory of synthetic lists and documents in a temporary folder, weaves it, has ``--decided`` items decided, and weaves
again. Then a server is started, and one reviewer decides on what waits as the page's script does: a request that takes the
decision and brings the next item. Told are median and 95th percentile of each sort, by the clock at the reviewer and of the
server's processor: on a machine that does other work the first waits for that. ``--register`` has the territory name a register
of 2,000 rows. Last, decisions are taken while a weave runs, after a file has changed.

``--keep`` makes the territory in a folder and leaves it; one that is there is taken. ``--write`` keeps the figures in
``benchmarks/results/decisions.json`` and in docs/explanation/deciding.md. Ends with status 1 when a 95th percentile of the
processor is above ``--most`` seconds.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from decisions_server import Reviewer, Taken, key_of, memory, served
from decisions_territory import make
from incremental import SEED
from result_pages import between, table

ROOT = Path(__file__).resolve().parent
RESULTS = ROOT / "results" / "decisions.json"
PAGE = ROOT.parent / "docs" / "explanation" / "deciding.md"
REGISTER = "firms"
WHO = "reviewer@example.org"
FIRST = "the first decision after the start"
PAUSE = 0.2  # seconds between two decisions while a weave runs
Figures = dict[str, list[Taken]]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--entities", type=int, default=50_000)
    options.add_argument("--items", type=int, default=20_000, help="that wait")
    options.add_argument("--decided", type=int, default=5_000, help="items that were decided before")
    options.add_argument("--register", action="store_true", help="the territory names a register")
    options.add_argument("--decisions", type=int, default=60, help="of each sort")
    options.add_argument("--most", type=float, default=0.1, help="seconds")
    options.add_argument("--keep", type=Path, help="make the territory here and leave it; taken as it is when it is there")
    options.add_argument("--write", action="store_true", help="keep the figures in benchmarks/results and docs")
    chosen = options.parse_args()
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as temporary:
        folder = (chosen.keep or Path(temporary)).resolve()
        os.environ["DENTELLE_REGISTERS"] = str(folder / "registers")
        lay_out(folder, chosen)
        found = measured(folder, chosen.decisions)
    for sort, row in found["seconds"].items():
        print(f"{sort:<45} " + "   ".join(f"{name} {value:.3f}" for name, value in row.items()))
    print({name: value for name, value in found.items() if name != "seconds"})
    if chosen.write:
        written(f"{chosen.entities:,} entities{', a register' if chosen.register else ''}", found)
    asked = (row for sort, row in found["seconds"].items() if sort != FIRST)
    return 0 if all(row["processor 95th"] <= chosen.most for row in asked) else 1


def lay_out(folder: Path, chosen: argparse.Namespace) -> None:
    """The territory in ``folder``, woven, and partly decided; as it is where it is there."""
    fresh = not (folder / "territory.toml").exists()
    if fresh:
        known = make(folder, chosen.entities, chosen.items + chosen.decided, REGISTER if chosen.register else "")
        if chosen.register:
            a_register(folder, known)
    from dentelle.atlas.opening import open_atlas

    open_atlas(folder, to_write=True)
    if fresh:
        print(f"woven in {weave(folder):.0f} s")
        decide_beforehand(chosen.decided)
        print(f"woven again in {weave(folder):.0f} s")


def a_register(folder: Path, known: list[tuple[str, str]]) -> None:
    from dentelle.registers.table_import import import_table

    rows = [
        f"R{n},{name.upper() if n % 3 else name[:-2]},1 rue Haute,59000,{town.upper()}," for n, (name, town) in enumerate(known)
    ]
    (folder / "firms.csv").write_text("\n".join(["id,name,address,postcode,city,closed", *rows]), encoding="utf-8")
    import_table(folder / "firms.csv", REGISTER, vintage="2026-01-01")


def weave(folder: Path) -> float:
    from dentelle.territory import load
    from dentelle.weaving.run import weave as woven

    return woven(load(folder)).seconds


def decide_beforehand(number: int) -> None:
    """Decisions on so many items of both sorts, stored as they are; the next weave shows them."""
    from dentelle.atlas.models import ClaimJudgement, ClaimRow, FindingRow, PairJudgement, ReviewRow

    chance = random.Random(SEED)
    keys = {
        sort: sorted(ReviewRow.objects.visible().filter(sort=sort).values_list("key", flat=True)) for sort in ("claim", "pair")
    }
    claims = chance.sample(keys["claim"], min(number // 2, len(keys["claim"]) // 2))
    pairs = set(chance.sample(keys["pair"], min(number - len(claims), len(keys["pair"]) // 2)))
    said = ClaimRow.objects.visible().filter(property="founded").values_list("key", flat=True)
    ClaimJudgement.objects.bulk_create(
        ClaimJudgement(claim_key=key, verdict=chance.choice(("accept", "reject")), claim={"said": key}, who="before")
        for key in sorted(set(claims) & set(said))
    )
    questions = FindingRow.objects.visible().filter(check_name="pairs").order_by("key")
    PairJudgement.objects.bulk_create(
        PairJudgement(left=one.data["left_leaf"], right=one.data["right_leaf"], verdict="different", who="before")
        for one in questions
        if one.key in pairs
    )


def measured(folder: Path, decisions: int) -> dict:
    """All figures of the territory in ``folder``."""
    from dentelle.atlas.models import ClaimJudgement, EntityRow, PairJudgement, ReviewRow

    session = a_steward()
    found = {
        "entities": EntityRow.objects.visible().count(),
        "items": {sort: ReviewRow.objects.visible().filter(sort=sort).count() for sort in ("claim", "pair")},
        "decided before": ClaimJudgement.objects.count() + PairJudgement.objects.count(),
    }
    with served(folder) as process:
        reviewer = Reviewer(process, session)
        found["megabytes of the server"] = memory(process)
        found["seconds"] = {sort: told(seconds) for sort, seconds in reviewed(reviewer, decisions).items()}
        found["while a weave runs"] = while_weaving(folder, reviewer)
    return found


def a_steward() -> str:
    """The session of an account that may decide everything."""
    from django.test import Client

    from dentelle.atlas.models import User

    user = User.objects.filter(email=WHO).first() or User.objects.create_user(WHO, "threads and knots", name="R", role="steward")
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def reviewed(reviewer: Reviewer, decisions: int) -> Figures:
    """What a reviewer waits for: pages, and ``decisions`` of each sort with the next item each."""
    taken: Figures = {}
    chance = random.Random(SEED)

    def timed(sort: str, answer: tuple[str, Taken]) -> str:
        taken.setdefault(sort, []).append(answer[1])
        return answer[0]

    for sort, verdicts in (("claim", ("accept", "reject")), ("pair", ("same", "different", "unsure"))):
        desk = reviewer.ask("/en/workbench/review/item/", sort=sort)[0]
        for number in range(decisions):
            named = FIRST if not taken else f"{sort} of the queue, and the next item"
            desk = timed(named, reviewer.decide(key_of(desk), chance.choice(verdicts), sort=sort))
            if not number % 3:
                desk = timed(f"{sort} taken back", reviewer.decide("", "undo", sort=sort))
    for key in dated(decisions):
        reviewer.ask("/en/workbench/review/item/", at=key)
        timed("claim of a document that dates", reviewer.decide(key, chance.choice(("accept", "reject"))))
    for number in range(decisions):
        timed("the next item", reviewer.ask("/en/workbench/review/item/", **({"sort": "pair"} if number % 2 else {})))
        timed("the queue", reviewer.ask("/en/workbench/review/", page=str(1 + number)))
    return taken


def dated(number: int) -> list[str]:
    """Items whose claims documents date."""
    from dentelle.atlas.models import ClaimRow, ReviewRow

    waiting = ReviewRow.objects.visible().filter(sort="claim").values("key")
    rows = ClaimRow.objects.visible().filter(key__in=waiting, source__path__startswith="texts/", property="founded")
    keys = sorted(rows.values_list("key", flat=True))
    if len(keys) < number:  # what documents date is asserted: then others of theirs
        more = ClaimRow.objects.visible().filter(key__in=waiting, source__path__startswith="texts/").exclude(key__in=keys)
        keys += sorted(more.values_list("key", flat=True))
    return random.Random(SEED).sample(keys, min(number, len(keys)))


def while_weaving(folder: Path, reviewer: Reviewer) -> dict:
    """Decisions while a weave takes in a changed file: how many, the longest wait, and those that were lost."""
    from dentelle.atlas.models import ClaimJudgement, ClaimRow

    changed = sorted((folder / "lists").glob("*.csv"))[0]
    changed.write_text(
        changed.read_text(encoding="utf-8") + "new;Institut Nouveau Brodelle du Verre;Lille;1999\n", encoding="utf-8"
    )
    before = ClaimJudgement.objects.count()
    command = [sys.executable, "-m", "dentelle", "-C", str(folder), "weave"]
    started, waits, wanted = time.perf_counter(), [], {}
    desk = reviewer.ask("/en/workbench/review/item/", sort="claim")[0]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ) as weaving:
        while weaving.poll() is None:
            key = key_of(desk)
            desk, (wait, _) = reviewer.decide(key, "accept", sort="claim")
            waits.append(wait)
            wanted[key] = "accept"
            time.sleep(PAUSE)
    shown = dict(ClaimRow.objects.visible().filter(key__in=list(wanted)).values_list("key", "verdict"))
    return {
        "seconds of the weave": round(time.perf_counter() - started, 1),
        "decisions": len(waits),
        "longest wait": round(max(waits), 3),
        "median wait": round(sorted(waits)[len(waits) // 2], 3),
        "95th percentile": round(sorted(waits)[max(0, round(0.95 * len(waits)) - 1)], 3),
        "lost": sum(shown.get(key) != verdict for key, verdict in wanted.items())
        + abs(ClaimJudgement.objects.count() - before - len(wanted)),
    }


def told(seconds: list[Taken]) -> dict[str, float]:
    """Median and 95th percentile by the clock and of the processor."""
    clock, processor = (sorted(column) for column in zip(*seconds, strict=True))
    late = max(0, round(0.95 * len(clock)) - 1)
    figures = {"median": clock[len(clock) // 2], "95th percentile": clock[late]}
    figures |= {"processor median": processor[len(processor) // 2], "processor 95th": processor[late], "requests": len(clock)}
    return {name: round(value, 4) for name, value in figures.items()}


def written(name: str, found: dict) -> None:
    """Keeps what was ``found``, and writes the page from all that is kept."""
    there = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    there[name] = found
    RESULTS.write_text(json.dumps(there, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    between(PAGE, "figures", "\n\n".join(f"### {name}\n\n{_page(one)}" for name, one in sorted(there.items())))


def _page(found: dict) -> str:
    items, weaving = found["items"], found["while a weave runs"]
    head = ("waited for", "median, s", "95th percentile, s", "processor, median, s", "processor, 95th, s", "requests")
    names = ("median", "95th percentile", "processor median", "processor 95th")
    rows = [
        (sort, *(f"{row[name]:.3f}" for name in names), str(row["requests"])) for sort, row in sorted(found["seconds"].items())
    ]
    return (
        f"{found['entities']:,} entities; {items['claim']:,} claims and {items['pair']:,} pairs wait; "
        f"{found['decided before']:,} were decided before; the server holds {found['megabytes of the server']} MB."
        f"\n\n{table(head, rows)}\n\n"
        f"While a weave ran for {weaving['seconds of the weave']} s, {weaving['decisions']} decisions were taken: none waited "
        f"longer than {weaving['longest wait']} s (median {weaving['median wait']} s, 95th percentile "
        f"{weaving.get('95th percentile', '–')} s); lost: {weaving['lost']}."
    )


if __name__ == "__main__":
    sys.exit(main())
