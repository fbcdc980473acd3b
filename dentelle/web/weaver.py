"""A weave in the background, in a process of its own: pages go on as they are until it publishes.

Invariants: at most one waits while one runs, however often one is asked for; a weave that finds another at work comes after it.
"""

import subprocess
import sys
import threading
import time

from django.conf import settings

TAKEN = 3  # the exit code of a weave that finds another at work
PATIENCE = 3  # seconds between two looks
LONGEST_WAIT = 3600  # seconds

_turn = threading.Lock()
_waiting = threading.Event()


def weave_soon() -> None:
    """Weaves as soon as nobody else does."""
    if not _waiting.is_set():
        _waiting.set()
        threading.Thread(target=_weave, daemon=True, name="weave").start()


def _weave() -> None:
    with _turn:
        _waiting.clear()  # what is asked for from now on is not in this weave
        until = time.monotonic() + LONGEST_WAIT
        with (settings.STATE / "weave.log").open("wb") as log:
            command = [sys.executable, "-m", "dentelle", "-C", str(settings.TERRITORY), "weave"]
            while subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False).returncode == TAKEN:  # noqa: S603
                if time.monotonic() > until:
                    return
                time.sleep(PATIENCE)
