"""A founder without a company applies in Dutch, a juror scores by keyboard, both in a real browser."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hub" / "incubator"))

from full_house import WHO

from dentelle.atlas.models import User
from dentelle.hub.incubator import applications, calls
from dentelle.hub.incubator.models import Application, Ballot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def call(transactional_db):
    cache.clear()
    today = timezone.localdate()
    words = {"nl": "Winteroproep", "fr": "Appel d’hiver"}, {"nl": "Wie zoekt een plek?\n\nEen bureau of een ruimte."}
    made = calls.keep_call(None, *words, today, today + timedelta(days=30), places=2, scale=5, who=WHO)
    for name, weight in (("Het idee", 3), ("Het team", 2), ("De streek", 1)):
        calls.add_criterion(made.pk, {"nl": name, "fr": name}, weight, who=WHO)
    return made


def account(email, role):
    return User.objects.create_user(email, "threads and knots", name=email.partition("@")[0].title(), role=role)


def signed_in(browser, site, user, **options):
    client = Client()
    client.force_login(user)
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    return context


def test_a_founder_without_a_company_applies_in_dutch(page, live_server, call, tmp_path):
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    page.goto(f"{live_server.url}/nl/")
    page.get_by_role("link", name="Oproepen").click()
    page.get_by_role("link", name="Winteroproep").click()
    page.get_by_label("Naam van uw project of bedrijf").fill("Klosdraad")
    page.get_by_label("Uw e-mailadres").fill("tine@example.org")
    page.wait_for_timeout(2_100)  # nobody fills it in faster
    page.get_by_role("button", name="Als ontwerp bewaren").click()
    expect(page.locator("[role=status]")).to_contain_text("Uw ontwerp is bewaard")
    link = page.get_by_role("region", name="Uw aanvraag").get_by_role("link").get_attribute("href")
    page.goto("about:blank")
    page.goto(link)  # another day
    expect(page.get_by_label("Naam van uw project of bedrijf")).to_have_value("Klosdraad")
    page.get_by_label("Uw naam").fill("Tine Peeters")
    page.get_by_label("Uw project", exact=True).fill("Kantklossen met robots.")
    page.get_by_label("Bestanden").set_input_files(plan)
    page.wait_for_timeout(2_100)
    page.get_by_role("button", name="Aanvraag verzenden").click()
    expect(page.locator("[role=status]")).to_contain_text("Uw aanvraag is verzonden")
    expect(page.locator("main")).to_contain_text("plan.pdf")
    row = Application.objects.get()
    assert (row.state, row.language, row.has_company, row.siren) == ("sent", "nl", False, "")
    assert not page.context.cookies()


def sent(call, *names):
    made = []
    for name in names:
        given = {
            "name": name,
            "person": "Tine Peeters",
            "email": "tine@example.org",
            "project": "Kantklossen.",
            "activity": "kant",
        }
        row = applications.keep(call, None, given, "nl")
        applications.attach(row.pk, "plan.pdf", b"%PDF-1.4\n%%EOF\n")
        made.append(applications.send(row.pk))
    return made


def on(page, name):
    """Waits until the page of that application is there, its script included."""
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.wait_for_load_state()


def test_a_juror_scores_by_keyboard(browser, live_server, call):
    first, second = sent(call, "Klosdraad", "Weefgoed")
    juror = calls.add_juror(call.pk, account("jo@example.org", "reader").pk, who=WHO)
    context = signed_in(browser, live_server.url, juror.user)
    page = context.new_page()
    page.goto(f"{live_server.url}/nl/workbench/incubator/calls/{call.pk}/judge/")
    page.get_by_role("link", name="Klosdraad").press("Enter")
    on(page, "Klosdraad")
    page.keyboard.press("j")
    on(page, "Weefgoed")
    page.keyboard.press("k")
    on(page, "Klosdraad")
    page.keyboard.press("n")  # no conflict
    expect(page.get_by_role("group", name="Het idee")).to_be_visible()
    page.wait_for_load_state()
    for key in ("5", "3", "4", "Enter"):
        page.keyboard.press(key)
    on(page, "Weefgoed")  # what is left to do
    page.keyboard.press("n")
    expect(page.get_by_role("group", name="Het idee")).to_be_visible()
    page.wait_for_load_state()
    for key in ("2", "9", "2", "1", "Enter"):  # 9 is off the scale and does nothing
        page.keyboard.press(key)
    expect(page.locator("#todo")).to_be_attached()
    by_place = [one.pk for one in call.criteria.order_by("place")]
    for row, values in ((first, [5, 3, 4]), (second, [2, 2, 1])):
        ballot = Ballot.objects.get(application=row)
        scores = {one.criterion_id: one.value for one in ballot.scores.all()}
        assert [scores[number] for number in by_place] == values
    context.close()


def test_a_juror_scores_without_a_script(browser, live_server, call):
    (row,) = sent(call, "Klosdraad")
    juror = calls.add_juror(call.pk, account("jo@example.org", "reader").pk, who=WHO)
    context = signed_in(browser, live_server.url, juror.user, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/nl/workbench/incubator/calls/{call.pk}/judge/{row.pk}/")
    page.get_by_role("button", name="Geen conflict").click()
    for name in ("Het idee", "Het team", "De streek"):
        page.get_by_role("group", name=name).get_by_label("4").check()
    page.get_by_role("button", name="Scores bewaren").click()
    expect(page.locator(".messages").first).to_contain_text("Klosdraad is beoordeeld")
    assert Ballot.objects.get().scores.count() == 3
    context.close()
