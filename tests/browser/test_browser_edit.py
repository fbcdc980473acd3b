"""Editing in a real browser, without JavaScript: a steward states, corrects, merges, splits, restores."""

import pytest
from django.test import Client
from playwright.sync_api import expect
from small_territory import INSTITUTE, LAB, RIVAL, small  # noqa: F401 - a fixture

from dentelle.atlas.browsing.queries import entity
from dentelle.atlas.models import ClaimRow, HandFact, IdentityLeaf, PairJudgement, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HALL, DESIGN = "Institut Zolamon des Mobilités", "Laboratoire Kirasson du Design"


@pytest.fixture
def place(small, live_server):  # noqa: F811
    for name, text in {"a.txt": INSTITUTE, "b.txt": RIVAL, "c.txt": LAB}.items():
        small.write(name, text)
    small.weave()
    return live_server.url


def founded(year):
    return next(row for row in ClaimRow.objects.visible().filter(property="founded") if row.value["edtf"] == year)


def signed_in(browser, site, role="steward", email="stella@example.org", **options):
    user = User.objects.create_user(email, "threads and knots", name=role.title(), role=role)
    client = Client()
    client.force_login(user)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    return context, user


def test_a_steward_states_corrects_merges_splits_and_restores(browser, place):
    context, _ = signed_in(browser, place, java_script_enabled=False)
    page = context.new_page()
    here, there = entity(HALL).identity_id, entity(DESIGN).identity_id
    # a fact by hand, its value chosen by search
    page.goto(f"{place}/en/entity/{here}/")
    page.get_by_role("link", name="Edit this page").click()
    page.get_by_label("What about").select_option("member_of")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Search the entity").fill("kirasson")
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_label("Entity", exact=True).select_option(there)
    page.get_by_label("Reason").fill("the list of members")
    page.get_by_role("button", name="State it").click()
    expect(page.locator("main")).to_contain_text("Stated.")
    # a correction, with a mistake on the way
    claim = founded("1996")
    page.goto(f"{place}/en/workbench/entity/{here}/correct/{claim.fact_key}/")
    page.get_by_label("Date", exact=True).fill("March 1995")
    page.get_by_label("Reason").fill("the deed")
    page.get_by_role("button", name="Correct").click()
    expect(page.locator("main")).to_contain_text("Write 2019, 2019-05")
    page.get_by_label("Date", exact=True).fill("1995-03")
    page.get_by_role("button", name="Correct").click()
    page.goto(f"{place}/en/entity/{here}/")
    expect(page.locator("main")).to_contain_text("the deed")
    expect(page.locator("main")).to_contain_text("The source says")
    # merge, seen before
    page.goto(f"{place}/en/workbench/entity/{here}/")
    page.get_by_role("link", name="Is the same as…").click()
    page.get_by_label("Is the same as…").fill("kirasson")
    page.locator("main").get_by_role("button", name="Search").click()
    page.locator("main").get_by_role("link", name=DESIGN).click()
    expect(page.get_by_role("heading", name="What both would be as one")).to_be_visible()
    page.get_by_label("Reason").fill("one house")
    page.get_by_role("button", name="Merge").click()
    expect(page.locator("main")).to_contain_text("said that these are the same")
    gone = here if f"/{there}/" in page.url else there
    # taken back from the history
    row = page.locator(".history > li", has_text="one house").first
    row.get_by_text("Take back", exact=True).first.click()
    row.get_by_role("button", name="Take back").click()
    page.goto(f"{place}/en/entity/{gone}/")
    assert f"/{gone}/" in page.url
    # split, seen before
    page.goto(f"{place}/en/workbench/entity/{here}/split/")
    leaf = IdentityLeaf.objects.visible().filter(identity=here).order_by("leaf").last().leaf
    page.locator(f'input[value="{leaf}"]').check()
    page.get_by_role("button", name="Look at both pages").click()
    expect(page.locator(".side")).to_have_count(2)
    page.get_by_label("Reason").fill("two institutes")
    page.get_by_role("button", name="Split").click()
    assert PairJudgement.objects.filter(verdict="split", undone_at=None).count() == 1
    # all of it brought back, seen before
    page.locator(".history > li", has_text="the list of members").get_by_role("link", name="As it was before this").click()
    expect(page.locator("main")).to_contain_text("3 decisions would be taken back")
    page.get_by_label("Reason").fill("start again")
    page.get_by_role("button", name="Bring back").click()
    expect(page.locator("main")).to_contain_text("Brought back.")
    assert not HandFact.objects.filter(undone_at=None).exists()
    assert not PairJudgement.objects.filter(undone_at=None).exists()
    context.close()
