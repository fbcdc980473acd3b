"""Where the index lies: ``var/search/``, a folder for each index that was made, and a file that names the one in use.

Invariants: an index is made beside the one in use and takes its place in one step; whoever reads the former reads on until it
asks anew; one process or thread writes at a time, and its lock goes with it, however it ends.
"""

import fcntl
import os
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import tantivy
from django.conf import settings

from dentelle.atlas.privacy.sweeping_files import SEARCH
from dentelle.search.schema import SPACED, analyzer, schema

__all__ = ["Opened", "begin", "folder", "forget", "opened", "put_in_use", "writing"]

CURRENT = "current"
LOCK = "search.lock"
BUILD_HEAP = 128_000_000  # bytes
CHANGE_HEAP = 15_000_000  # the least that the engine takes


@dataclass(frozen=True, slots=True)
class Opened:
    """An index in use and a view of it that does not change; ``name`` its folder's, ``stamp`` when it was last written to."""

    name: str
    stamp: int
    index: tantivy.Index
    searcher: tantivy.Searcher


_held: dict[Path, Opened] = {}
_holding = threading.Lock()


def folder() -> Path:
    """The folder of all indexes of the territory."""
    return Path(settings.STATE) / SEARCH


def opened() -> Opened | None:
    """The index in use as it was last written, None where there is none that can be read."""
    here = folder()
    with _holding:
        try:
            name = (here / CURRENT).read_text(encoding="ascii")
            stamp = (here / name / "meta.json").stat().st_mtime_ns
            held = _held.get(here)
            if held is None or held.name != name:
                index = _index(here / name)
            elif held.stamp != stamp:
                index = held.index
                index.reload()
            else:
                return held
            _held[here] = Opened(name, stamp, index, index.searcher())
            return _held[here]
        except (OSError, ValueError):  # none yet, or it is taken away this moment
            _held.pop(here, None)
            return None


def _index(path: Path) -> tantivy.Index:
    index = tantivy.Index(schema(), path=str(path))
    index.register_tokenizer(SPACED, analyzer())
    index.config_reader("manual")
    index.reload()
    return index


@contextmanager
def writing() -> Iterator[bool]:
    """Whether this thread may write until the end of the block; false when somebody else does, or nothing may be written."""
    try:
        Path(settings.STATE).mkdir(parents=True, exist_ok=True)
        file = (Path(settings.STATE) / LOCK).open("a", encoding="ascii")
    except OSError:
        yield False
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # of the open file: it keeps threads apart, too
        except OSError:
            yield False
            return
        yield True


def begin() -> tuple[str, tantivy.Index]:
    """An empty index beside the one in use; the caller has the lock."""
    name = f"i{secrets.token_hex(6)}"
    path = folder() / name
    path.mkdir(parents=True)
    return name, _index(path)


def put_in_use(name: str) -> None:
    """Makes the index ``name`` the one in use and removes all others; the caller has the lock."""
    here = folder()
    fresh = here / f".{CURRENT}.{os.getpid()}"
    fresh.write_text(name, encoding="ascii")
    fresh.replace(here / CURRENT)
    for path in here.iterdir():
        if path.name not in (name, CURRENT):
            shutil.rmtree(path, ignore_errors=True)
            with suppress(OSError):
                path.unlink(missing_ok=True)


def forget() -> None:
    """Lets go of the index that is held in memory."""
    with _holding:
        _held.clear()
