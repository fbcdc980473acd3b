"""Random decisions in a process that is killed, and what another finds after.

    python tests/atlas/killed_decisions.py DIR lay | decide SEED | look

``decide`` prints after each decision how many lines the audit has; ``look`` prints as JSON how many are stored, how many the
audit tells of, and what is not what the whole would give.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main(folder: Path, job: str, seed: int = 0) -> None:
    from dentelle.atlas.opening import open_atlas

    folder.mkdir(exist_ok=True)
    open_atlas(folder, to_write=True)
    {"lay": lay, "decide": lambda _: decide(seed), "look": lambda _: look()}[job](folder)


def lay(folder: Path) -> None:
    from decided_towns import documents
    from small_territory import Here, Small, forget_everything

    from dentelle.weaving import run

    run.Pool = Here
    forget_everything()
    documents(Small(folder), random.Random(7))


def decide(seed: int) -> None:
    import decided_towns

    from dentelle.atlas.models import AuditLine
    from dentelle.errors import DentelleError

    chance = random.Random(seed)
    while True:
        try:
            decided_towns.decide(chance)
        except DentelleError:
            continue
        print(AuditLine.objects.count(), flush=True)


def look() -> None:
    from decided_towns import stale
    from django.db import connection

    from dentelle.atlas.models import AuditLine, ClaimJudgement, PairJudgement

    tables = (ClaimJudgement, PairJudgement)
    stored = sum(table.objects.count() + table.objects.filter(undone_at__isnull=False).count() for table in tables)
    units, leaves = stale()
    sound = []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            sound = [row[0] for row in cursor.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
    print(json.dumps({"stored": stored, "told": AuditLine.objects.count(), "wrong": [*units, *leaves, *sound]}))


def outlast(folder: Path, kills: int, seed: int) -> int:
    """Kills ``kills`` processes that decide, each at a random moment; how many decisions are stored.

    Raises AssertionError where one is half done, or an acknowledged one is lost.
    """
    chance = random.Random(seed)
    ran("lay", folder)
    acknowledged = 0
    for number in range(kills):
        with started("decide", folder, str(seed + number)) as process:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(chance.randint(1, 6))]
            time.sleep(chance.random() * 0.15)
            process.send_signal(signal.SIGKILL)
            lines += process.stdout.read().splitlines()
        there = json.loads(ran("look", folder))
        assert there["stored"] == there["told"], f"a decision without its line in the audit, or the other way: {there}"
        assert not there["wrong"], there
        told = int([line for line in lines if line.strip()][-1])
        assert there["told"] in range(told, told + 3), (told, there)  # what was stored last may not have been acknowledged yet
        acknowledged = there["told"]
    return acknowledged


def started(job: str, folder: Path, *more: str) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DENTELLE_TERRITORY"}
    command = [sys.executable, __file__, str(folder), job, *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def ran(job: str, folder: Path) -> str:
    with started(job, folder) as process:
        output, _ = process.communicate()
    assert process.returncode == 0, job
    return output


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2], *map(int, sys.argv[3:]))
