"""A weave in a real browser: begun, watched, ended, looked at; with and without JavaScript; and axe on every page of it."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import expect
from small_territory import INSTITUTE, LAB, small  # noqa: F401 - a fixture

from dentelle.atlas import jobs
from dentelle.atlas.models import Job, Run, User
from dentelle.weaving.run import weave as real_weave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
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


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("fr", "light", 1440), ("en", "dark", 360), ("de", "dark", 1440), ("nl", "light", 360)]
)
def test_axe_finds_nothing(browser, site, client, language, scheme, width):
    running = Job.objects.create(kind="weave", who="ada", state="running", doing="reading", done=2, total=9)
    Job.objects.create(kind="weave", who="ada")
    ended = Job.objects.create(
        kind="weave", who="ada", state="failed", error="No.", log=["one", "two"], ended_at="2026-01-01T00:00Z"
    )
    first, second = Run.objects.order_by("pk").values_list("pk", flat=True)
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    signed_in(context, client, site)
    page = context.new_page()
    here = (
        "", "runs/", f"runs/{second}/", f"runs/compare/?former={first}&latter={second}",
        f"runs/job/{running.pk}/", f"runs/job/{ended.pk}/",
    )  # fmt: skip
    for address in here:
        page.goto(f"{site}/{language}/workbench/{address}")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is wider than the window"
    context.close()
