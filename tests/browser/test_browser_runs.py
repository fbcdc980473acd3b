"""A weave in a real browser: begun, watched, ended, looked at; with and without JavaScript."""

import time

import pytest
from django.core.cache import cache
from playwright.sync_api import expect
from small_territory import INSTITUTE, LAB, small  # noqa: F401 - a fixture

from dentelle.atlas import jobs
from dentelle.atlas.models import Job, Run, User
from dentelle.weaving.run import weave as real_weave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = 20_000  # milliseconds that a page may take to tell


@pytest.fixture
def site(small, live_server, settings, monkeypatch):  # noqa: F811
    """A site with two runs, where a weave goes on step by step, as fast as the test lets it."""
    cache.clear()
    settings.STATE = settings.TERRITORY / "var"
    small.write("a.txt", INSTITUTE)
    small.weave(who="ada")
    small.write("b.txt", LAB)
    small.weave(who="ada")
    small.write("b.txt", LAB.replace("Lille", "Douai"))
    monkeypatch.setattr(jobs, "EVERY", 0.05)
    return live_server.url


@pytest.fixture
def woven(monkeypatch):
    """Does the job that waits, and in its middle what is given: the worker is the test itself, whose database is in memory."""

    def do(meanwhile):
        def weave(territory, *, progress, **named):
            progress("reading", 11, 12)
            meanwhile()
            time.sleep(2 * jobs.EVERY)
            return real_weave(territory, progress=progress, **named)

        monkeypatch.setattr("dentelle.weaving.jobs.weave", weave)
        jobs.work.func(Job.objects.get(state="waiting").pk)

    return do


def signed_in(context, client, site, role="editor"):
    user = User.objects.create_user(f"{role}@example.org", "threads and knots", name=role, role=role)
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def test_a_run_is_begun_watched_and_looked_at(browser, site, woven, client):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    signed_in(context, client, site)
    page = context.new_page()
    page.goto(f"{site}/en/workbench/")
    page.locator(".bench").get_by_role("link", name="Runs").click()
    page.get_by_role("button", name="Weave now").click()
    expect(page.locator(".how")).to_contain_text("waits")

    def watch():
        expect(page.locator(".how")).to_contain_text("reading documents 11 / 12", timeout=LOOKS)
        expect(page.locator("#reload")).to_be_hidden()

    woven(watch)
    expect(page.locator(".how")).to_contain_text("done", timeout=LOOKS)
    expect(page.locator("#announce")).to_contain_text("done")
    expect(page.get_by_role("button", name="Cancel this work")).to_be_hidden()
    expect(page.locator(".log")).to_contain_text("is published")
    page.get_by_role("link", name="See what it brought").click()
    page.get_by_role("link", name="What changed since run").click()
    expect(page.locator(".moved .gone")).to_contain_text("Lille")
    expect(page.locator(".moved .new")).to_contain_text("Douai")
    context.close()


def test_a_run_is_ended_without_javascript_and_publishes_nothing(page, site, woven, client):
    signed_in(page.context, client, site)
    before = Run.objects.count()
    page.goto(f"{site}/en/workbench/runs/")
    page.get_by_role("button", name="Weave now").click()

    def end():
        page.get_by_role("link", name="Look again").click()
        expect(page.locator(".how")).to_contain_text("is running")
        page.get_by_role("button", name="Cancel this work").click()
        expect(page.locator(".messages")).to_contain_text("It ends as soon as it can.")

    woven(end)
    page.get_by_role("link", name="Look again").click()
    expect(page.locator("#job")).to_contain_text("Cancelled by editor@example.org")
    assert Run.objects.count() == before
