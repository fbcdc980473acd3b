"""Reading without the collector of cyclic garbage, which would walk over the whole lexicon again and again.

Invariant: the collector runs again as soon as nothing is being read, if it ran before.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

__all__ = ["keep_loaded", "uncollected"]

_lock = threading.Lock()
_readers = 0  # how many threads are inside ``uncollected``
_ran = False  # whether the collector ran before the first of them came


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps the cyclic collector off inside, in all threads: they share one collector.

    A reading makes hundreds of thousands of small objects and hardly a cycle: reference counts free what it no longer needs,
    so that memory stays bounded by one document. The collector would find nothing and take a fifth of a long text's time.
    """
    global _readers, _ran
    with _lock:
        if not _readers:
            _ran = gc.isenabled()
            gc.disable()
        _readers += 1
    try:
        yield
    finally:
        with _lock:
            _readers -= 1
            if not _readers and _ran:
                gc.enable()


@cache
def keep_loaded(language: str) -> None:
    """Tells the collector, once for each ``language`` that was read, not to walk over what is there now.

    Word lists, known names and patterns are loaded by the first document of their language and stay as long as the process;
    one walk over them takes as long as reading ten pages.
    """
    gc.freeze()
