"""The folder of work of a restore beside its territory, and what a kill in the middle leaves there.

Invariants: one restore of a territory at a time; whatever ends it, the territory is there as it was, or as the backup has it, or
no command opens it and each says what to do. Restoring again is always right: it begins by mending what a killed one left.
Knows no Django: it is asked before anything is opened.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dentelle.errors import BackupError, WeaveError

__all__ = ["UNPACKED", "alone", "mend", "move", "refuse", "writing_database"]

UNPACKED, READY = "in", Path("in", "files")  # what the archive holds; the territory to be, until it is put in place
MOVING, DATABASE = "moving", "database"  # marks: where the territory is moved to; a shared database is, or was, written


@contextmanager
def alone(folder: Path) -> Iterator[Path]:
    """The folder of work for a restore of ``folder``, which nobody else has. Raises BackupError when somebody has it."""
    work = _work(folder)
    work.mkdir(parents=True, exist_ok=True)
    holding = os.open(work, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(holding, fcntl.LOCK_EX | fcntl.LOCK_NB)  # goes with the process, however it ends
        try:
            yield work
        except BaseException:
            mend(folder)
            if not (work / DATABASE).exists():
                _finish(work)
            raise
        _finish(work)
    except BlockingIOError as error:
        raise BackupError(f"Another restore of {folder} is running. Wait for it to end.") from error
    finally:
        os.close(holding)


def mend(folder: Path) -> list[str]:
    """Brings back what a killed restore had moved aside, and throws its copies away; what was done, in sentences."""
    work = _work(folder)
    aside = _aside(work)
    said = []
    if aside is not None and aside.exists() and not folder.exists():
        aside.rename(folder)
        said = ["An earlier restore was killed while it put the backup in place: what was there before was brought back first."]
    elif (work / READY).exists():
        said = ["An earlier restore was killed: what it had made ready was thrown away."]
    shutil.rmtree(work / UNPACKED, ignore_errors=True)
    (work / MOVING).unlink(missing_ok=True)
    return said


@contextmanager
def writing_database(folder: Path) -> Iterator[None]:
    """Within, the database is written in one transaction; from then on it and the files belong together only after ``move``."""
    mark = _work(folder) / DATABASE
    before = mark.exists()
    mark.touch()
    try:
        yield
    except BackupError:  # nothing was written
        if not before:
            mark.unlink()
        raise


def move(ready: Path, folder: Path, aside: Path) -> None:
    """Puts ``ready`` in the place of ``folder``, which is moved to ``aside``. Raises BackupError; ``folder`` is there then."""
    work = _work(folder)
    (work / MOVING).write_text(aside.name, encoding="utf-8")
    try:
        if folder.exists():
            folder.rename(aside)
        ready.rename(folder)
    except OSError as error:
        mend(folder)
        after = "Its files were not changed, its database was: restore again." if (work / DATABASE).exists() else ""
        raise BackupError(f"{folder} cannot be put in place: {error.strerror}. {after or 'Nothing was changed.'}") from error


def refuse(folder: Path) -> None:
    """Raises WeaveError, with what to do, where a restore of ``folder`` is in the middle, or was killed there."""
    work = _work(folder)
    if not work.is_dir():
        return
    aside = _aside(work)
    gone = aside is not None and aside.exists() and not folder.exists()
    placed = aside is not None and folder.exists() and not (work / READY).exists()
    written = (work / DATABASE).exists() and not placed
    if not gone and not written:
        return
    if _held(work):
        raise WeaveError(f"A restore of {folder} is running. Wait for it to end.")
    command = f"“dentelle -C {folder} restore --replace FILE”"
    if written:
        raise WeaveError(
            f"A restore of {folder} was killed in the middle: its database may be that of the backup already, its files are not. "
            f"Restore again with the same file: {command}."
        )
    raise WeaveError(
        f"A restore of {folder} was killed while it put the backup in place; what was there before is in {aside}. "
        f"Restore again: {command}. Or go back to what was there: rename {aside} to {folder}."
    )


def _work(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.restoring")


def _aside(work: Path) -> Path | None:
    mark = work / MOVING
    name = mark.read_text(encoding="utf-8") if mark.is_file() else ""
    return work.with_name(name) if name else None


def _held(work: Path) -> bool:
    holding = os.open(work, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(holding, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(holding)
    return False


def _finish(work: Path) -> None:
    for mark in (DATABASE, MOVING):  # in this order: a kill between the two must not look like one before the files moved
        (work / mark).unlink(missing_ok=True)
    shutil.rmtree(work, ignore_errors=True)
