"""A reader without an account says what is wrong, and an editor answers; without a script on either side."""

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from dentelle.atlas.models import Report, User
from dentelle.web import report_limits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def no_limits_from_before():
    cache.clear()


def enter(context, client, site, role="administrator"):
    client.force_login(User.objects.create_user("anna@example.org", "threads and knots", name="Anna", role=role))
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def test_a_reader_tells_what_is_wrong_and_gets_an_answer(page, site, town, client, monkeypatch):
    monkeypatch.setattr(report_limits, "TOO_QUICK", 0)
    page.goto(f"{site}/en/entity/{town.entities['charles'].identity_id}/")
    page.get_by_role("link", name="Tell us what is wrong").click()
    page.get_by_label("What is wrong").fill("He died in 877.")
    page.get_by_label("Your e-mail address").fill("lea@example.org")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("Thank you")
    assert page.context.cookies() == []
    enter(page.context, client, site, "editor")
    page.goto(f"{site}/en/workbench/")
    page.get_by_role("link", name="Reports of readers").first.click()
    page.get_by_role("link", name="Charles the Bald").click()
    expect(page.get_by_label("Your answer")).to_have_value("Hello,\n\nThank you for telling us what is wrong in our atlas.\n\n")
    page.get_by_label("Your answer").fill("Thank you. It is corrected.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator(".messages")).to_contain_text("the address erased")
    assert mail.outbox[-1].to == ["lea@example.org"]
    assert Report.objects.get().email == ""
