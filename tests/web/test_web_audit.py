"""The audit in the workbench: filters, pages, and files that no spreadsheet runs."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from dentelle.atlas.models import AuditLine, User
from dentelle.atlas.people.audit import note

pytestmark = pytest.mark.django_db
AUDIT = "/en/workbench/audit/"


@pytest.fixture(autouse=True)
def steward(client):
    client.force_login(User.objects.create_user("anna@example.org", "threads and knots", name="Anna", role="steward"))


@pytest.fixture
def lines(town):
    identity = town.entities["charles"].identity_id
    note("ben@example.org", "hide", identity, "ben@example.org hid a claim")
    note("=cmd|' /C calc'!A0", "same", "x y", "+1<script>alert(1)</script>")
    return identity


def body(response):
    return b"".join(response.streaming_content).decode()


def test_a_line_names_the_entity_as_it_is_named_today(client, lines):
    page = client.get(AUDIT).text
    assert "2 changes" in page
    assert f'href="/en/entity/{lines}/"><bdi lang="en">Charles the Bald</bdi>' in page or "Charles the Bald" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("who=BEN", 1), ("verb=same", 1), ("object=x+", 1), ("who=ben&verb=same", 0), ("since={today}", 2), ("until={today}", 2),
        ("since={tomorrow}", 0), ("until={yesterday}", 0), ("until=9999-12-31", 2), ("page=999", 2), ("page=x", 2),
    ],
)  # fmt: skip
def test_filters(client, lines, query, number):
    now = timezone.localtime()
    days = {"today": now, "tomorrow": now + timedelta(days=1), "yesterday": now - timedelta(days=1)}
    query = query.format(**{name: f"{day:%Y-%m-%d}" for name, day in days.items()})
    response = client.get(f"{AUDIT}?{query}")
    assert response.status_code == 200
    assert f"{number} change" in response.text
    if "page" not in query:
        assert len(body(client.get(f"{AUDIT}export/jsonl/?{query}")).splitlines()) == number


@pytest.mark.parametrize("query", ["verb=conquer", "since=yesterday", "who=a%00b"])
def test_a_question_that_makes_no_sense_is_said(client, lines, query):
    response = client.get(f"{AUDIT}?{query}")
    assert response.status_code == 422
    assert 'class="wrong"' in response.text
    assert client.get(f"{AUDIT}export/csv/?{query}").status_code == 404


def test_the_table_runs_in_no_spreadsheet_and_the_lines_are_whole(client, lines):
    response = client.get(f"{AUDIT}export/csv/")
    assert response["Content-Disposition"] == 'attachment; filename="audit.csv"'
    rows = list(csv.DictReader(io.StringIO(body(response))))
    assert [row["verb"] for row in rows] == ["hide", "same"]
    assert rows[1]["who"].startswith("'=cmd")
    assert rows[1]["sentence"].startswith("'+1<script>")
    told = [json.loads(line) for line in body(client.get(f"{AUDIT}export/jsonl/")).splitlines()]
    assert told[1]["who"] == "=cmd|' /C calc'!A0"
    assert client.get(f"{AUDIT}export/xml/").status_code == 404


def test_pages_and_few_questions(client, lines, django_assert_max_num_queries):
    AuditLine.objects.bulk_create(AuditLine(who="w", verb="v", object=str(n), sentence=f"line {n}") for n in range(120))
    with django_assert_max_num_queries(15):
        page = client.get(f"{AUDIT}?verb=v&page=2").text
    assert "Page 2 of 3" in page
    assert 'href="/en/workbench/audit/export/csv/?verb=v"' in page
