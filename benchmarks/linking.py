"""How well and how fast is a list linked to a register, beside the usual ways to do it, in the same run?

    python benchmarks/linking.py [TASK…] [--synthetic 100000,1000000,5000000] [--list 10000] [--engines NAME…]
                                 [--peers-python PATH] [--work FOLDER] [--limit 1800] [--write]

TASK is a folder with register.csv, list.csv and truth.csv (see ``linking_scores.py``). ``--synthetic`` makes registers of so many
rows and a dirty list against each (see ``synthetic_register.py``), in FOLDER, where they are kept for the next run. Each engine
runs in a process of its own, one after another; memory is the largest sum of what the process and its children held at one
moment. Peers are run by the Python that has them (``--peers-python``); one that is not installed is shown as such, and so is
one that was not done after ``--limit`` seconds.

Prints precision, recall, F1, offered, review share, seconds and memory. With ``--write`` the figures go into
benchmarks/results/linking.json and the tables into docs/explanation/linking-quality.md; what was not run keeps its figures.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from linking_engine import MISSING, OURS
from linking_peers import PEERS
from linking_report import FROZEN, PAGE, merged, report
from linking_scores import Counts, read_decisions, read_truth, score, total
from linking_splink import SPLINK
from process_memory import watched
from result_pages import between
from synthetic_register import make

HERE = Path(__file__).parent
ROOT = HERE.parent
ENGINES = (OURS, *PEERS, *SPLINK)


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("tasks", nargs="*", type=Path, metavar="TASK")
    options.add_argument("--synthetic", default="", help="sizes of registers to make, with commas between them")
    options.add_argument("--list", type=int, default=10_000, help="rows of the list against each of these")
    options.add_argument("--engines", nargs="+", default=ENGINES, choices=ENGINES)
    options.add_argument("--peers-python", default=sys.executable, help="the Python that has the peers installed")
    options.add_argument("--work", type=Path, help="where made registers are kept; default: a folder that is removed")
    options.add_argument("--limit", type=int, default=1800, help="seconds an engine may take for one list")
    options.add_argument("--write", action="store_true", help="write page and frozen result")
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as removed:
        work = chosen.work or Path(removed)
        tasks = {task.name: task for task in chosen.tasks}
        sizes = [int(size) for size in chosen.synthetic.split(",") if size]
        figures = {
            "machine": machine(),
            "tasks": measured(tasks, chosen, work),
            "synthetic": measured({str(size): made(work, size, chosen.list) for size in sizes}, chosen, work),
        }
    if len(tasks) > 1:
        figures["tasks"]["together"] = together(figures["tasks"])
    for task in (*figures["tasks"].values(), *figures["synthetic"].values()):
        for result in task["engines"].values():
            result.pop("counts", None)
    print(report(figures))
    if chosen.write:
        kept = merged(FROZEN, figures)
        FROZEN.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        between(PAGE, "benchmark", report(kept))
        print(f"\nWrote {FROZEN.relative_to(ROOT)} and {PAGE.relative_to(ROOT)}.")
    return 0


def made(work: Path, size: int, listed: int) -> Path:
    """The folder of a made task of ``size`` rows, made now if it is not there."""
    folder = work / f"synthetic-{size}-{listed}"
    if not (folder / "truth.csv").is_file():
        print(f"Making a register of {size:,} rows.", file=sys.stderr)
        make(folder, size, listed)
    return folder


def measured(tasks: dict[str, Path], chosen: argparse.Namespace, work: Path) -> dict[str, Any]:
    """Rows and, by engine, the figures of each task."""
    results: dict[str, Any] = {}
    for name, task in tasks.items():
        truth = read_truth(task)
        engines = {engine: run(engine, task, truth, chosen, work) for engine in chosen.engines}
        results[name] = {"register": rows(task / "register.csv"), "list": len(truth), "engines": engines}
    return results


def rows(path: Path) -> int:
    with path.open("rb") as opened:
        return sum(block.count(b"\n") for block in iter(lambda: opened.read(1 << 20), b"")) - 1


def run(engine: str, task: Path, truth: dict[str, frozenset[str]], chosen: argparse.Namespace, work: Path) -> dict[str, Any]:
    """What one process of ``engine`` did with ``task``: counts and shares, seconds, megabytes; or why there is nothing."""
    print(f"{task.name}: {engine}", file=sys.stderr)
    folder = work / "engine"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    python = sys.executable if engine == OURS else chosen.peers_python
    command = [python, str(HERE / "linking_engine.py"), engine, str(task), str(folder)]
    found = os.environ | {"PYTHONPATH": str(HERE.parent), "PYTHONWARNINGS": "ignore"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, tempfile.TemporaryFile("w+", encoding="utf-8") as complaint:
        process = subprocess.Popen(command, stdout=said, stderr=complaint, env=found)
        peak, status = watched(process, chosen.limit)
        said.seek(0)
        complaint.seek(0)
        if status == MISSING:
            return {"missing": said.read().strip()}
        if status is None:
            return {"stopped": chosen.limit}
        if status:
            sys.exit(f"{engine} failed on {task}:\n{complaint.read()}")
        figures = json.loads(said.read().splitlines()[-1])
    counts = score(truth, read_decisions(folder / "decisions.csv"))
    return {"counts": counts, **counts.figures(), "megabytes": round(peak / 1e6), **rounded(figures)}


def rounded(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures that an engine gave of itself; of the lookups, in milliseconds, the half and nineteen in twenty."""
    kept = {name: round(figure, 1) for name, figure in figures.items() if name != "lookups"}
    if lookups := sorted(figures.get("lookups", ())):
        kept |= {f"lookup_p{part}": round(lookups[len(lookups) * part // 100], 1) for part in (50, 95)}
    return kept


def together(tasks: dict[str, Any]) -> dict[str, Any]:
    """Every engine over all tasks: the shares of the summed counts."""
    engines: dict[str, Any] = {}
    for engine in next(iter(tasks.values()))["engines"]:
        results = [task["engines"][engine] for task in tasks.values()]
        if all("counts" in result for result in results):
            counts: Counts = total(result["counts"] for result in results)
            seconds = sum(result["before"] + result["link"] for result in results)
            engines[engine] = {**counts.figures(), "seconds": round(seconds, 1)}
    return {"engines": engines}


def machine() -> dict[str, Any]:
    said = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    models = [line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("model name")]
    return {
        "processor": models[0] if models else platform.machine(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "python": platform.python_version(),
    }


if __name__ == "__main__":
    sys.exit(main())
