"""The files of a territory's state, beside the database, in which a name may stand: logs, mails, documents that wait.

Invariants: originals (what somebody brought, registers) are left as they are, and are never served; what was read of a
document that waits is thrown away, so that it is read again without the person.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from dentelle.tombstones import FILE, Stones

__all__ = ["SEARCH", "sweep_files"]

APART = ("secret-key", FILE, "weave.lock", "worker.lock", "territory.lock")
FOLDERS = ("registers", "retired")  # originals
SEARCH = "search"  # the folder of the search index, which is made anew: nothing less takes a word out of its files
DATABASE = "atlas.sqlite3"
DRAFT, RESULT, ORIGINAL = "draft.json", "result", "content"
LARGEST = 50_000_000  # bytes; logs and mails are smaller


def sweep_files(state: Path, stones: Stones, *, write: bool) -> list[Path]:
    """The files that named somebody; with ``write`` they do so no more."""
    found = []
    if write:
        shutil.rmtree(state / SEARCH, ignore_errors=True)
    for path in _files(state):
        try:
            raw = path.read_bytes()
        except OSError:
            continue  # it went while we looked
        content = raw.decode("utf-8", "replace")
        if not stones.found(content):
            continue
        found.append(path)
        if write and (path.name == RESULT or content.encode() != raw):  # what was read of a document, not words
            path.unlink(missing_ok=True)
            _read_again(path.with_name(DRAFT))
        elif write:
            fresh = stones.said_within(json.loads(content)) if path.suffix == ".json" else stones.said(content)
            _replace(path, json.dumps(fresh) if path.suffix == ".json" else fresh)
    return found


def _files(state: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(state):
        folders[:] = sorted(name for name in folders if name not in (*FOLDERS, SEARCH))
        for name in sorted(names, key=lambda name: (name == RESULT, name)):  # a result last: it changes its draft
            path = Path(here, name)
            known = name in APART or name.startswith((DATABASE, ORIGINAL))
            if not known and path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST:
                yield path


def _read_again(draft: Path) -> None:
    if draft.is_file():
        _replace(draft, json.dumps(json.loads(draft.read_bytes()) | {"state": "reading", "pid": 0, "tries": 0, "decisions": {}}))


def _replace(path: Path, content: str) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(content, encoding="utf-8")
    fresh.chmod(path.stat().st_mode)
    fresh.replace(path)
