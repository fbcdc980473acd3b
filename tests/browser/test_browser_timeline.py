"""Timeline, entity, heritage and languages in a real browser: by keyboard, without scripts, for everybody."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dentelle.web.built import tags

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}


def pages(town):
    identity = town.entities["valenciennes"].identity_id
    yield "timeline/"
    yield "timeline/?by=theme&from=1700&to=2030"
    yield f"entity/{identity}/"
    yield f"entity/{identity}/sheet/"
    yield f"entity/{identity}/compare/?with=de"
    yield "heritage/"
    yield f"heritage/{identity}/"
    yield f"heritage/{town.entities['prix'].identity_id}/"


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("fr", "light", 1440), ("en", "dark", 360), ("de", "dark", 1440), ("nl", "light", 360)]
)
def test_axe_finds_nothing(browser, site, town, language, scheme, width):
    type(town.entities["prix"]).objects.filter(pk=town.entities["prix"].pk).update(type="award")
    town.rows.fact(town.entities["charles"], "received", town.entities["prix"], (town.sources["list"], "x"))
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    faults = []
    for address in pages(town):
        page.goto(f"{site}/{language}/{address}", wait_until="domcontentloaded")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        found = Axe().run(page, options=RULES)
        if found.violations_count:
            faults.append(f"{address}: {found.generate_report()}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"{address} is wider than the screen")
    context.close()
    assert not faults, "\n".join(faults)


def test_the_timeline_by_keyboard_without_scripts(page, site):
    page.goto(f"{site}/en/timeline/")
    mark = page.locator("svg.time .lane a").first
    anchor = mark.get_attribute("href")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{re.escape(anchor)}$"))
    expect(page.locator(anchor)).to_be_visible()
    page.get_by_label("From the year").fill("1700")
    page.get_by_label("to the year").fill("1800")
    page.get_by_label("to the year").press("Enter")
    expect(page).to_have_url(re.compile("from=1700&to=1800"))
    expect(page.locator("svg.time .mark")).to_have_count(2)
    expect(page.locator(".century li")).to_have_count(2)


def test_the_language_is_switched_and_the_page_kept(page, site):
    page.goto(f"{site}/en/timeline/?from=1700&to=1800&lane=place")
    page.get_by_role("navigation", name="Languages").get_by_role("link", name="German").or_(
        page.locator('nav.languages a[hreflang="de"]')
    ).first.click()
    expect(page).to_have_url(f"{site}/de/timeline/?from=1700&to=1800&lane=place")
    expect(page.locator("svg.time .mark")).to_have_count(2)


def test_the_data_of_an_entity_offends_no_policy(browser, site, town):
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}/en/entity/{town.entities['valenciennes'].identity_id}/")
    assert page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)['@type']") == "City"
    assert not [text for text in said if "Content Security Policy" in text]
    context.close()


def test_arrows_go_from_mark_to_mark_where_scripts_run(browser, site):
    if not tags("timeline"):
        pytest.skip("the front end is not built")
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/en/timeline/")
    page.wait_for_selector('svg.time .lane a[tabindex="-1"]')
    focused = "document.activeElement.getAttribute('href')"
    links = [link.get_attribute("href") for link in page.locator("svg.time .lane a").all()]
    page.locator("svg.time .lane a").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == links[1]
    page.keyboard.press("End")
    assert page.evaluate(focused) == links[-1]
    page.keyboard.press("Home")
    page.keyboard.press("+")
    page.wait_for_url("**/timeline/?from=*")
    context.close()
