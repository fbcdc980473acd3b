"""A reader searches in German for what French sources call otherwise, and opens the passage; suggestions by keyboard and ear."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dentelle.search import rebuild
from dentelle.web.built import tags

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
built = pytest.mark.skipif(not tags("search"), reason="the front end is not built: make front")


@pytest.fixture
def indexed(site, settings, tmp_path):
    settings.STATE = tmp_path
    assert rebuild() > 0
    return site


def test_a_german_word_finds_the_french_actor_and_opens_the_passage(page, indexed):
    page.goto(f"{indexed}/de/")
    page.locator("input[name=q]").fill("Spitze")
    page.keyboard.press("Enter")
    said = page.locator("#found-passages + ol li", has_text="La dentelle l’a rendue célèbre").first
    expect(said.locator("mark")).to_have_text("dentelle")
    said.get_by_role("link", name="Im Dokument lesen").click()
    expect(page.locator("mark:target")).to_have_text(re.compile("dentelle"))
    expect(page.locator("mark:target")).to_be_in_viewport()


def test_a_german_slip_finds_the_french_actor(page, indexed):
    page.goto(f"{indexed}/de/search/?q=Karl+der+Kalhe")
    page.get_by_role("link", name="Karl der Kahle").click()
    expect(page.locator("h1")).to_have_text("Karl der Kahle")


@pytest.fixture
def scripted(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=False)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    yield opened
    context.close()
    assert not faults


@built
def test_suggestions_by_keyboard(scripted, indexed):
    page = scripted
    page.goto(f"{indexed}/fr/")
    field = page.get_by_role("combobox", name="Chercher dans les noms, les faits et les passages")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("fresn", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Fresnes-sur-Escaut")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("form[role=search] [role=status]")).to_have_text(re.compile(r"suggestion"))
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.locator("h1")).to_have_text("Fresnes-sur-Escaut")


@built
def test_escape_closes_and_enter_asks_for_the_page(scripted, indexed):
    page = scripted
    page.goto(f"{indexed}/fr/directory/")
    field = page.get_by_role("combobox")
    field.press_sequentially("fresn", delay=20)
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("fresn")
    field.press("Enter")
    expect(page.locator("h1")).to_have_text("Rechercher")


@built
@pytest.mark.parametrize(("language", "scheme", "width"), [("de", "light", 360), ("nl", "dark", 1440)])
def test_axe_finds_nothing_in_open_suggestions(browser, indexed, language, scheme, width):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    for address in ("", "directory/"):
        page.goto(f"{indexed}/{language}/{address}")
        page.get_by_role("combobox").press_sequentially("vale", delay=20)
        expect(page.get_by_role("option").first).to_be_visible()
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"{indexed}/{language}/search/?q=lace")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()
    context.close()
