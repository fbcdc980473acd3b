"""The review queue, the findings and the Monday list as pages: who may, what is said, how many queries."""

import pytest
from atlas_rows import number_value
from small_territory import DECLARED, INSTITUTE, RIVAL, small  # noqa: F401 - a fixture

from dentelle.atlas.deciding import leases
from dentelle.atlas.deciding.settling import open_findings
from dentelle.atlas.models import AuditLine, ClaimJudgement, FactRow, FindingRow, ReviewRow, User

pytestmark = pytest.mark.django_db


def account(role="steward", email="anna@example.org"):
    return User.objects.create_user(email, "threads and knots", name=email.partition("@")[0].title(), role=role)


@pytest.fixture
def judged(small):  # noqa: F811
    for name, text in (("a.txt", INSTITUTE), ("b.txt", RIVAL)):
        small.write(name, text)
    small.declare(DECLARED.replace("0.9", "0.5"))
    small.weave()
    return small


@pytest.fixture
def anna(client):
    client.force_login(account())
    return client


def first(sort="claim"):
    return ReviewRow.objects.visible().filter(sort=sort).order_by("-priority", "key").first()


def test_one_decision_by_form_leads_to_the_next(anna, judged):
    row = first()
    page = anna.get("/en/workbench/review/item/")
    assert f'value="{row.key}"' in page.text
    answer = anna.post("/en/workbench/review/decide/?sort=claim", {"key": row.key, "decision": "accept"})
    assert answer.status_code == 302
    after = anna.get(answer["Location"])
    assert "Accepted:" in after.text
    assert f'value="{row.key}"' not in after.text
    assert ClaimJudgement.objects.get().who == "anna@example.org"
    assert AuditLine.objects.filter(verb="accept").exists()
    assert not ReviewRow.objects.visible().filter(key=row.key).exists()
    back = anna.post("/en/workbench/review/decide/", {"decision": "undo"}, headers={"X-Part": "desk"})
    assert "Taken back:" in back.text
    assert f'value="{row.key}"' in back.text
    assert ReviewRow.objects.visible().filter(key=row.key).exists()


def test_who_comes_second_is_told(anna, judged, client):
    row = first()
    anna.post("/en/workbench/review/decide/", {"key": row.key, "decision": "reject"})
    account(email="ben@example.org")
    client.force_login(User.objects.get(email="ben@example.org"))
    answer = client.post("/en/workbench/review/decide/", {"key": row.key, "decision": "accept"}, headers={"X-Part": "desk"})
    assert "anna@example.org has decided this meanwhile" in answer.text
    assert ClaimJudgement.objects.count() == 1


def test_an_item_in_other_hands_is_only_looked_at(anna, judged):
    row = first()
    assert leases.take(row.key, "ben@example.org")
    assert f'value="{row.key}"' not in anna.get("/en/workbench/review/item/").text
    shown = anna.get(f"/en/workbench/review/item/?at={row.key}").text
    assert "ben@example.org has this item" in shown
    assert 'value="accept"' not in shown
    answer = anna.post("/en/workbench/review/decide/", {"key": row.key, "decision": "accept"}, headers={"X-Part": "desk"})
    assert "ben@example.org has this item" in answer.text
    assert not ClaimJudgement.objects.exists()
    assert anna.post("/en/workbench/review/hold/", {"key": row.key}).status_code == 409


def test_an_editor_sees_pairs_and_decides_none(client, rows):
    left, right = (rows.entity(name, "organisation") for name in ("Alpha", "Alpha SA"))
    source = rows.source("a.txt", text="Alpha")
    data = {"left": "Alpha", "right": "Alpha SA", "probability": "55%", "reason": "short_form"}
    data |= {"left_leaf": f"{source.id}|organisation|alpha", "right_leaf": f"{source.id}|organisation|alpha sa"}
    finding = rows.finding("pairs", "notice", "One?", left, right, **data)
    columns = {"unit": "pairs", "sort": "pair", "source": source.id, "pages": 4, "doubt": 0.9, "priority": 3.6}
    ReviewRow.objects.create(since=1, key=finding.key, **columns)
    client.force_login(account("editor"))
    shown = client.get("/en/workbench/review/item/").text
    assert "Only stewards decide who is who" in shown
    assert 'value="same"' not in shown
    answer = client.post("/en/workbench/review/decide/", {"key": finding.key, "decision": "same"}, headers={"X-Part": "desk"})
    assert answer.status_code == 403
    assert "Only stewards decide who is who" in answer.text
    assert not AuditLine.objects.exists()


def test_a_wrong_correction_says_so_and_keeps_the_item(anna, judged):
    row = ReviewRow.objects.visible().filter(property="founded").first() or first()
    answer = anna.post("/en/workbench/review/decide/", {"key": row.key, "decision": "correct", "value": ""})
    assert answer.status_code == 422
    assert f'value="{row.key}"' in answer.text


def waiting(rows, number):
    source = rows.source("list.csv", title="List", format="csv")
    for at in range(number):
        firm = rows.entity(f"Firm {at}", "organisation", "company")
        fact = rows.fact(firm, "works_in", {"type": "text", "text": "lace", "language": "en"}, (source, "x"), status="proposed")
        key = fact_claim(fact)
        about = {"property": "works_in", "source": source.id, "entity": firm.identity_id, "entity_kind": "organisation"}
        ReviewRow.objects.create(since=1, key=key, unit="u", sort="claim", pages=2, doubt=0.5, priority=1.0 + at, **about)


def fact_claim(fact):
    from dentelle.atlas.models import ClaimRow

    return ClaimRow.objects.get(fact_key=fact.key).key


@pytest.mark.parametrize("number", [3, 60])
def test_queries_do_not_grow(anna, rows, django_assert_max_num_queries, number):
    waiting(rows, number)
    anna.get("/en/workbench/review/")
    for address in ("review/", "review/item/", "findings/", "monday/"):
        with django_assert_max_num_queries(17):
            assert anna.get(f"/en/workbench/{address}").status_code == 200


def test_filters_and_the_way_through(anna, rows):
    waiting(rows, 3)
    order = list(ReviewRow.objects.order_by("-priority").values_list("priority", "key"))
    page = anna.get("/en/workbench/review/?property=works_in&entity_kind=organisation")
    assert page.text.count("Firm ") == 3
    assert "Nothing waits that fits" in anna.get("/en/workbench/review/?property=founded").text
    item = anna.get(f"/en/workbench/review/item/?after={order[0][0]}~{order[0][1]}").text
    assert f'data-key="{order[1][1]}"' in item
    item = anna.get(f"/en/workbench/review/item/?before={order[1][0]}~{order[1][1]}").text
    assert f'data-key="{order[0][1]}"' in item
    assert anna.get("/en/workbench/review/item/?after=x~y").status_code == 404


def test_findings_are_settled_assigned_and_opened_again(anna, town):
    row = FindingRow.objects.get(check_name="rivals")
    address = "/en/workbench/findings/change/"
    assert "Rival values" in anna.get("/en/workbench/findings/").text
    anna.post(address, {"key": row.key, "change": "assign", "to": "anna@example.org"})
    assert "in the hands of anna@example.org" in anna.get("/en/workbench/findings/?assigned=anna@example.org").text
    assert "Nothing waits." in anna.get("/en/workbench/findings/?assigned=nobody").text
    assert "Say why" in anna.post(address, {"key": row.key, "change": "settle"}, follow=True).text
    anna.post(address, {"key": row.key, "change": "settle", "why": "Two perimeters."})
    assert not open_findings().filter(key=row.key).exists()
    assert "Two perimeters." in anna.get("/en/workbench/findings/?state=settled").text
    FindingRow.objects.filter(key=row.key).update(evidence="other")
    assert open_findings().filter(key=row.key).exists()
    FindingRow.objects.filter(key=row.key).update(evidence="")
    anna.post(address, {"key": row.key, "change": "reopen"})
    assert open_findings().filter(key=row.key).exists()
    assert list(AuditLine.objects.order_by("id").values_list("verb", flat=True)) == ["assign", "settle", "reopen"]


def test_a_contributor_sees_findings_and_changes_none(client, town):
    client.force_login(account("contributor"))
    row = FindingRow.objects.get(check_name="rivals")
    assert 'value="settle"' not in client.get("/en/workbench/findings/").text
    assert client.post("/en/workbench/findings/change/", {"key": row.key, "change": "settle", "why": "x"}).status_code == 403


def test_monday_lists_rivals_and_old_figures_until_reached(anna, town):
    metropole = town.entities["metropole"]
    here = f'<li id="{metropole.identity_id}">'
    source, ateliers = town.sources["list"], town.entities["ateliers"]
    town.rows.fact(ateliers, "count", number_value(9, "firmes"), (source, "x"))
    old = FactRow.objects.filter(property="count", identity=ateliers.identity)
    old.update(as_of="2012-12-31", qualifiers=[["as_of", "2012"]])
    page = anna.get("/en/workbench/monday/").text
    assert page.index(here) < page.index("Is this still so?")
    reasons = page.partition(f'name="entity" value="{metropole.identity_id}"')[2].partition('name="reasons" value="')[2][:32]
    call = {"entity": metropole.identity_id, "reasons": reasons}
    anna.post("/en/workbench/monday/call/", {**call, "outcome": "no_answer", "note": "closed at noon"})
    page = anna.get("/en/workbench/monday/").text
    assert "No answer on" in page
    assert "closed at noon" in page
    anna.post("/en/workbench/monday/call/", {**call, "outcome": "reached"})
    assert here not in anna.get("/en/workbench/monday/").text
    FindingRow.objects.filter(check_name="rivals").update(evidence="new")
    assert here in anna.get("/en/workbench/monday/").text
    assert "Is this still so?" not in anna.get("/en/workbench/monday/?assigned=anna@example.org").text
