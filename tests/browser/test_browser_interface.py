"""An adviser takes a call, a founder writes in Dutch, a recipient answers: in a real Chromium, without a script."""

import sys
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hub" / "interface"))

from kept_offers import catalogue

from dentelle.atlas.models import User
from dentelle.hub.interface import referrals
from dentelle.hub.interface.models import Need
from dentelle.web import report_limits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHO = "ada@example.org"


@pytest.fixture(autouse=True)
def offers(transactional_db):
    cache.clear()
    catalogue()


def enter(context, client, site):
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Ada", role="editor"))
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def test_an_adviser_takes_a_call_from_need_to_referral_in_seven_steps(page, site, client):
    enter(page.context, client, site)
    page.goto(f"{site}/en/workbench/interface/")
    page.get_by_role("link", name="A new need").first.click()
    page.get_by_label("What is needed?").fill("Premier export vers la Belgique ; 12 salariés à Denain")
    page.get_by_role("button", name="Find answers").click()
    expect(page.get_by_label("Employees")).to_have_value("12")
    page.get_by_role("button", name="Confirm and match again").click()
    page.get_by_label("First steps abroad").check()
    page.get_by_label("Darlehen für den ersten Export").check()
    page.get_by_role("button", name="Pass on").click()
    expect(page.locator(".messages")).to_contain_text("Passed on.")
    assert sorted(letter.to[0] for letter in mail.outbox) == ["export-course@example.org", "export-loan@example.org"]


def test_a_founder_without_a_company_writes_in_dutch_and_a_recipient_answers(page, site, client, monkeypatch):
    monkeypatch.setattr(report_limits, "TOO_QUICK", 0)
    page.goto(f"{site}/nl/")
    page.get_by_role("link", name="Wat hebt u nodig?").click()
    page.get_by_label("Wat hebt u nodig?").fill("Ik wil een bedrijf starten dat speelgoed exporteert en zoek een opleiding.")
    page.get_by_label("Uw naam").fill("Lotte Maes")
    page.get_by_label("Uw e-mailadres").fill("lotte@example.org")
    page.get_by_label("Noem mij aan niemand").check()
    page.get_by_role("button", name="Versturen").click()
    expect(page.locator("h1")).to_have_text("Dank u wel")
    assert page.context.cookies() == []
    need = Need.objects.get()
    assert (need.language, need.adviser, need.read["has_company"][0]) == ("nl", "", False)
    (one,) = referrals.refer(need.pk, [referrals.Choice("export-course")], who=WHO, send=lambda _: None)
    page.goto(f"{site}/en/workbench/interface/answer/{referrals.token(one)}/")
    expect(page.locator("main")).not_to_contain_text("Lotte")
    page.get_by_role("button", name="I can help").click()
    page.get_by_role("button", name="I agree to open the names").click()
    referrals.agree(one.pk, recipient=False, who=WHO)
    page.reload()
    expect(page.locator("main")).to_contain_text("Lotte Maes")
    page.get_by_role("button", name="I have helped").click()
    one.refresh_from_db()
    assert one.state == "done"
