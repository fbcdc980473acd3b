"""A reader narrows the directory, takes a value away again and carries the selection off; without JavaScript, by keyboard."""

import csv
import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_filter_and_export(page, site, town):
    for code in ("59606", "D59", "FR"):
        town.rows.facet(town.entities["praxys"].identity_id, "area", code)
    page.goto(f"{site}/fr/directory/")
    page.get_by_role("link", name=re.compile("^Organisations")).first.click()
    expect(page.locator("h1")).to_have_text("Organisations")
    page.locator("#place").fill("valenciennes")
    page.locator("#place").press("Enter")
    expect(page).to_have_url(f"{site}/fr/directory/organisation/?area=59606")
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.locator(".chosen a")).to_have_count(3)  # two values, and all
    page.get_by_role("link", name="Tableau", exact=True).click()
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["Praxys"]
    page.locator(".chosen a", has_text="Valenciennes").click()
    expect(page).to_have_url(f"{site}/fr/directory/organisation/?view=table")
    page.locator("nav.languages a[lang=nl]").click()
    expect(page).to_have_url(f"{site}/nl/directory/organisation/?view=table")


def test_a_value_is_reached_and_chosen_by_keyboard(page, site, town):
    page.goto(f"{site}/en/directory/")
    link = page.locator(".facets a", has_text="Training")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chosen a").first).to_contain_text("Training")
    expect(page.locator(".facets a[aria-current]")).to_have_count(1)


def test_on_a_telephone_the_entries_come_first_and_no_word_is_broken(page, site, town):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{site}/de/directory/?view=table")
    facets = page.locator("#facets > details")
    expect(facets.first).to_be_hidden()
    heads = page.locator("table.list tbody th a")
    assert heads.first.bounding_box()["y"] < 800
    words = page.evaluate(
        """() => [...document.querySelectorAll("table.list td")].filter(cell => {
          const range = document.createRange(); range.selectNodeContents(cell);
          return !/[\\s-]/.test(cell.innerText.trim()) && new Set([...range.getClientRects()].map(line => line.top)).size > 1
        }).map(cell => cell.innerText)"""
    )
    assert words == []
    page.locator(".to-facets a").click()
    expect(facets.first).to_be_visible()
    page.locator(".to-entries a").click()
    expect(facets.first).to_be_hidden()
