"""The folder in which an import does its work, so that it can be killed at any moment and go on.

Invariant: a part that the journal names is whole. A part is written under another name, renamed, then noted; the journal's first
line says of which files and options it is, and a journal of others is begun anew.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from dentelle import __version__
from dentelle.errors import RegisterError
from dentelle.folding import digest
from dentelle.registers.index import build, stands
from dentelle.registers.store import DESCRIPTION, PREVIOUS, Description, describe, staging_folder

JOURNAL = "journal.jsonl"
THREADS = 4  # each wants its share of the memory
FORMAT = 1  # of what imports write: another number and a half-done import begins anew

Progress = Callable[[str, int, int], None]


class Staging:
    """What an import has done so far, in ``folder``; ``database`` works within a set memory and spills into the folder.

    ``work`` stands for the files and options of the import: the same work makes the same register.
    """

    def __init__(self, folder: Path, database: duckdb.DuckDBPyConnection, work: str, noted: dict[str, dict[str, Any]]) -> None:
        self.folder = folder
        self.database = database
        self.work = work
        self._noted = noted

    def noted(self, part: str) -> dict[str, Any] | None:
        """What was noted of ``part``; None when it is still to be done."""
        return self._noted.get(part)

    def note(self, part: str, **facts: object) -> dict[str, Any]:
        """Notes that ``part`` is done; ``facts`` are plain values. Returns them."""
        self._noted[part] = facts
        with (self.folder / JOURNAL).open("a", encoding="utf-8") as journal:
            journal.write(json.dumps({"part": part, **facts}) + "\n")
        return facts

    def total(self, fact: str) -> int:
        """The sum of what the parts noted under ``fact``."""
        return sum(int(facts.get(fact, 0)) for facts in self._noted.values())

    def write(self, query: str, file: str, options: str) -> int:
        """Writes the rows of ``query`` into ``file`` of the folder; returns how many."""
        fresh = self.folder / f"{file}.fresh"
        written = self.database.execute(f"COPY ({query}) TO {literal(str(fresh))} ({options})").fetchone()
        fresh.rename(self.folder / file)
        return int(written[0]) if written else 0

    def lookup(self, table: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Makes a table of ``code`` and ``value`` to join with; each code stands in it once."""
        self.database.execute(f"CREATE OR REPLACE TEMP TABLE {table} (code VARCHAR PRIMARY KEY, value VARCHAR)")
        codes, values = zip(*pairs, strict=True) if (pairs := list(pairs)) else ((), ())
        self.database.execute(f"INSERT INTO {table} SELECT unnest(?), unnest(?)", [codes, values])

    def path(self, pattern: str) -> str:
        """``pattern`` in the folder, as SQL text."""
        return literal(str(self.folder / pattern))


def literal(text: str) -> str:
    """``text`` as SQL writes a text."""
    return "'" + text.replace("'", "''") + "'"


def quoted(column: str) -> str:
    """``column`` as SQL writes a name."""
    return '"' + column.replace('"', '""') + '"'


@contextmanager
def staging(root: Path, name: str, work: Mapping[str, object], memory: str) -> Iterator[Staging]:
    """The folder of an import of the register ``name``, with what an earlier import of the same ``work`` left there.

    ``memory``: the limit of DuckDB, such as "1GB". Raises RegisterError when another process imports the register.
    """
    with _only_one(root, name):
        folder = staging_folder(root, name)
        if (folder / DESCRIPTION).is_file():
            _swap(root, name)
        begun = {"format": FORMAT, "version": __version__, **work}
        noted = _journal(folder, begun)
        if noted is None:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            noted = {}
            (folder / JOURNAL).write_text(json.dumps(begun) + "\n", encoding="utf-8")
        for unfinished in folder.glob("*.fresh"):
            unfinished.unlink()
        database = _database(folder, memory)
        try:
            yield Staging(folder, database, digest(json.dumps(begun), length=8), noted)
        except (duckdb.Error, OSError) as problem:
            raise RegisterError(
                "The import of %(name)s stopped: %(why)s. Where memory or room on the disk of %(folder)s was short, give more "
                "(--memory) and start again: it goes on where it was. Else check that the files are whole.",
                name=name,
                why=str(problem).splitlines()[0],
                folder=root,
            ) from problem
        finally:
            database.close()


def made_before(root: Path, name: str, staged: Staging, progress: Progress | None = None) -> Description | None:
    """The register ``name`` when it was made by this very work: there is nothing to do, unless its index is missing."""
    if not (root / name / DESCRIPTION).is_file():
        return None
    there = describe(root / name)
    if there.work != staged.work:
        return None
    shutil.rmtree(staged.folder, ignore_errors=True)
    if not stands(root / name):
        _index(root / name, progress)
    return there


def ensure_index(folder: Path, progress: Progress | None = None) -> None:
    """Makes the index of the register in ``folder`` where it is missing or of another version, as after an older release.

    Raises RegisterError when it cannot be written, or when another process imports the register.
    """
    if stands(folder):
        return
    with _only_one(folder.parent, folder.name):
        if stands(folder):
            return
        try:
            _index(folder, progress)
        except (duckdb.Error, OSError) as problem:
            raise RegisterError(
                "The register %(name)s has no index that this version can use, and none could be made: %(why)s. "
                "Make room in %(folder)s and the right to write there, or import it again.",
                name=folder.name,
                folder=folder,
                why=str(problem).splitlines()[0],
            ) from problem


def _index(folder: Path, progress: Progress | None) -> None:
    build(folder, partial(progress, "indexing") if progress else None)


def put_in_place(root: Path, done: Staging, description: Description, progress: Progress | None) -> Description:
    """Indexes what was staged and makes it the register, and what was there its previous vintage; returns ``description``."""
    done.database.close()
    _index(done.folder, progress)
    keep = {part.file for part in description.parts} | {"skipped.csv", "index"}
    for path in done.folder.iterdir():
        if path.name not in keep:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    description.write(done.folder)  # from here on nothing is left to do but to swap, whoever does it
    _swap(root, description.name)
    return description


def _swap(root: Path, name: str) -> None:
    """Two renames; when a kill comes between them, ``settle`` does the second."""
    place, staged = root / name, staging_folder(root, name)
    if place.exists():
        (place / PREVIOUS / DESCRIPTION).unlink(missing_ok=True)  # first, so that half of it is never taken for a register
        shutil.rmtree(place / PREVIOUS, ignore_errors=True)
        place.rename(staged / PREVIOUS)
    staged.rename(place)
    shutil.rmtree(place / PREVIOUS / "index", ignore_errors=True)  # nobody links to what is gone


def _journal(folder: Path, begun: Mapping[str, object]) -> dict[str, dict[str, Any]] | None:
    """What the journal in ``folder`` notes, None when it is not of this work; a line that a kill cut short counts for nothing."""
    if not (folder / JOURNAL).is_file():
        return None
    lines: list[dict[str, Any]] = []
    for line in (folder / JOURNAL).read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            lines.append(json.loads(line))
        except ValueError:
            continue
    if not lines or lines[0] != json.loads(json.dumps(begun)):
        return None
    return {line.pop("part"): line for line in lines[1:]}


def _database(folder: Path, memory: str) -> duckdb.DuckDBPyConnection:
    try:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory,
            "threads": min(THREADS, os.cpu_count() or 1),
            "temp_directory": str(folder / "spill"),
            "autoinstall_known_extensions": "false",
        }
        return duckdb.connect(config=config)
    except duckdb.Error as problem:
        raise RegisterError(
            "The memory limit %(memory)r is not understood. Write it like 500MB or 4GB.", memory=memory
        ) from problem


@contextmanager
def _only_one(root: Path, name: str) -> Iterator[None]:
    try:
        root.mkdir(parents=True, exist_ok=True)
        opened = (root / f".{name}.lock").open("a")
    except OSError as problem:
        raise RegisterError(
            "Registers cannot be kept in %(folder)s: %(why)s. Give yourself the right to write there, or set DENTELLE_REGISTERS "
            "to another folder.",
            folder=root,
            why=problem.strerror,
        ) from problem
    with opened as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise RegisterError("Another process is importing the register %(name)s. Wait for it to end.", name=name) from problem
        yield
