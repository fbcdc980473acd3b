"""Which stored source each file of the territory is.

Invariants: a source's id is minted from its first path and stays; a file whose bytes equal those of a source whose path has
gone is that source, moved; the answer does not depend on the order of files. ``recognise`` is pure.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dentelle.folding import digest
from dentelle.territory import Seen, Territory
from dentelle.weaving.passes import sha256

ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is now: its path below the folder, SHA-256 ("" when it cannot be read) and size in bytes.

    ``kept``: it cannot be read this time, and digest and size are what they were when it last could.
    """

    path: str
    digest: str
    size: int
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Registered:
    """A source as the kept tables know it; ``path`` and ``digest`` as last published."""

    id: str
    path: str
    digest: str
    present: bool = True
    size: int = 0


def look(territory: Territory, seen: Seen, registered: Iterable[Registered]) -> tuple[File, ...]:
    """The files of ``territory`` by path: those ``seen``, and those of ``registered`` that lie where nobody lets us look.

    That a file may not be read says nothing about what stands in it: it counts as unchanged until it can be read or is gone.
    """
    former = {one.path: one for one in registered if one.present and one.digest}
    hidden = {path for path in former if seen.hides(path) and territory.covers(path)}
    return tuple(_looked(territory.folder, sorted({*seen.files} | hidden), former))


def _looked(folder: Path, paths: Iterable[str], former: Mapping[str, Registered]) -> Iterator[File]:
    for path in paths:
        try:
            yield File(path, sha256(folder / path), (folder / path).stat().st_size)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            last = former.get(path)
            yield File(path, last.digest, last.size, kept=True) if last else File(path, "", 0)


def recognise(files: Iterable[File], registered: Iterable[Registered]) -> Mapping[str, str]:
    """Path → source id, for each of ``files``: the source of its path that was there lately, else one of its bytes, else an older
    one of its path, else a new one.
    """
    waiting = sorted(files, key=lambda file: file.path)
    known = sorted(registered, key=lambda source: source.id)
    result: dict[str, str] = {}
    present = [source for source in known if source.present]
    _settle(waiting, result, present, lambda file: file.path, lambda source: source.path)
    _settle(waiting, result, known, lambda file: file.digest if file.size else "", lambda source: source.digest)
    _settle(waiting, result, known, lambda file: file.path, lambda source: source.path)
    ids = {source.id for source in known}
    for file in waiting:
        if file.path not in result:
            result[file.path] = _mint(file.path, ids)
            ids.add(result[file.path])
    return result


def _settle(
    files: Iterable[File],
    result: dict[str, str],
    sources: Iterable[Registered],
    sought: Callable[[File], str],
    held: Callable[[Registered], str],
) -> None:
    """Gives each file without a source the best of the free ``sources`` that hold what it seeks ("" is sought by none)."""
    taken = set(result.values())
    free: dict[str, list[Registered]] = {}
    for source in sources:
        if source.id not in taken:
            free.setdefault(held(source), []).append(source)
    for file in files:
        fitting = free.get(sought(file)) if sought(file) and file.path not in result else None
        if fitting:
            best = min(
                fitting,
                key=lambda source: (source.path != file.path, not source.present, source.digest != file.digest, source.id),
            )
            result[file.path] = best.id
            fitting.remove(best)


def _mint(path: str, ids: set[str]) -> str:
    salt = 0
    while True:
        source = "s" + digest(path, *([str(salt)] if salt else []), length=ID_LENGTH - 1)
        if source not in ids:
            return source
        salt += 1
