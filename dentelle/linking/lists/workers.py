"""A long list linked by several processes, which share the register's memory-mapped index.

Invariant: what comes out is what one process would say, in the order of the rows; a worker has at most ``AHEAD`` batches and
takes them in at once, so no pipe can fill from both ends.
"""

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from dentelle.errors import RegisterError
from dentelle.linking.lists.rows import ListRow, Weighed
from dentelle.linking.lists.settings import Settings

__all__ = ["usual_workers", "weighed_by_workers", "work"]

BATCH = 100  # rows a worker is given at once
AHEAD = 2  # batches of a worker: one that it works on, and one so that it need not wait for the others
PIPE = 1 << 18  # bytes, where the system lets us choose: what a worker says of a batch, so that it need not wait to be heard
MOST = 4  # more workers than that wait for memory, not for processors
PROGRAM = f"import gc, sys; gc.disable(); sys.path[:] = {sys.path!r}; from {__name__} import work; work()"


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
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pipesize=PIPE)  # noqa: S603
        for _ in range(workers)
    ]
    try:
        for worker in started:
            _send(worker, (folder, settings))
        asked: deque[subprocess.Popen[bytes]] = deque()
        for worker in started * AHEAD:
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
    told = sys.stdout.buffer
    sys.stdout = sys.stderr
    gc.disable()  # nothing made here refers to itself; walking through what is kept costs a seventh of the time
    taken_in: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_take_in, args=(sys.stdin.buffer, taken_in)).start()  # ends when the other process has ended or closes the pipe
    try:
        for folder, settings in islice(iter(taken_in.get, None), 1):
            linker = Linker(folder, settings)
        for batch in iter(taken_in.get, None):
            pickle.dump((tuple(map(linker.weigh, batch)), linker.candidates.spent), told)
            told.flush()
            linker.candidates.spent.clear()
    except Exception as problem:
        pickle.dump(problem, told)
        told.flush()


def _take_in(asked: BinaryIO, taken_in: "SimpleQueue[Any]") -> None:
    """Put what is asked into ``taken_in``, and None after the last."""
    try:
        while True:
            taken_in.put(pickle.load(asked))  # noqa: S301 - written by the process that started this one
    except EOFError:
        taken_in.put(None)


def _send(worker: "subprocess.Popen[bytes]", what: object) -> None:
    assert worker.stdin
    with suppress(BrokenPipeError):  # what it says before it ends tells more
        pickle.dump(what, worker.stdin)
        worker.stdin.flush()


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
