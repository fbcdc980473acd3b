"""The file of tombstones beside the database: ``var/tombstones.jsonl``.

Invariants: lines are added, never changed; each is on the disk before anything else happens; only its owner may read it. A later
line about a stone ends (``withdrawn``) or hardens (``erased``) it, and neither is ever taken back by a line.
"""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from dentelle.errors import TombstoneError
from dentelle.tombstones.finding import Stones
from dentelle.tombstones.stone import ERASED, Stone

__all__ = ["FILE", "active", "add", "read"]

FILE = "tombstones.jsonl"


def read(state: Path) -> dict[str, Stone]:
    """Every stone of the territory whose state is in the folder ``state``, by id, oldest first. Raises TombstoneError."""
    path = state / FILE
    try:
        content = path.read_bytes()
        content = content[: content.rfind(b"\n") + 1]  # a line that was cut off was never waited for
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise TombstoneError(
            "%(path)s cannot be read: %(why)s. It says who is left out: give yourself the right.", path=path, why=error.strerror
        ) from error
    stones: list[Stone] = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            stones.append(msgspec.json.decode(line, type=Stone))
        except msgspec.MsgspecError as error:
            raise TombstoneError(
                "%(path)s:%(line)s is damaged. It says who is left out: put a copy of the file back.", path=path, line=number
            ) from error
    return joined(stones)


def joined(stones: Iterable[Stone]) -> dict[str, Stone]:
    """One stone for each id, whatever is known in several lines: the stronger is obeyed."""
    known: dict[str, Stone] = {}
    for stone in sorted(stones, key=lambda one: (one.made_at, one.id)):
        before = known.get(stone.id, stone)
        level = ERASED if ERASED in (before.level, stone.level) else stone.level
        withdrawn = level != ERASED and (before.withdrawn or stone.withdrawn)  # who is erased stays so
        known[stone.id] = msgspec.structs.replace(stone, level=level, withdrawn=withdrawn)
    return known


def add(state: Path, stones: Iterable[Stone]) -> None:
    """Adds a line for each of ``stones`` and waits for the disk. Raises TombstoneError."""
    path = state / FILE
    lines = b"".join(msgspec.json.encode(stone) + b"\n" for stone in stones)
    try:
        state.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.truncate(path.read_bytes().rfind(b"\n") + 1)  # a line that was cut off was never waited for
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(state, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise TombstoneError(
            "%(path)s cannot be written: %(why)s. Nothing was changed.", path=path, why=error.strerror
        ) from error


_known: dict[Path, tuple[tuple[int, int, int], Stones]] = {}


def active(state: Path) -> Stones:
    """The stones to obey now; the file is read only when it has changed."""
    try:
        found = (state / FILE).stat()
    except FileNotFoundError:
        return Stones()
    mark = (found.st_mtime_ns, found.st_size, found.st_ino)
    held = _known.get(state)
    if held is None or held[0] != mark:
        held = (mark, Stones(read(state).values()))
        _known[state] = held
    return held[1]
