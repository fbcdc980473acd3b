"""Keeps a worker alive as long as the server lives.

A thread of the serving process does it: gunicorn starts that process again when it dies, the thread the worker.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable

LOOK = 0.2  # seconds
PAUSE = 5  # seconds before another worker is tried when one could not begin
GRACE = 20  # seconds for a job that must not be cut short, when the server ends


def supervise() -> Callable[[], None]:
    """Begins to keep a worker alive; the function that ends it."""
    ending = threading.Event()
    thread = threading.Thread(target=_keep, args=(ending,), daemon=True, name="supervision")
    thread.start()

    def end() -> None:
        ending.set()
        thread.join(GRACE + PAUSE)

    return end


def _keep(ending: threading.Event) -> None:
    while not ending.is_set():
        worker = subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
            [sys.executable, "-m", "dentelle.web.worker", str(os.getpid())],
            stdin=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl-C ends the server, which ends it in order
        )
        began = time.monotonic()
        while worker.poll() is None and not ending.wait(LOOK):
            pass
        if worker.poll() is None:
            worker.terminate()
            try:
                worker.wait(GRACE)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
        elif worker.returncode and time.monotonic() - began < PAUSE:
            ending.wait(PAUSE)
