"""The pages of the ledger of small aid."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from full_house import TODAY, WHO

from dentelle.atlas.models import AuditLine, User
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import aid
from dentelle.hub.incubator.firms import together
from dentelle.hub.incubator.invoices import Price
from dentelle.hub.incubator.models import Aid, Firm, MarketRent, Stay
from dentelle.hub.incubator.undertakings import ledger, planned, standing

pytestmark = pytest.mark.django_db
AT = f"?day={TODAY}"
ROOT = "/en/workbench/incubator/aid/"


@pytest.fixture
def manager(client, house):
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Mona", role="editor"))
    for room in house.rooms:
        aid.set_market_rent(room.pk, Price(date(2019, 1, 1), Decimal(20), "area"), "Agency survey 2019", who=WHO)
    return client


def test_the_ledger_of_a_stay_is_the_difference_to_the_market(manager, house):
    firm = Firm.objects.get(name="Pixelune")  # room 01 of 18 m² at 12 € where the market asks 20 €
    stand = standing(ledger(together(firm), TODAY), TODAY)
    whole = 36 * 18 * 8  # from 23 November 2023 to 22 November 2026: the part of November that opens it, and that which ends it
    assert abs(stand.amount - whole) <= Decimal("0.01")
    assert stand.window.since == date(2023, 11, 23)
    page = manager.get(f"{ROOT}{firm.pk}/{AT}")
    assert page.status_code == 200
    assert "300,000 €" in page.text
    assert "2023/2831" in page.text
    table = manager.get(f"{ROOT}{firm.pk}/export/{AT}").content.decode("utf-8-sig").splitlines()
    inside = sum(Decimal(line.rsplit(",", 1)[1]) for line in table[1:])
    assert inside == stand.amount
    assert table[1].startswith("Pixelune,,2022-03-01,2022-03-31,rent below the market,Room 01,144.00,144.00,")


def test_every_undertaking_is_listed_and_firms_of_one_siren_are_one(manager):
    for name in ("Pixelune", "Ourdi"):
        aid.number(Firm.objects.get(name=name).pk, "404833048", "", who=WHO)
    page = manager.get(f"{ROOT}{AT}").text
    assert page.count("404833048") == 1
    firm = Firm.objects.get(name="Ourdi")
    assert {one.name for one in together(firm)} == {"Pixelune", "Ourdi"}
    assert "one undertaking:" in manager.get(f"{ROOT}{firm.pk}/").text


def test_aid_is_entered_with_its_source_and_taken_out(manager):
    firm = Firm.objects.get(name="Picot")
    address = f"{ROOT}{firm.pk}/"
    coached = {
        "part": "aid",
        "aid-kind": "coaching",
        "aid-day": "2026-05-04",
        "aid-hours": "12.5",
        "aid-rate": "90.33",
        "aid-source": "Log",
    }
    assert manager.post(address, coached).status_code == 302
    assert Aid.objects.get().amount == Decimal("1129.13")
    faulty = {**coached, "aid-hours": ""}
    assert manager.post(address, faulty).status_code == 422
    declared = {
        "part": "aid",
        "aid-kind": "declared",
        "aid-day": "2025-01-10",
        "aid-amount": "290000",
        "aid-source": "Region, letter 7",
    }
    assert manager.post(address, declared).status_code == 302
    page = manager.get(f"{address}{AT}").text
    assert "12.50 × 90.33 €: Log" in page
    assert "above the ceiling" in page or "little is left" in page
    entry = Aid.objects.get(kind="declared")
    assert manager.post(f"{address}{entry.pk}/take-out/").status_code == 302
    assert AuditLine.objects.filter(verb="aid", sentence__contains="took out 290000.00 EUR").exists()


def test_numbers_are_checked(manager):
    firm = Firm.objects.get(name="Picot")
    assert manager.post(f"{ROOT}{firm.pk}/", {"part": "numbers", "numbers-siren": "123"}).status_code == 422
    with pytest.raises(IncubatorError):
        aid.number(firm.pk, "404833048", "552 081 317 66522", who=WHO)
    assert aid.number(firm.pk, "404 833 048", "", who=WHO).siren == "404833048"


def test_booking_warns_before_the_ceiling_is_passed(manager, house):
    today = timezone.localdate()
    Stay.objects.filter(room=house.rooms[2]).delete()
    firm = Firm.objects.get(name="Guipure")
    aid.grant(firm.pk, "declared", today, "Region", who=WHO, amount=Decimal("299999"))
    given = {"firm": "guipure", "room": house.rooms[2].pk, "since": today.isoformat(), "last": ""}
    page = manager.post("/en/workbench/incubator/stays/add/", given)
    assert page.status_code == 422
    assert "the ceiling is 300,000 €" in page.text
    assert not Stay.objects.filter(firm=firm, since=today).exists()
    assert manager.post("/en/workbench/incubator/stays/add/", {**given, "nevertheless": "1"}).status_code == 302
    assert Stay.objects.filter(firm=firm, since=today).exists()


def test_a_stay_that_is_thought_of_is_counted_by_siren_even_under_another_name(manager, house):
    firm = Firm.objects.get(name="Guipure")
    aid.number(firm.pk, "404833048", "", who=WHO)
    aid.grant(firm.pk, "declared", TODAY, "Region", who=WHO, amount=Decimal("299999"))
    from dentelle.hub.incubator.occupancy import Interval

    room = house.rooms[0].pk
    assert planned("New name", "404833048", room, 0, Interval(TODAY), None, TODAY).passes
    assert not planned("New name", "", room, 0, Interval(TODAY), None, TODAY).passes
    assert planned("New name", "", -1, 0, Interval(TODAY), None, TODAY) is None


def test_market_rents_for_all_rooms_and_without_them_days_are_not_counted(manager, house):
    given = {"room": "0", "since": "2027-01-01", "amount": "21", "per": "area", "source": "Survey 2027"}
    assert manager.post(f"{ROOT}market/", given).status_code == 302
    assert MarketRent.objects.filter(since="2027-01-01").count() == 11
    one = MarketRent.objects.filter(since="2027-01-01").first()
    manager.post(f"{ROOT}market/", {"drop": one.pk})
    assert MarketRent.objects.filter(since="2027-01-01").count() == 10
    assert manager.post(f"{ROOT}market/", {**given, "source": " "}).status_code == 422
    MarketRent.objects.all().delete()
    assert "without a market rent" in manager.get(f"{ROOT}{AT}").text


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
def test_every_page_opens_in_every_language(manager, language):
    firm = Firm.objects.get(name="Picot")
    for path in ("", "market/", f"{firm.pk}/", f"{firm.pk}/export/"):
        page = manager.get(f"/{language}/workbench/incubator/aid/{path}{AT}")
        assert page.status_code == 200
        assert "style=" not in page.text
