"""Backup and restore of a territory: its declaration, its files, and its database.

Invariants: a backup is one consistent state of the database, taken while others write. A restore makes everything ready beside
the territory and puts it in place by renaming: whatever ends it before leaves the territory as it was, or half_restored says what
to do. What was there is moved aside, never deleted. Not in a backup: the secret key (whoever finds a copy could sign in as
anybody), sessions, mails and registers, which can be imported again.
"""

import itertools
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from dentelle import __version__
from dentelle.atlas.reports import forget
from dentelle.atlas.safekeeping import archive, half_restored, kept_tables
from dentelle.errors import BackupError

__all__ = ["backup", "restore"]

SQLITE, DUMP, TABLES = "atlas.sqlite3", "atlas.dump", "kept.jsonl"
CARRIED = ("secret-key", "tombstones*")  # of the state that a restore finds: people stay who they are, the erased stay erased


def backup(path: Path) -> list[str]:
    """Writes a backup of the open territory to ``path``; what was done, in sentences. Raises BackupError."""
    if not settings.READ_ONLY:
        forget()
    with tempfile.TemporaryDirectory(dir=path.parent if path.parent.is_dir() else None) as folder:
        database = _copy_of_database(Path(folder))
        about = {
            "version": __version__,
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "database": database.name,
            "migrations": sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations),
        }
        number = archive.write(path, _files(database, path.resolve()), about)
    said = [f"{path}: {number} files, {path.stat().st_size:,} bytes, read again and found whole."]
    if database.name == TABLES:
        said.append("pg_dump is not installed: the backup holds what people decided; run “dentelle weave” after a restore.")
    return said


def restore(path: Path, folder: Path, *, replace: bool = False) -> list[str]:
    """Puts the backup ``path`` in the place of the territory ``folder``; what was done. Raises BackupError, and leaves no half.

    A territory that is there already is moved aside with ``replace``, and refused without.
    """
    with half_restored.alone(folder) as work:
        said = half_restored.mend(folder)
        if folder.exists() and any(folder.iterdir()) and not replace:
            raise BackupError(f"{folder} is not empty. Add --replace to move it aside, or restore into a new folder with -C.")
        aside = _aside(folder)
        with archive.unpacked(path, work / half_restored.UNPACKED) as about:
            _known(about, path)
            ready = _territory_from(work / half_restored.UNPACKED, str(about["database"]), folder)
            half_restored.move(ready, folder, aside)
    said.append(f"Restored what was backed up on {about['made_at']}.")
    said += [f"What was there before is in {aside}."] if aside.exists() else []
    said += ["Start the server again."] if about["database"] != TABLES else ["Run “dentelle weave”, then start the server again."]
    return said


def _aside(folder: Path) -> Path:
    """A name beside the territory that nothing has yet."""
    name = f"{folder.name}.before-{timezone.now():%Y%m%d-%H%M%S}"
    taken = (folder.with_name(name if not number else f"{name}-{number}") for number in itertools.count())
    return next(path for path in taken if not path.exists())


def _copy_of_database(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        return _copy_of_sqlite(folder / SQLITE)
    program = shutil.which("pg_dump")
    if program is None:
        kept_tables.write(folder / TABLES)
        return folder / TABLES
    excluded = ["--exclude-table-data=django_session", "--no-owner", "--no-privileges"]
    _run([program, "--format=custom", *excluded, f"--file={folder / DUMP}"])
    return folder / DUMP


def _copy_of_sqlite(path: Path) -> Path:
    """One moment of the database, whoever writes meanwhile; without sessions, which belong to the key that is not there."""
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("DELETE FROM django_session")
        copy.commit()
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupError("The database is damaged: PRAGMA integrity_check finds errors. Restore an older backup.")
    return path


def _files(database: Path, out: Path) -> Iterator[tuple[str, Path]]:
    """Every regular file of the territory but its state, and the copy of the database; links are not followed."""
    territory = settings.TERRITORY
    for here, folders, names in os.walk(territory):
        folders[:] = sorted(name for name in folders if Path(here, name) != settings.STATE)
        for name in sorted(names):
            path = Path(here, name)
            if path.is_file() and not path.is_symlink() and path.resolve() != out and not name.startswith(f"{out.name}."):
                yield f"files/{path.relative_to(territory).as_posix()}", path
    yield database.name, database


def _known(about: dict[str, Any], path: Path) -> None:
    """Raises BackupError for a backup of a newer Dentelle, or of another kind of database than ours."""
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if newer := sorted(set(about["migrations"]) - ours):
        raise BackupError(f"{path} was made by a newer Dentelle ({newer[-1]}). Install that version. Nothing was changed.")
    file = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if file != (about["database"] == SQLITE):
        wanted = "a SQLite file: unset DATABASE_URL" if about["database"] == SQLITE else "PostgreSQL: set DATABASE_URL"
        raise BackupError(f"The backup is of {wanted}, then restore again. Nothing was changed.")


def _territory_from(staging: Path, database: str, folder: Path) -> Path:
    """The folder that will be the territory, complete; on PostgreSQL the database is restored, in one transaction."""
    ready = staging / "files"
    state = ready / "var"
    state.mkdir(parents=True)
    for pattern in CARRIED:
        for path in (folder / "var").glob(pattern):
            shutil.copy2(path, state / path.name)
    if database == SQLITE:
        (staging / SQLITE).chmod(0o600)
        with closing(sqlite3.connect(staging / SQLITE)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupError("The database in the backup is damaged. Nothing was changed.")
        (staging / SQLITE).rename(state / SQLITE)
    else:
        with half_restored.writing_database(folder):
            _restore_dump(staging / DUMP) if database == DUMP else kept_tables.read(staging / TABLES)
    return ready


def _restore_dump(path: Path) -> None:
    program = shutil.which("pg_restore")
    if program is None:
        raise BackupError("pg_restore is not installed, and the backup needs it. Nothing was changed.")
    name = settings.DATABASES["default"]["NAME"]
    _run(
        [
            program,
            "--clean",
            "--if-exists",
            "--no-owner",
            "--single-transaction",
            "--exit-on-error",
            f"--dbname={name}",
            str(path),
        ]
    )


def _run(command: list[str]) -> None:
    """Runs a program of PostgreSQL on our database. Raises BackupError with what it said."""
    declared = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {name: str(declared[key]) for name, key in names.items() if declared.get(key)}
    ended = subprocess.run(command, env=os.environ | given, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode:
        raise BackupError(f"{Path(command[0]).name} failed: {ended.stderr.strip()[-500:]}")
