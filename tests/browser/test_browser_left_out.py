"""A whole job in a real browser: a steward leaves a person out, and the person is nowhere left, also after the next weave."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from everything_said import exports, found, state, tables
from playwright.sync_api import expect
from small_territory import INSTITUTE, LAB, small  # noqa: F401 - a fixture

from dentelle.atlas.models import EntityRow, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
FORMS = ("Hélène Vasson", "Vasson Hélène", "Vasson")


@pytest.fixture
def site(small, live_server, monkeypatch):  # noqa: F811
    monkeypatch.setattr("dentelle.web.workbench.protection.weave_soon", lambda who: None)
    small.write("a.txt", INSTITUTE)
    small.write("b.txt", LAB + "Hélène Vasson le dirige depuis 2001. Mme Vasson est née à Denain.\n")
    small.weave()
    return live_server.url


def signed_in(browser, site, **options):
    client = Client()
    client.force_login(User.objects.create_user("anna@example.org", "threads and knots", name="Anna", role="steward"))
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    return context.new_page()


LINK = re.compile(r'<a\b[^>]*? href="([^"]+)"')
SELECTED = re.compile(r"/(directory|map|network|timeline|search)\b")


def crawl(page, site):
    """(address, text) of every page and file that links lead to; but not every selection that can be made."""
    seen, waiting, said = set(), [f"{site}/en/", f"{site}/en/workbench/"], []
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen or not address.startswith(f"{site}/en/"):
            continue
        seen.add(address)
        text = page.request.get(address).body().decode(errors="replace")
        said.append((address, text))
        links = [urljoin(address, unescape(link)) for link in LINK.findall(text)]
        waiting += [link for link in links if "?" not in link or not SELECTED.search(link)]
    return said


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]


def test_a_person_is_left_out_and_is_nowhere_left(browser, site, small):  # noqa: F811
    page = signed_in(browser, site)
    identity = EntityRow.objects.visible().get(label="Hélène Vasson").identity_id
    assert found(crawl(page, site), FORMS)
    page.goto(f"{site}/en/entity/{identity}/")
    page.get_by_role("link", name="Hide or erase this person").click()
    expect(page.get_by_role("heading", name="What will be touched")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Erase: for ever").check()
    page.get_by_role("button", name="See again what would be touched").click()
    expect(page.get_by_label("Erase: for ever")).to_be_checked()
    page.get_by_role("button", name="Leave this person out").click()
    expect(page.get_by_role("heading", name="People left out")).to_be_visible()
    assert violations(page) == []
    for _ in range(2):
        assert found(crawl(page, site), FORMS) == []
        assert found([*tables(), *exports(), *state(small.folder / "var")], FORMS) == []
        assert page.goto(f"{site}/en/entity/{identity}/").status == 410
        small.weave()
    page.context.close()


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_notice_is_accessible(browser, site, language, scheme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{site}/{language}/privacy/")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()
