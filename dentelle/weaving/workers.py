"""A pool of preloaded worker processes in which untrusted files are parsed and read.

Invariants: every task that goes in comes out once, as its result or as a ``Skipped``; a worker that breaches a limit is
killed and replaced, and costs its one task; no more tasks are taken from the caller than there are workers; no process of
the pool outlives the one that made it, however that one ends.

A *template* process, a fresh interpreter that knows neither the caller's database nor its threads, loads what every
worker needs and is then forked for each of them, so that a replacement costs milliseconds and shares the template's memory.
"""

import ctypes
import gc
import logging
import math
import os
import pickle
import resource
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from dentelle.errors import SourceError, WeaveError
from dentelle.given import Limits
from dentelle.model import Skipped

FORK, END = b"f", b"e"  # what the pool asks of its template
NUMBER = struct.Struct("!q")
PR_SET_PDEATHSIG = 1  # linux/prctl.h
ENDING_SECONDS = 5  # how long a template may take to end before it is killed


@dataclass(slots=True)
class Worker:
    """One forked process, and the task it is at."""

    pid: int
    connection: Connection
    task: str = ""
    deadline: float = 0.0  # of ``time.monotonic``


class Pool:
    """Runs functions in at most ``limits.workers`` processes; starts the first when there is a first task.

    ``preload`` is called once in the template: what it imports and builds is there in every worker. It and the functions
    that are run must be importable by name (not lambdas, nothing of ``__main__``). Use it as a context manager.
    """

    def __init__(self, limits: Limits, preload: Callable[[], object] | None = None) -> None:
        self.limits = limits
        self.preload = preload
        self._template: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._idle: list[Worker] = []
        self._busy: list[Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def run(self, function: Callable[..., Any], tasks: Iterable[tuple[str, tuple[Any, ...]]]) -> Iterator[tuple[str, Any]]:
        """(task id, result or ``Skipped``) of every (task id, arguments), in the order in which they end.

        Arguments and results are pickled. A ``SourceError`` becomes a ``Skipped`` with its reason; a breached limit of memory,
        CPU or time one with reason "limit"; any other end "crashed". The task id stands in ``Skipped.path``. Raises
        ``WeaveError`` when no worker can be started.
        """
        coming = iter(tasks)
        ended: list[tuple[str, Any]] = []
        try:
            while True:
                while len(self._busy) < max(1, self.limits.workers):
                    task = next(coming, None)
                    if task is None:
                        break
                    self._give(function, *task)
                yield from ended
                if not self._busy:
                    return
                ended = list(self._gather())
        finally:
            for worker in self._busy:  # only when the caller stops early
                self._end(worker)
            self._busy.clear()

    def close(self) -> None:
        """Ends template and workers at once; tasks under way are lost."""
        for worker in self._idle + self._busy:
            worker.connection.close()
        self._idle.clear()
        self._busy.clear()
        if self._control is not None:
            self._control.close()  # the template takes this as the order to end
            self._control = None
        if self._template is not None:
            try:
                self._template.wait(ENDING_SECONDS)
            except subprocess.TimeoutExpired:
                self._template.kill()
                self._template.wait()
            self._template = None

    # ---- workers as the pool sees them

    def _give(self, function: Callable[..., Any], task: str, arguments: tuple[Any, ...]) -> None:
        order = pickle.dumps((function, task, arguments))
        while self._idle:
            worker = self._idle.pop()
            try:
                worker.connection.send_bytes(order)
            except OSError:  # it died while idle: nothing of the task is lost
                self._end(worker)
            else:
                break
        else:
            worker = self._fork()
            worker.connection.send_bytes(order)
        worker.task = task
        worker.deadline = time.monotonic() + self.limits.wall_seconds
        self._busy.append(worker)

    def _gather(self) -> Iterator[tuple[str, Any]]:
        """Waits until a worker answers, dies or is late, and yields what became of its task."""
        patience = max(0.0, min(worker.deadline for worker in self._busy) - time.monotonic())
        ready = wait([worker.connection for worker in self._busy], patience)
        for worker in list(self._busy):
            if worker.connection in ready:
                self._busy.remove(worker)
                yield worker.task, self._answer(worker)
            elif time.monotonic() >= worker.deadline:
                self._busy.remove(worker)
                self._end(worker)
                yield worker.task, breach(worker.task, f"took longer than {self.limits.wall_seconds} s")

    def _answer(self, worker: Worker) -> Any:
        try:
            result, retire = worker.connection.recv()
        except (EOFError, OSError):
            return post_mortem(worker.task, self._end(worker), self.limits)
        if retire:
            self._end(worker)
        else:
            self._idle.append(worker)
        return result

    # ---- the template

    def _fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            pid = self._ask(FORK, theirs.fileno())
            return Worker(pid, Connection(ours.detach()))

    def _end(self, worker: Worker) -> int:
        """Kills ``worker`` unless it is dead already; returns its wait status."""
        worker.connection.close()
        return self._ask(END + NUMBER.pack(worker.pid))

    def _ask(self, message: bytes, handle: int = -1) -> int:
        if self._control is None:
            self._start()
        assert self._control is not None
        try:
            socket.send_fds(self._control, [message], [handle] if handle >= 0 else [])
            answer = self._control.recv(NUMBER.size, socket.MSG_WAITALL)
        except OSError:
            answer = b""
        if len(answer) != NUMBER.size:
            raise WeaveError("The process that starts the workers has ended; its message stands above. Run the command again.")
        return int(NUMBER.unpack(answer)[0])

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = f"from dentelle.weaving.workers import template; template({theirs.fileno()})"
            self._template = subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
                [sys.executable, "-c", command],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        self._control = ours
        assert self._template.stdin is not None
        order = pickle.dumps((self.preload, self.limits))
        with suppress(BrokenPipeError), self._template.stdin as pipe:  # a template that died says so when it is asked
            pipe.write(order)


def breach(task: str, what: str) -> Skipped:
    """The answer for a task whose worker breached a limit; ``what`` completes "reading it …"."""
    return Skipped(task, "limit", f"{task}: reading it {what}. Split the file, or raise the limit in territory.toml.")


def post_mortem(task: str, status: int, limits: Limits) -> Skipped:
    """The answer for a task whose worker died with wait status ``status``."""
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if number == signal.SIGXCPU:
        return breach(task, f"took more than {limits.cpu_seconds} s of processor time")
    if number == signal.SIGKILL:  # not ours: the system's answer when memory runs out
        return breach(task, "took more memory than the machine has")
    how = signal.Signals(number).name if number else f"exit code {os.waitstatus_to_exitcode(status)}"
    return Skipped(task, "crashed", f"{task}: its reader crashed ({how}). Save the file anew from the program that made it.")


# ---- inside the template and the workers ----------------------------------------------------------------------------


def template(handle: int) -> NoReturn:
    """The life of the template: load, then fork and bury workers until the pool closes ``handle``, its end of a socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the pool ends us in order
    control = socket.socket(fileno=handle)
    preload, limits = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own pool
    logging.disable(logging.CRITICAL)
    if preload is not None:
        preload()
    gc.collect()
    gc.freeze()  # so that collections in the workers do not copy the shared pages
    workers: set[int] = set()
    while True:
        message, handles, _, _ = socket.recv_fds(control, 1 + NUMBER.size, 1)
        if message == FORK:
            pid = os.fork()
            if pid == 0:
                control.close()
                labour(Connection(handles[0]), limits)
            os.close(handles[0])
            workers.add(pid)
            control.sendall(NUMBER.pack(pid))
        elif message.startswith(END):
            (pid,) = NUMBER.unpack(message[1:])
            os.kill(pid, signal.SIGKILL)  # safe: only we bury it, so the number is still its own
            workers.discard(pid)
            control.sendall(NUMBER.pack(os.waitpid(pid, 0)[1]))
        else:  # the pool closed its end, or died
            for pid in workers:
                os.kill(pid, signal.SIGKILL)
            os._exit(0)


def labour(connection: Connection, limits: Limits) -> NoReturn:
    """The life of a worker: take an order, work within the limits, answer; until the pool goes away."""
    die_with_the_template()
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)  # what a C library says while it crashes is nobody's message
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    start = address_space()
    if start:
        resource.setrlimit(resource.RLIMIT_AS, (start + limits.memory_bytes, resource.RLIM_INFINITY))
    while True:
        try:
            function, task, arguments = connection.recv()
        except (EOFError, OSError):
            os._exit(0)
        seconds = math.ceil(time.process_time()) + limits.cpu_seconds
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        result, spent = attempt(function, task, arguments, limits)
        retire = spent or address_space() - start > limits.memory_bytes // 2  # the next task shall have room
        try:
            connection.send((result, retire))
        except MemoryError:
            connection.send((breach(task, "left a result too large to hand over"), True))


def attempt(function: Callable[..., Any], task: str, arguments: tuple[Any, ...], limits: Limits) -> tuple[Any, bool]:
    """The result of ``function`` or a ``Skipped``, and whether the worker is spent and should be replaced."""
    try:
        return function(*arguments), False
    except SourceError as error:
        return Skipped(task, error.reason, error.detail), False
    except MemoryError:
        return breach(task, f"took more than {limits.memory_bytes // 1_000_000} MB of memory"), True
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:300]
        return Skipped(task, "crashed", f"{task}: its reader failed ({what}). Report it with the file if you can share it."), True


def address_space() -> int:
    """Bytes of address space this process holds; 0 where the system does not tell (then memory is not limited)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def die_with_the_template() -> None:
    """Asks the kernel to kill this process when its parent dies (Linux); elsewhere the closed pipe has to do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == 1:  # the template died in between
            os._exit(0)
