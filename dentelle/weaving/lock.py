"""Only one weave at a time.

Invariant: the lock goes with the process that holds it, however it ends: a killed weave leaves nothing to clear up. On a
shared PostgreSQL the database holds a second lock, for weaves on other machines.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from dentelle.errors import WeaveError

ADVISORY = 0x64656E74  # "dent"
TAKEN = "Another weave of this territory is running{}. Wait for it to end."


@contextmanager
def only_one(state: Path) -> Iterator[None]:
    """Holds the lock of the territory whose state is in the folder ``state``. Raises WeaveError when another weave has it."""
    try:
        state.mkdir(parents=True, exist_ok=True)
        opened = (state / "weave.lock").open("a+", encoding="ascii")
    except OSError as error:
        right = "Give yourself the right to write there."
        raise WeaveError(f"A weave cannot keep its state in {state}: {error.strerror}. {right}") from error
    with opened as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # by process: a worker forked from us does not hold it on
        except OSError as error:
            file.seek(0)
            number = file.read().strip()
            raise WeaveError(TAKEN.format(f" (process {number})" if number else "")) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        _database_lock()
        try:
            yield
        finally:
            _database_unlock()


def _database_lock() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY])
            if not cursor.fetchone()[0]:
                raise WeaveError(TAKEN.format(" on another machine"))


def _database_unlock() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY])
