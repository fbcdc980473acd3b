"""axe-core finds nothing: on every page that the URL configuration has, light and dark, wide and narrow, what is folded open."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override
from every_address import addresses as every_address

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hub" / "incubator"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hub" / "interface"))

from full_house import full_house
from kept_offers import catalogue

from dentelle.atlas.models import FactRow, Job, Run, User
from dentelle.atlas.reports import receive
from dentelle.hub.incubator.planning import add_rooms, add_scenario
from dentelle.hub.incubator.scenarios import Addition
from dentelle.hub.incubator.waiting import enter as wait
from dentelle.hub.interface import needs, referrals
from dentelle.hub.interface.models import Offer
from dentelle.weaving import drafts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def addresses(town):
    yield from (
        "",
        "search/?q=vale",
        "directory/organisation/",
        "directory/?kind=company&kind=robot&domain=health&place=nowhere",
        "directory/?view=table",
        "directory/?view=map",
        "charter/",
        "labels/",
        "agenda/",
        "timeline/",
        "map/",
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


# ---- every address

WHO = "ada@example.org"
PAGES = 75  # fewer would mean that sample rows no longer lead to what they are to show
NO_PAGES = {"/health", "/robots.txt", "/favicon.ico"}


@pytest.fixture
def filled(town, tmp_path, settings):
    """Puts the id of something that is there into each route."""
    cache.clear()
    settings.TERRITORY = tmp_path
    house = full_house()
    wait("Waits", date(2026, 1, 1), who=WHO, area=Decimal(20), earliest=date(2027, 1, 1), note_="a note")
    scenario = add_scenario("Wing", who=WHO, note_="over the yard")
    add_rooms(scenario.pk, Addition("East", 6, Decimal(24), 4, date(2027, 9, 1), Decimal(288)), who=WHO)
    catalogue()
    need = needs.state("Premier export ; 54 salariés à Denain, 80 m²", who=WHO, contact=needs.Contact("Tissages", anonymous=True))
    (referral,) = referrals.refer(need.pk, [referrals.Choice("export-course")], who=WHO, send=lambda _: None)
    identity = town.entities["metropole"].identity_id
    report = receive(identity, "It is closed.", language="fr", email="lea@example.org", kind="dead_link")
    job = Job.objects.create(kind="weave", who=WHO, state="failed", error="It was killed %(times)s times.", said={"times": "3"})
    run = Run.objects.create(state="failed", report={"error": "It was killed."})
    draft = drafts.make(tmp_path, "article.txt", [b"words"], {"title": "An article"}, WHO)
    draft.state, draft.reason = "unread", "unreadable"
    drafts.save(tmp_path, draft)
    pairs = [
        ("reports/<int:number>", f"reports/{report.pk}"),
        ("runs/job/<int:number>", f"runs/job/{job.pk}"),
        ("runs/<int:number>", f"runs/{run.pk}"),
        ("rooms/<int:number>", f"rooms/{house.rooms[0].pk}"),
        ("stays/<int:number>", f"stays/{house.stays[0].pk}"),
        ("scenarios/<int:number>", f"scenarios/{scenario.pk}"),
        ("firms/<int:number>", f"firms/{house.stays[0].firm_id}"),
        ("aid/<int:number>", f"aid/{house.stays[0].firm_id}"),
        ("needs/<int:number>", f"needs/{need.pk}"),
        ("offers/<int:number>", f"offers/{Offer.objects.first().pk}"),
        ("answer/<str:token>", f"answer/{referrals.token(referral)}"),
        ("intake/<str:token>", f"intake/{draft.token}"),
        ("correct/<slug:fact>", f"correct/{FactRow.objects.filter(identity=identity).first().key}"),
        ("<slug:identity>", identity),
        ("<slug:source>", town.sources["list"].id),
    ]

    def fill(route):
        for former, latter in pairs:
            route = route.replace(former, latter)
        return route

    return fill


def opened(client, address):
    """Whether there is a page at ``address``, not a way elsewhere, a file or a refusal."""
    answer = client.get(address)
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("fr", "light", 1440), ("en", "dark", 360), ("de", "dark", 1440), ("nl", "light", 360)]
)
def test_axe_finds_nothing_on_any_page(browser, site, filled, client, language, scheme, width):
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Ada", role="administrator"))
    with override(language):
        every = sorted({address for address, _, _ in every_address(filled)} - NO_PAGES)
    mine = [address for address in every if opened(client, address)]
    visitors = [address for address in every if address not in mine and opened(Client(), address)]
    assert len(mine) + len(visitors) >= PAGES, sorted({*every} - {*mine, *visitors})
    faults = []
    for addresses, session in ((mine, client.cookies["sessionid"].value), (visitors, "")):
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        page = context.new_page()
        for address in addresses:
            page.goto(f"{site}{address}", wait_until="domcontentloaded")
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            found = Axe().run(page, options=RULES | {"resultTypes": ["violations"]})
            if found.violations_count:
                faults.append(f"{address}: {found.generate_report()}")
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                faults.append(f"{address} is wider than the screen")
        context.close()
    assert not faults, "\n".join(faults)
