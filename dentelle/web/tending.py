"""Tends the index of the search while the atlas is served: what changed is written into it at once, and it is made anew where it
has to be, by ``python -m dentelle.web.tending PARENT``.

A thread of the serving process looks; what takes long is done by a process of its own, so that no page waits for it.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # linux/prctl.h
LOOK = 1.0  # seconds between two looks
PAUSE = 10.0  # seconds before another try where one failed
SOURCES = 30  # looks between two questions whether other sources may be read


def tend() -> Callable[[], None]:
    """Begins to tend the index; the function that ends it."""
    ending = threading.Event()
    thread = threading.Thread(target=_keep, args=(ending,), daemon=True, name="search")
    thread.start()

    def end() -> None:
        ending.set()
        thread.join(PAUSE)

    return end


def _keep(ending: threading.Event) -> None:
    from django.db import Error, connection

    from dentelle.search import keep_up, other_sources

    looks = 0
    while not ending.is_set():
        looks += 1
        try:
            fresh = keep_up() and not (looks % SOURCES == 1 and other_sources())
        except (Error, OSError, ValueError):  # a busy database, a full disk, an index that is taken away: the next look finds it
            fresh = True
        finally:
            connection.close()
        ending.wait(LOOK if fresh or _made(ending) else PAUSE)


def _made(ending: threading.Event) -> bool:
    """Whether a process of its own has brought the index up to date, or made it."""
    maker = subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
        [sys.executable, "-m", "dentelle.web.tending", str(os.getpid())],
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,
    )
    while maker.poll() is None and not ending.wait(0.1):
        pass
    if maker.poll() is None:
        maker.kill()  # it makes everything beside the index in use
        maker.wait()
    return maker.returncode == 0


def main(parent: int) -> int:
    """What that process does: follows the changes, or makes all anew. ``parent``: who started it, and with whom it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        return 1
    os.nice(5)  # pages come first
    import django

    django.setup()
    from dentelle.search import bring_up

    bring_up()
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
