"""The map in a real browser: by keyboard, by address, into another language, and where it cannot be drawn."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dentelle.atlas.browsing.facet_index import forget
from dentelle.atlas.models import FacetRow, Publication
from dentelle.web.built import MANIFEST

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
DRAWS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
RESTS = """() => {
  if (window.hashBefore !== location.hash) [window.hashBefore, window.hashSince] = [location.hash, performance.now()];
  return location.hash.includes("map=") && performance.now() - window.hashSince > 1000;
}"""  # the map writes where it is some time after it came to rest: a second without a change
WHERE = {"metropole": ("59606", "health"), "ateliers": ("59606", "culture"), "charte": ("59447", "health")}


@pytest.fixture
def placed(town) -> None:
    """Three entities in two communes, as a weave says where they lie."""
    Publication.objects.update(territory={"names": {"fr": "Le Valenciennois"}, "perimeter": ["245901160", "200042190"]})
    FacetRow.objects.filter(facet__in=("area", "domain")).delete()
    rows = [
        FacetRow(since=1, identity_id=town.entities[name].identity_id, facet=facet, value=value)
        for name, (commune, domain) in WHERE.items()
        for facet, value in (("area", commune), ("area", "E245901160"), ("domain", domain))
    ]
    FacetRow.objects.bulk_create(rows)
    forget()


@pytest.fixture(scope="module")
def drawing_browser(browser) -> Iterator[Browser]:
    """A Chromium that draws with WebGL, in software."""
    if not MANIFEST.exists():
        pytest.fail("the front end is not built: make front")
    launched = browser.browser_type.launch(executable_path="/usr/bin/chromium", args=DRAWS)
    yield launched
    launched.close()


@pytest.fixture
def moving(drawing_browser, placed) -> Iterator[Page]:
    """A page with scripts; whatever the browser complains of, or a request to a stranger, fails the test."""
    context = drawing_browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: said.append(request.url) if "//localhost" not in request.url else None)
    yield opened
    context.close()
    assert not [line for line in said if not line.startswith(("data:", "blob:"))]


def ready(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#map")).to_have_attribute("data-ready", "yes", timeout=20_000)


def test_by_keyboard_alone(moving, site):
    ready(moving, f"{site}/en/map/")
    expect(moving.locator(".map-knot")).to_have_count(2)
    moving.locator("#places a").first.focus()
    moving.keyboard.press("Enter")
    expect(moving.locator("#place-name")).to_be_focused()
    expect(moving.locator("#place")).to_contain_text("Digital Workshops")
    expect(moving).to_have_url(re.compile("place=59606"))
    moving.keyboard.press("Escape")
    expect(moving.locator("#place")).to_be_hidden()
    expect(moving.locator("*:focus")).to_have_attribute("data-code", "59606")
    moving.locator(".map-knot").first.focus()
    first = moving.evaluate("document.activeElement.getAttribute('aria-label')")
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        moving.keyboard.press(key)
    assert moving.evaluate("document.activeElement.className").startswith("map-knot")
    assert first == "Valenciennes: 2 entries"
    zoom = moving.url
    moving.get_by_role("button", name="Closer").focus()
    moving.keyboard.press("Enter")
    moving.wait_for_function("before => location.href !== before", arg=zoom)
    moving.get_by_role("button", name="Move up").press("Enter")
    moving.get_by_role("button", name="The whole territory").press("Enter")
    expect(moving.locator("#places-head")).to_have_text("Places in view: 2")


def test_a_filter_changes_map_list_table_and_address_and_can_be_taken_back(moving, site):
    ready(moving, f"{site}/en/map/")
    moving.select_option("#map-domain", "culture")
    expect(moving.locator("#tables .places tbody tr")).to_have_count(1)
    expect(moving.locator(".map-knot")).to_have_count(1)
    expect(moving).to_have_url(re.compile("domain=culture"))
    moving.locator("#layers a").first.click()
    expect(moving.locator(".map-knot")).to_have_count(2)
    moving.go_back()
    expect(moving.locator("#map")).to_have_attribute("data-ready", "yes", timeout=20_000)
    expect(moving.locator(".map-knot")).to_have_count(1)


def test_another_language_keeps_the_place_and_where_the_map_is(moving, site):
    ready(moving, f"{site}/en/map/?domain=health")
    moving.locator(".map-knot", has_text="Onnaing").click()
    expect(moving.locator("#place-name")).to_have_text("Onnaing")
    moving.wait_for_function(RESTS)
    where = moving.evaluate("location.hash")
    moving.locator("nav.languages a[hreflang=de]").click()
    expect(moving.locator("#map")).to_have_attribute("data-ready", "yes", timeout=20_000)
    assert "/de/map/" in moving.url
    assert "domain=health" in moving.url
    assert "place=59447" in moving.url
    assert moving.evaluate("location.hash") == where
    expect(moving.locator("#place")).to_contain_text("Onnaing")


@pytest.mark.parametrize(("language", "scheme", "width"), [("fr", "light", 1440), ("nl", "dark", 360)])
def test_axe_finds_nothing_on_the_map_that_moves(drawing_browser, placed, site, language, scheme, width):
    context = drawing_browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    ready(page, f"{site}/{language}/map/?place=59606")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_without_webgl_the_page_says_so_and_the_drawn_map_stays(browser, placed, site):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{site}/en/map/")
    expect(page.locator("#map-state")).to_contain_text("WebGL is missing")
    expect(page.locator("#map-drawn svg")).to_be_visible()
    context.close()


def test_without_scripts_the_drawn_map_the_list_and_the_tables_stand(page, placed, site):
    page.goto(f"{site}/en/map/")
    expect(page.get_by_role("img", name="Map of the territory")).to_be_visible()
    page.locator("#places a").first.click()
    expect(page.locator("#place")).to_contain_text("Digital Workshops")
    page.select_option("#map-domain", "culture")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#tables .places tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("domain=culture"))
