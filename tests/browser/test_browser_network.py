"""The network: how two are connected without scripts, along it by keyboard with them; axe finds nothing."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dentelle.web.built import tags

built = pytest.mark.skipif(not tags("network"), reason="the front end is not built: make front")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
DRAWS = "#network[data-moving]"


@pytest.fixture
def tied(town):
    rows, e, s = town.rows, town.entities, town.sources
    rows.fact(e["3isn"], "member_of", e["communaute"], (s["list"], "3ISN; Communauté"), qualifiers=(("from", "2018"),))
    rows.fact(e["ateliers"], "located_in", e["valenciennes"], (s["list"], "Ateliers; Valenciennes"))
    return town


@pytest.fixture
def scripted(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    errors = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert not errors


def test_the_way_between_two_is_found_without_scripts(page, site, tied):
    page.goto(f"{site}/en/network/")
    page.fill("#connect-from", "praxys")
    page.fill("#connect-to", "French Tech")
    page.click("text=Show the shortest ways")
    way = page.locator("section.way")
    expect(way).to_have_count(1)
    expect(way.locator(".stations a")).to_have_text(
        ["Praxys", "Digital Workshops", "3ISN", "Communauté French Tech Grand Hainaut", "French Tech"]
    )
    expect(way).to_contain_text("2018")
    step = way.locator(".steps > li").first
    step.locator("summary").first.click()
    expect(step.locator("q").first).to_contain_text("hébergent onze entreprises")
    step.locator("text=Read it in the document").first.click()
    expect(page.locator("mark").first).to_be_visible()


def test_a_selection_is_made_without_scripts_and_stands_in_the_address(page, site, tied):
    page.goto(f"{site}/en/network/")
    page.check("input[value=signed]")
    page.click("#network-filters button")
    expect(page).to_have_url(re.compile("relation=signed"))
    expect(page.locator("#entries tbody tr")).to_have_count(2)
    page.click("#entries a:has-text('Show')")
    expect(page).to_have_url(re.compile("node="))
    expect(page.locator("#relations-head")).to_have_text(re.compile("^Relations of"))


@built
def test_along_the_network_by_keyboard(scripted, site, tied):
    page = scripted
    page.goto(f"{site}/en/network/")
    page.wait_for_selector(DRAWS)
    page.focus("#network-stage")
    here = page.locator("#network-here")
    expect(here).to_have_text(re.compile("^Digital Workshops"))
    page.keyboard.press("ArrowRight")
    expect(here).to_contain_text("Neighbour 1 of 3")
    while "Praxys" not in here.inner_text():
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(here).to_have_text(re.compile("^Praxys"))
    page.keyboard.press("ArrowUp")
    expect(here).to_have_text(re.compile("^Digital Workshops"))
    page.fill("#network-find", "french tech")
    page.keyboard.press("Enter")
    page.wait_for_selector("#network-stage:focus")
    expect(here).to_have_text(re.compile("^French Tech"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity/**")
    expect(page.locator("h1")).to_have_text("French Tech")


@built
@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("fr", "light", 1440), ("en", "dark", 360), ("de", "dark", 1440), ("nl", "light", 360)]
)
def test_axe_finds_nothing(browser, site, tied, language, scheme, width):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    one = tied.entities["ateliers"].identity_id
    for address in (
        "network/",
        f"network/?node={one}&since=2000",
        "network/connected/?from=praxys&to=french+tech",
        "network/connected/?from=praxys&to=nobody",
        f"entity/{one}/?steps=2",
    ):
        page.goto(f"{site}/{language}/{address}")
        if address.startswith("network/") and "connected" not in address and "since" not in address:
            page.wait_for_selector(DRAWS)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found = Axe().run(page, options=RULES)
        assert not found.response["violations"], f"{address}: {found.generate_report()}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is {wide} px too wide"
    context.close()
