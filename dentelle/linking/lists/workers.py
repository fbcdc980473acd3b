"""A long list linked by several processes, which share the register's memory-mapped index.

Invariant: what comes out is what one process would say, in the order of the rows; at most one batch waits at each worker, so no
pipe can fill from both ends.
"""

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from dentelle.errors import RegisterError
from dentelle.linking.lists.rows import ListRow, Weighed
from dentelle.linking.lists.settings import Settings

__all__ = ["usual_workers", "weighed_by_workers", "work"]

BATCH = 250  # rows a worker is given at once
MOST = 4  # more workers than that wait for memory, not for processors
PROGRAM = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import work; work()"


def usual_workers() -> int:
    """As many workers as there are processors, at most four."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, here)


def weighed_by_workers(
    rows: Iterator[ListRow], folder: Path, settings: Settings, workers: int, spent: Counter[str]
) -> Iterator[Weighed]:
    """``rows`` weighed against the register in ``folder`` by ``workers`` processes. Raises RegisterError when one dies.

    ``spent`` counts on: the register rows that each way to candidates touched.
    """
    command = [sys.executable, "-c", PROGRAM]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(workers)]  # noqa: S603
    try:
        for worker in started:
            _send(worker, (folder, settings))
        asked: deque[subprocess.Popen[bytes]] = deque()
        for worker in started:
            if batch := tuple(islice(rows, BATCH)):
                _send(worker, batch)
                asked.append(worker)
        while asked:
            worker = asked.popleft()
            weighed, touched = _received(worker)
            spent.update(touched)
            if batch := tuple(islice(rows, BATCH)):
                _send(worker, batch)
                asked.append(worker)
            yield from weighed
    finally:
        for worker in started:
            worker.kill()
            worker.communicate()


def work() -> None:
    """What a worker does: reads a folder and settings, then batches of rows; answers with these weighed, or with what failed."""
    from dentelle.linking.lists.linker import Linker

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one ends it
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    gc.disable()  # nothing made here refers to itself; walking through what is kept costs a seventh of the time
    try:
        folder, settings = pickle.load(asked)  # noqa: S301 - written by the process that started this one
        linker = Linker(folder, settings)
        while batch := pickle.load(asked):  # noqa: S301
            pickle.dump((tuple(map(linker.weigh, batch)), linker.candidates.spent), told)
            told.flush()
            linker.candidates.spent.clear()
    except EOFError:
        return
    except Exception as problem:
        pickle.dump(problem, told)
        told.flush()


def _send(worker: "subprocess.Popen[bytes]", what: object) -> None:
    assert worker.stdin
    try:
        pickle.dump(what, worker.stdin)
        worker.stdin.flush()
    except BrokenPipeError:
        raise _dead(worker) from None


def _received(worker: "subprocess.Popen[bytes]") -> tuple[tuple[Weighed, ...], Counter[str]]:
    assert worker.stdout
    try:
        found: tuple[tuple[Weighed, ...], Counter[str]] | Exception = pickle.load(worker.stdout)  # noqa: S301 - written by our own worker
    except (EOFError, pickle.UnpicklingError):
        raise _dead(worker) from None
    if isinstance(found, Exception):
        raise found
    return found


def _dead(worker: "subprocess.Popen[bytes]") -> RegisterError:
    return RegisterError(
        "A process that links rows ended with status %(status)s; it may have lacked memory. Link with one process instead.",
        status=worker.wait(),
    )
