"""From an invitation to a working account: password, one-time codes, lock-out; by mail that lies in a folder."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from dentelle.atlas.models import User
from dentelle.atlas.people.accounts import accept, invite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "threads and knots"


@pytest.fixture(autouse=True)
def no_limits_from_before():
    cache.clear()


def account(email="anna@example.org", role="administrator"):
    return accept(invite(email, role, who="root"), name="Anna", password=PASSWORD)


def sign_in(page, site, email="anna@example.org", password=PASSWORD):
    page.goto(f"{site}/en/account/sign-in/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def code(secret: str) -> str:
    """What a telephone shows now: RFC 6238 with six digits and thirty seconds."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def test_an_administrator_invites_and_the_invited_works(page, site):
    account()
    sign_in(page, site)
    page.get_by_role("link", name="Accounts").click()
    page.get_by_label("E-mail address").fill("ben@example.org")
    page.get_by_label("Role").first.select_option("editor")
    page.get_by_role("button", name="Invite").click()
    expect(page.locator(".messages")).to_contain_text("The invitation is sent")
    link = re.search(r"http\S+/account/invitation/\S+", mail.outbox[-1].body)[0]
    page.context.clear_cookies()
    page.goto(link)
    page.get_by_label("Your name").fill("Ben Carlier")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_label("Password, once more").fill("short")
    page.get_by_role("button", name="Open the account").click()
    expect(page.locator(".wrong").first).to_contain_text("too short")
    page.get_by_label("Password", exact=True).fill("linen and chicory")
    page.get_by_label("Password, once more").fill("linen and chicory")
    page.get_by_role("button", name="Open the account").click()
    expect(page.locator("h1")).to_have_text("Workbench")
    expect(page.get_by_role("link", name="Accounts")).to_have_count(0)
    assert User.objects.get(email="ben@example.org").role == "editor"
    page.goto(link)
    expect(page.locator("h1")).to_have_text("This invitation is over")


def test_one_time_codes_are_a_second_lock(page, site):
    account()
    sign_in(page, site)
    page.get_by_role("link", name="One-time codes").click()
    page.get_by_role("link", name="Switch on").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    secret = page.locator("code").inner_text()
    page.get_by_label(re.compile("code", re.I)).fill(code(secret))
    page.get_by_role("button", name="Switch on").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    recovery = page.locator(".codes code").first.inner_text()
    page.context.clear_cookies()
    sign_in(page, site)
    expect(page.locator("h1")).to_have_text("One-time code")
    page.goto(f"{site}/en/workbench/")
    expect(page.locator("h1")).to_have_text("One-time code")
    page.get_by_label(re.compile("code", re.I)).fill(recovery)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_have_text("Workbench")


def test_who_guesses_is_locked_out_even_with_the_right_password(page, site):
    account()
    for _ in range(6):
        sign_in(page, site, password="wrong wrong wrong")
    sign_in(page, site)
    expect(page.locator("h1")).to_have_text("Sign in")
    page.goto(f"{site}/en/workbench/")
    expect(page.locator("h1")).to_have_text("Sign in")


def test_a_lost_password_is_replaced_by_mail(page, site):
    account()
    page.goto(f"{site}/en/account/password/lost/")
    page.get_by_label("Email").fill("anna@example.org")
    page.get_by_role("button", name="Send the link").click()
    expect(page.locator("h1")).to_have_text("Look into your mail")
    page.goto(re.search(r"http\S+/password/new/\S+", mail.outbox[-1].body)[0])
    for label in ("New Password", "New Password (again)"):
        page.get_by_label(label, exact=True).fill("linen and chicory")
    page.get_by_role("button", name="Set the password").click()
    expect(page.locator("h1")).to_have_text("The password is changed")
    sign_in(page, site, password="linen and chicory")
    expect(page.locator("h1")).to_have_text("Workbench")


def test_a_closed_account_is_out_at_once(page, site):
    account()
    sign_in(page, site)
    User.objects.update(is_active=False)
    page.goto(f"{site}/en/workbench/")
    expect(page.locator("h1")).to_have_text("Sign in")
