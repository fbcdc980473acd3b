"""Tests that empty the database after themselves may empty the audit too, which nobody else can."""

from collections.abc import Iterator

import pytest

from dentelle.atlas.append_only import REMOVAL, TRIGGERS


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
    from dentelle.atlas import facet_index
    from dentelle.web.queries import outline

    facet_index.forget()
    outline.forget()
