"""The memory that a process and its children hold, from /proc: the largest sum seen while it ran.

Pages that processes share (a memory-mapped index) are counted once, by their proportional share, where the kernel tells it.
"""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

EVERY = 0.1  # seconds
PAGE = os.sysconf("SC_PAGE_SIZE")


def watched(process: "subprocess.Popen[str] | subprocess.Popen[bytes]", limit: float) -> tuple[int, int | None]:
    """The peak in bytes and the exit status of ``process``; it and its children are stopped after ``limit`` seconds (None)."""
    until = monotonic() + limit
    peak = 0
    while (status := process.poll()) is None:
        family = [process.pid, *children(process.pid)]
        peak = max(peak, sum(map(held, family)))
        if monotonic() > until:
            for one in reversed(family):
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
            process.wait()
            return peak, None
        sleep(EVERY)
    return peak, status


def children(pid: int) -> list[int]:
    """The processes that ``pid`` started, and theirs."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text().split()):
                found += [child, *children(child)]
    return found


def held(pid: int) -> int:
    """Bytes of memory that ``pid`` holds, 0 once it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    with suppress(OSError, IndexError, ValueError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    return 0
