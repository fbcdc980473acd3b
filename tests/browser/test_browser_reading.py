"""What a reader does: by keyboard, on a phone, in another language, without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def tab_to(page: Page, wanted: re.Pattern, most: int = 60) -> None:
    """Presses Tab until the focused element's text or name matches ``wanted``."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.locator("*:focus")
        if focused.count() and wanted.search(f"{focused.inner_text()} {focused.get_attribute('name') or ''}"):
            return
    raise AssertionError(f"nothing that says {wanted.pattern!r} was reached by Tab")


def test_from_the_skip_link_to_the_passage_by_keyboard_alone(page, site, town):
    page.goto(f"{site}/fr/directory/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip:focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main:focus")).to_have_count(1)
    page.goto(f"{site}/fr/")
    tab_to(page, re.compile(r"^ *q$"))
    page.keyboard.type("fresnes")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Rechercher")
    tab_to(page, re.compile("Fresnes-sur-Escaut"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Fresnes-sur-Escaut")
    tab_to(page, re.compile("Ville de Valenciennes"))
    expect(page.locator("details[open]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("details[open] q")).to_have_text(re.compile("^La fosse de Fresnes"))
    tab_to(page, re.compile("Lire dans le document"))
    page.keyboard.press("Enter")
    expect(page.locator("mark:target")).to_have_text(re.compile("^La fosse de Fresnes"))
    expect(page.locator("mark:target")).to_be_in_viewport()


def test_another_language_keeps_the_page(page, site, town):
    page.goto(f"{site}/fr/entity/{town.entities['charles'].identity_id}/")
    expect(page.locator("h1")).to_have_text("Charles le Chauve")
    for name, heading in (("Deutsch", "Karl der Kahle"), ("English", "Charles the Bald"), ("Nederlands", "Charles le Chauve")):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.locator("h1")).to_have_text(heading)
        expect(page).to_have_url(re.compile(f"/entity/{town.entities['charles'].identity_id}/"))


def test_focus_is_always_seen(page, site):
    page.goto(f"{site}/fr/charter/")
    for _ in range(25):
        page.keyboard.press("Tab")
        focused = page.locator("*:focus-visible")
        assert focused.count() == 1
        box = focused.bounding_box()
        assert box
        assert box["width"] > 0


def test_a_phone_never_scrolls_sideways(browser, site, town):
    width = 320  # the narrowest that WCAG's reflow asks for
    context = browser.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    pages = ["", "directory/", "charter/", "labels/", "agenda/", "timeline/", "disputes/", "sources/", "legal/", "search/?q=a"]
    pages += [f"entity/{row.identity_id}/" for row in town.entities.values()]
    pages += [f"document/{source.id}/" for source in town.sources.values()]
    for one in pages:
        page.goto(f"{site}/de/{one}")
        page.evaluate("document.querySelectorAll('details').forEach(chip => { chip.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, one
    context.close()
