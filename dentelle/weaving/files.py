"""Which stored source each file of the territory is.

Invariants: a source's id is minted from its first path and stays; a file whose bytes equal those of a source whose path has
gone is that source, moved; the answer does not depend on the order of files. ``recognise`` is pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dentelle.model import digest
from dentelle.weaving.passes import sha256

ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is now: its path below the folder, SHA-256 ("" when it cannot be read) and size in bytes."""

    path: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Registered:
    """A source as the kept tables know it; ``path`` and ``digest`` as last published."""

    id: str
    path: str
    digest: str
    present: bool = True


def look(folder: Path, paths: Iterable[str]) -> tuple[File, ...]:
    """The files at ``paths`` below ``folder``."""
    return tuple(_file(folder, path) for path in paths)


def _file(folder: Path, path: str) -> File:
    try:
        return File(path, sha256(folder / path), (folder / path).stat().st_size)
    except OSError:
        return File(path, "", 0)


def recognise(files: Iterable[File], registered: Iterable[Registered]) -> Mapping[str, str]:
    """Path → source id, for each of ``files``."""
    files = sorted(files, key=lambda file: file.path)
    known = sorted(registered, key=lambda source: source.id)
    result: dict[str, str] = {}
    taken: set[str] = set()
    by_path: dict[str, list[Registered]] = {}
    for source in known:
        by_path.setdefault(source.path, []).append(source)
    for file in files:
        same = by_path.get(file.path, [])
        if same:
            best = min(same, key=lambda source: (not source.present, source.digest != file.digest, source.id))
            result[file.path] = best.id
            taken.add(best.id)
    by_digest: dict[str, list[Registered]] = {}
    for source in known:
        if source.id not in taken and source.digest:
            by_digest.setdefault(source.digest, []).append(source)
    ids = {source.id for source in known}
    for file in files:
        if file.path in result:
            continue
        moved = by_digest.get(file.digest) if file.size else None
        if moved:
            moved.sort(key=lambda source: (not source.present, source.id))
            result[file.path] = moved.pop(0).id
        else:
            result[file.path] = _mint(file.path, ids)
            ids.add(result[file.path])
    return result


def _mint(path: str, ids: set[str]) -> str:
    salt = 0
    while True:
        source = "s" + digest(path, *([str(salt)] if salt else []), length=ID_LENGTH - 1)
        if source not in ids:
            return source
        salt += 1
