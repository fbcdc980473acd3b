"""A manager of a full house compares two scenarios, without a script; and axe finds nothing on the pages of the incubator."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hub" / "incubator"))

from full_house import WHO, full_house

from dentelle.atlas.models import User
from dentelle.hub.incubator.planning import add_rooms, add_scenario
from dentelle.hub.incubator.scenarios import Addition
from dentelle.hub.incubator.waiting import enter as wait

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def house(transactional_db):
    cache.clear()
    return full_house()


def enter(context, client, site, role="editor"):
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Mona", role=role))
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def draw_up(page, site, name, **fields):
    """A scenario with one kind of room, entered by hand."""
    page.goto(f"{site}/en/workbench/incubator/scenarios/")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Draw up").click()
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " "), exact=False).first.fill(value)
    page.get_by_role("button", name="Add").click()
    expect(page.locator(".messages")).to_contain_text("Kept")


def test_a_manager_compares_two_scenarios(page, live_server, house, client):
    site = live_server.url
    enter(page.context, client, site)
    page.goto(f"{site}/en/workbench/")
    page.get_by_role("link", name="Incubator").click()
    expect(page.locator(".tally")).to_contain_text("11/11")
    page.get_by_role("link", name="Waiting list").first.click()
    for name in ("Dorelot", "Filoche", "Quenouille"):
        page.get_by_role("link", name="One more who waits").click()
        page.get_by_label("Firm").fill(name)
        page.get_by_label("m² of its own").fill("28")
        page.get_by_role("button", name="Keep").click()
    expect(page.locator("#waits")).to_have_text("3 wait")
    rooms = {"Open_from": "2027-05-01", "m²_of_each": "30", "Desks_in_each": "4", "Rent_of_each": "360"}
    draw_up(page, site, "East wing", What_they_are_called="East", How_many="6", **rooms)
    draw_up(page, site, "Loft", What_they_are_called="Loft", How_many="2", **rooms)
    page.get_by_role("link", name="Scenarios").click()
    page.get_by_role("button", name="Compare").click()
    heads = page.locator("table.compared thead th")
    expect(heads).to_have_count(4)
    expect(heads.nth(2)).to_contain_text("East wing +6 rooms")
    expect(page.locator("table.compared")).to_contain_text("Income")
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV for a funder").click()
    table = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert table[0] == "What,Of,As it is,East wing,Loft"
    assert table[1] == "Rooms added,,0,6,2"


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("fr", "light", 1440), ("de", "dark", 360), ("nl", "light", 360), ("en", "dark", 1440)]
)
def test_axe_finds_nothing(browser, live_server, house, client, language, scheme, width):
    site = live_server.url
    for number in (1, 2):
        wait(f"Waits {number}", date(2026, number, 1), who=WHO, area=Decimal(20), earliest=date(2027, 1, 1), note_="a note")
    scenario = add_scenario("Wing", who=WHO, note_="over the yard")
    add_rooms(scenario.pk, Addition("East", 6, Decimal(24), 4, date(2027, 9, 1), Decimal(288)), who=WHO)
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    enter(context, client, site)
    addresses = ["", "occupancy/", "occupancy/?start=x", "rooms/", f"rooms/{house.rooms[0].pk}/", "rooms/add/", "stays/"]
    addresses += [f"stays/{house.stays[0].pk}/", "stays/add/", f"firms/{house.stays[0].firm_id}/", "import/", "waiting/"]
    addresses += ["forecast/", "scenarios/", f"scenarios/{scenario.pk}/", f"scenarios/compare/?s={scenario.pk}", "invoices/"]
    for address in addresses:
        page.goto(f"{site}/{language}/workbench/incubator/{address}")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    context.close()
