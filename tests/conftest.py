"""Tests that empty the database after themselves may empty the audit too, which nobody else can; programs have their own."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from dentelle.atlas.people.append_only import REMOVAL, TRIGGERS

# Other tests keep the processor busy: how long an example takes by the clock says nothing.
settings.register_profile("busy machine", settings(), deadline=None)
settings.load_profile("busy machine")


@pytest.fixture(scope="session", autouse=True)
def the_audit_can_be_emptied_between_tests() -> Iterator[None]:
    from django.db import connection

    operations, vendor = type(connection.ops), connection.vendor
    flush = operations.sql_flush

    def emptied(self: object, *arguments: object, **named: object) -> list[str]:
        statements = flush(self, *arguments, **named)
        return [*REMOVAL[vendor], *statements, *TRIGGERS[vendor]] if statements else statements

    operations.sql_flush = emptied
    yield
    operations.sql_flush = flush


@pytest.fixture(autouse=True)
def nothing_is_held_from_another_atlas() -> None:
    from dentelle.atlas.browsing import facet_index, network
    from dentelle.web.queries import worked_out

    facet_index.forget()
    network.forget()
    worked_out.forget()


@pytest.fixture
def database_of_its_own() -> Iterator[str]:
    """The address of an empty PostgreSQL database on the server that the tests run with; empty where they run on SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    psycopg = pytest.importorskip("psycopg")
    name = f"own_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{server.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
