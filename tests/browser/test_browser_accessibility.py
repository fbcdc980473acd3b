"""axe-core finds nothing: on every type of page, light and dark, wide and narrow, chips open."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def addresses(town):
    yield from (
        "",
        "search/?q=vale",
        "directory/organisation/",
        "charter/",
        "labels/",
        "agenda/",
        "timeline/",
        "disputes/",
        "sources/",
    )
    yield from ("legal/", "nowhere/")
    yield from (f"entity/{town.entities[name].identity_id}/" for name in ("metropole", "ateliers", "charte"))
    yield from (f"document/{town.sources[name].id}/" for name in ("town", "quote", "none", "list"))


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("fr", "light", 1440), ("en", "dark", 360), ("de", "dark", 1440), ("nl", "light", 360)]
)
def test_axe_finds_nothing(browser, site, town, language, scheme, width):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    for address in addresses(town):
        page.goto(f"{site}/{language}/{address}")
        page.evaluate("document.querySelectorAll('details').forEach(chip => { chip.open = true })")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
    context.close()
