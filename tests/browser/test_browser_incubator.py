"""A manager of a full house compares two scenarios, without a script."""

import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hub" / "incubator"))

from full_house import WHO, full_house

from dentelle.atlas.models import User
from dentelle.hub.incubator.models import Stay

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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


def test_a_manager_takes_the_stays_along_and_brings_them_back_corrected(page, live_server, house, client, tmp_path):
    site = live_server.url
    enter(page.context, client, site)
    page.goto(f"{site}/en/workbench/incubator/stays/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download as CSV").click()
    table = tmp_path / "stays.csv"
    lines = taken.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert "2028-05-31" in "".join(lines)
    table.write_text("\n".join(line.replace("2028-05-31", "2029-05-31") for line in lines), encoding="utf-8")
    page.get_by_role("link", name="Take in a table").click()
    page.get_by_label("CSV file").set_input_files(table)
    page.get_by_role("button", name="Take in").click()
    expect(page.locator("#asked")).to_be_visible()
    expect(page.locator("tbody tr").first).to_contain_text("2029")
    page.get_by_role("button", name="Take it in with these changes").click()
    expect(page.locator(".messages")).to_contain_text("changed")
    assert not Stay.objects.filter(until=date(2028, 6, 1)).exists()
