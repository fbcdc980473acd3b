"""What only one process at a time may be: the weave of a territory, its worker.

Invariant: the lock goes with the process that holds it, however it ends: a killed weave leaves nothing to clear up. On a
shared PostgreSQL the database holds a second lock, for processes on other machines.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from dentelle.errors import TakenError, WeaveError, phrase

WEAVE, WORKER = "weave", "worker"
ADVISORY = {WEAVE: 0x64656E74, WORKER: 0x64656E75}  # "dent", "denu"
HELD = """SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE datname = current_database() AND locktype = 'advisory' AND classid = 0 AND objid = %s AND granted"""


@contextmanager
def only_one(state: Path, what: str = WEAVE) -> Iterator[None]:
    """Holds the lock ``what`` of the territory whose state is in the folder ``state``.

    Raises TakenError when another process has it, WeaveError when it cannot be kept there.
    """
    try:
        state.mkdir(parents=True, exist_ok=True)
        opened = (state / f"{what}.lock").open("a+", encoding="ascii")
    except OSError as error:
        raise WeaveError(
            "The state of this territory cannot be kept in %(folder)s: %(why)s. Give yourself the right to write there.",
            folder=state,
            why=error.strerror,
        ) from error
    with opened as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # by process: a worker forked from us does not hold it on
        except OSError as error:
            file.seek(0)
            number = file.read().strip()
            raise _taken(what, phrase(" (process %(number)s)", number=number) if number else "") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        with _locked_in_the_database(what):
            yield


@contextmanager
def _locked_in_the_database(what: str) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    # The lock goes with its connection, and Django closes the usual one between two looks of a worker.
    holding = connection.copy() if what == WORKER else connection
    try:
        if not _asked(holding, "SELECT pg_try_advisory_lock(%s)", what):
            raise _taken(what, phrase(" on another machine"))
        try:
            yield
        finally:
            _asked(holding, "SELECT pg_advisory_unlock(%s)", what)
    finally:
        if what == WORKER:
            holding.close()


def _taken(what: str, where: str) -> TakenError:
    if what == WEAVE:
        return TakenError("Another weave of this territory is running%(where)s. Wait for it to end.", where=where)
    return TakenError("Another worker of this territory is running%(where)s. Wait for it to end.", where=where)


def _asked(holding: BaseDatabaseWrapper, question: str, what: str) -> bool:
    with holding.cursor() as cursor:
        cursor.execute(question, [ADVISORY[what]])
        answer = cursor.fetchone()
        return bool(answer and answer[0])


def held(state: Path, what: str) -> bool:
    """Whether some process has the lock ``what``, here or on another machine. Not to be asked by the one that may have it."""
    if connection.vendor == "postgresql":
        return _asked(connection, HELD, what)
    try:
        with (state / f"{what}.lock").open("r+", encoding="ascii") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
