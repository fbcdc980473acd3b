"""What a first call left open: words and contacts corrected, a need opened again or found again, tables for the committee."""

import csv

import pytest
from kept_offers import WHO, catalogue

from dentelle.atlas.models import User
from dentelle.hub.interface import models, needs

pytestmark = pytest.mark.django_db
TEXT = "Nous voulons exporter vers la Belgique, 12 salariés à Denain"
CONTACT = {"words-firm": "Tissages", "words-person": "", "words-email": "", "words-phone": "03 27 00 00 00"}


@pytest.fixture
def need(client) -> models.Need:
    catalogue()
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Ada", role="editor"))
    return needs.state(TEXT, who=WHO, contact=needs.Contact("Tisages"))


def at(need, does=""):
    return f"/en/workbench/interface/needs/{need.pk}/{does}"


def test_the_words_and_the_firm_are_corrected(client, need):
    needs.confirm(need.pk, {"headcount": 12}, who=WHO)
    page = client.post(at(need, "words/"), {**CONTACT, "words-text": f"{TEXT}. Il faut 80 m²."})
    assert page.status_code == 302
    need.refresh_from_db()
    assert (need.firm, need.phone, need.facts) == ("Tissages", "03 27 00 00 00", {"headcount": 12})
    assert need.read["surface_m2"][0] == 80
    assert "headcount" not in need.read  # it is known
    wrong = client.post(at(need, "words/"), {**CONTACT, "words-text": "", "words-email": "no address"})
    assert wrong.status_code == 422
    assert "no address" in wrong.text


def test_a_need_closed_too_early_is_opened_again_but_not_an_erased_one(client, need):
    needs.close(need.pk, "helped", who=WHO)
    assert "Open the need again" in client.get(at(need)).text
    assert client.post(at(need, "reopen/")).status_code == 302
    need.refresh_from_db()
    assert (need.state, need.outcome, need.closed_at) == (models.OPEN, "", None)
    needs.erase(need.pk, who=WHO)
    assert client.post(at(need, "reopen/")).status_code == 422
    need.refresh_from_db()
    assert need.state == models.CLOSED


def test_what_was_ticked_and_typed_stays_after_a_refusal(client, need):
    page = client.post(at(need, "refer/"), {"offer": ["export-course"], "recipient": "Cellule export", "email": "no address"})
    assert page.status_code == 422
    assert "Cellule export" in page.text
    assert 'value="export-course" id="offer-' in page.text
    assert page.text.count(" checked>") == 1


def test_the_header_searches_for_nothing_that_the_page_asks(client, need):
    page = client.get(at(need))
    assert page.context["question_field"]
    header = page.text.partition("<main")[0]
    assert 'value="' not in header.partition('id="q"')[2].partition("</form>")[0]


def test_an_answer_says_whom_to_call(client, need):
    models.Offer.objects.filter(key="export-course").update(contact="Jo Bell", phone="+33 3 27 11 11 11")
    page = client.get(at(need)).text
    assert "Jo Bell" in page
    assert "+33 3 27 11 11 11" in page


def test_a_firm_that_calls_again_is_found(client, need):
    address = "/en/workbench/interface/needs/"
    assert list(client.get(address, {"q": "tisag"}).context["page"]) == [need]
    assert not list(client.get(address, {"q": "somebody else"}).context["page"])
    assert not list(client.get(address, {"q": "tisag", "state": "closed"}).context["page"])


def rows_of(response):
    return list(csv.reader(response.text.removeprefix("\ufeff").splitlines()))


def test_needs_and_gaps_are_taken_along_without_a_name(client, need):
    for _ in range(3):
        client.get(at(needs.state(TEXT, who=WHO, contact=needs.Contact("Tissages"))))
    found = client.get("/en/workbench/interface/needs/export/")
    head, *rows = rows_of(found)
    assert (len(rows), {len(row) for row in rows}) == (4, {len(head)})
    assert "Tis" not in found.text
    head, whole, *lines = rows_of(client.get("/en/workbench/interface/gaps/export/"))
    assert whole[2] == "4"
    assert lines
    client.force_login(User.objects.create_user("reader@example.org", "threads and knots", name="Rea", role="reader"))
    assert client.get("/en/workbench/interface/needs/export/").status_code == 403
    assert client.get("/en/workbench/interface/gaps/export/").status_code == 200


def test_an_adviser_takes_over_from_a_colleague(client, need):
    assert "I look after it" not in client.get(at(need)).text
    models.Need.objects.update(adviser="bea@example.org")
    assert "I look after it" in client.get(at(need)).text
    client.post(at(need, "take/"))
    need.refresh_from_db()
    assert need.adviser == WHO
