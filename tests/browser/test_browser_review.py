"""Reviewing in a real browser: by keyboard alone, two people at once, without JavaScript."""

import pytest
from django.test import Client
from playwright.sync_api import expect
from small_territory import small  # noqa: F401 - a fixture

from dentelle.atlas.deciding import leases
from dentelle.atlas.models import ClaimJudgement, ReviewRow, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOUBTED = """name = "Test"

[[sources]]
glob = "texts/*.*"
publisher = "The town"
licence = "CC-BY-4.0"
trust = 0.3
"""
SYLLABLES = ("ba", "do", "ki", "lu", "mé", "na", "po", "ri", "sa", "tu")


def names(count):
    for number in range(count):
        yield "".join(SYLLABLES[int(digit)] for digit in f"{number + 100}").capitalize() + "son"


@pytest.fixture
def desk(small, live_server):  # noqa: F811
    """The address of a site where more than 100 facts wait."""
    small.declare(DOUBTED)
    for number, name in enumerate(names(60)):
        text = f"L'Institut {name} des Mobilités est situé à Valenciennes. Il a été fondé en {1900 + number}.\n"
        small.write(f"t{number}.txt", text)
    small.weave()
    return live_server.url


def account(email="anna@example.org", role="steward"):
    return User.objects.create_user(email, "threads and knots", name=email.partition("@")[0].title(), role=role)


def signed_in(browser, site, user, **options):
    client = Client()
    client.force_login(user)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    return context


def key_of(page):
    return page.locator(".desk").get_attribute("data-key")


def press(page, key):
    """Presses ``key`` and waits for the next item."""
    before = key_of(page)
    page.keyboard.press(key)
    expect(page.locator(".desk")).not_to_have_attribute("data-key", before)


def test_a_hundred_decisions_by_keyboard_alone(browser, desk):
    context = signed_in(browser, desk, account())
    page = context.new_page()
    page.goto(f"{desk}/en/workbench/review/item/")
    loads = []
    page.on("load", lambda: loads.append(page.url))
    assert ReviewRow.objects.visible().count() >= 100
    for number in range(100):
        press(page, "r" if number % 3 else "a")
    assert ClaimJudgement.objects.filter(undone_at=None).count() == 100
    assert not loads
    expect(page.locator(".desk .here")).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("Rejected:" if 99 % 3 else "Accepted:")
    press(page, "z")
    assert ClaimJudgement.objects.filter(undone_at=None).count() == 99
    undone = key_of(page)
    press(page, "j")
    press(page, "k")
    assert key_of(page) == undone
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("e")
    expect(page.get_by_label("What is right")).to_be_focused()
    page.keyboard.type("1950")
    page.keyboard.press("Enter")
    expect(page.locator(".desk")).not_to_have_attribute("data-key", undone)
    assert ClaimJudgement.objects.get(claim_key=undone, undone_at=None).verdict == "correct"
    context.close()


def test_two_reviewers_share_the_queue(browser, desk):
    first, second = (signed_in(browser, desk, account(f"{name}@example.org")) for name in ("anna", "ben"))
    anna, ben = first.new_page(), second.new_page()
    seen = []
    for page in (anna, ben):
        page.goto(f"{desk}/en/workbench/review/item/")
    for _ in range(6):
        assert key_of(anna) != key_of(ben)
        seen += [key_of(anna), key_of(ben)]
        press(anna, "a")
        press(ben, "r")
    assert len(set(seen)) == len(seen)
    assert ClaimJudgement.objects.filter(who="anna@example.org").count() == 6
    assert ClaimJudgement.objects.filter(who="ben@example.org").count() == 6
    held = key_of(ben)
    anna.goto(f"{desk}/en/workbench/review/item/?at={held}")
    expect(anna.locator(".item")).to_contain_text("ben@example.org has this item")
    expect(anna.get_by_role("button", name="Accept")).to_have_count(0)
    ben.goto("about:blank")  # leaving gives the item back
    for _ in range(200):
        if not leases.held_by_others("anna@example.org").filter(key=held).exists():
            break
        anna.wait_for_timeout(100)
    anna.reload()
    expect(anna.get_by_role("button", name="Accept")).to_have_count(1)
    first.close()
    second.close()


def test_without_javascript_one_decision(browser, desk):
    context = signed_in(browser, desk, account(), java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}/en/workbench/review/")
    page.get_by_role("link", name="Start deciding").click()
    before = key_of(page)
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".messages").first).to_contain_text("Accepted:")
    expect(page.locator(".desk")).not_to_have_attribute("data-key", before)
    page.get_by_role("button", name="Undo my last decision").click()
    expect(page.locator(".messages").first).to_contain_text("Taken back:")
    expect(page.locator(".desk")).to_have_attribute("data-key", before)
    context.close()
