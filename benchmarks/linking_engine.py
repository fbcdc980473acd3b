"""One engine links one list to one register, in a process of its own; run by linking.py.

    python benchmarks/linking_engine.py ENGINE TASK WORK

ENGINE is ``dentelle`` or one of the peers. Writes WORK/decisions.csv (row, id, score, decision) and prints as JSON the seconds of
each step: ``before`` (from register.csv to what can be kept), ``link`` (the list), and for ours ``index``, the index alone, which
``before`` has made too, and ``lookups``, the milliseconds of single lookups, one after another. Exit status 3: a package is
missing.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from linking_peers import PEERS, Answer, entries
from linking_splink import SPLINK

OURS = "dentelle"
LOOKUPS = 500
MISSING = 3


def main(arguments: Sequence[str]) -> int:
    engine, task, work = arguments[0], Path(arguments[1]), Path(arguments[2])
    try:
        answers, figures = ours(task, work) if engine == OURS else peer(engine, task)
    except ModuleNotFoundError as error:
        print(error.name)
        return MISSING
    with (work / "decisions.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("row", "id", "score", "decision"))
        for row, decision, given in answers:
            for key, score in given or [("", 0.0)]:
                writer.writerow((row, key, f"{score:.6f}", decision))
    print(json.dumps(figures))
    return 0


def peer(engine: str, task: Path) -> tuple[list[Answer], dict[str, Any]]:
    prepare, answer = (PEERS | SPLINK)[engine]
    state, before = timed(prepare, task)
    asked = list(entries(task / "list.csv", "row"))
    answers, link = timed(lambda: list(answer(state, asked)))
    return answers, {"before": before, "link": link}


def timed(work: Callable[..., Any], *arguments: object) -> tuple[Any, float]:
    start = perf_counter()
    done = work(*arguments)
    return done, perf_counter() - start


def ours(task: Path, work: Path) -> tuple[Iterable[Answer], dict[str, Any]]:
    from linking_ours import imported, indexed, linked, lookups

    folder, before = timed(imported, task, work)
    _, index = timed(indexed, folder)
    answers, link = timed(linked, folder, task)
    return answers, {"before": before, "index": index, "link": link, "lookups": lookups(folder, task, LOOKUPS)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
