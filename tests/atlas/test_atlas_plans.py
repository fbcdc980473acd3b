"""What the database looks facts up by: never by what most of all facts share."""

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from dentelle.atlas.models import ClaimRow, FactRow
from dentelle.atlas.projecting.facets import ESTABLISHED
from dentelle.exchange.selections import About, cards
from dentelle.vocabulary import scheme

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases know how many rows an index leads to"),
]


def test_facts_of_some_entities_are_not_looked_for_among_all_accepted_ones() -> None:
    plan = FactRow.objects.visible().filter(identity__in=["a", "b", "c", "d", "e"], status__in=ESTABLISHED).explain()
    assert "identity_id=?" in plan
    assert "status=?" not in plan


def test_the_fact_of_a_claim_is_not_looked_for_among_all_accepted_ones() -> None:
    own = FactRow.objects.visible().filter(key=OuterRef("fact_key"), status="accepted")
    plan = ClaimRow.objects.visible().annotate(accepted=Exists(own)).explain()
    assert "key=?" in plan
    assert "status=?" not in plan


def test_what_is_handed_out_of_some_entities_is_not_looked_for_among_all_addresses() -> None:
    about = About("", "", "fr", "", "", "", str, scheme())
    with CaptureQueriesContext(connection) as asked:
        list(cards(["a", "b", "c"], about))
    [facts] = [one["sql"] for one in asked.captured_queries if 'FROM "atlas_factrow"' in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {facts}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "identity_id=?" in plan
    assert "property=?" not in plan
