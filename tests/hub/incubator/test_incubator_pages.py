"""The pages of the incubator: what they say of a full house, and what they let be changed by whom."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from full_house import TODAY, WHO

from dentelle.atlas.models import AuditLine, User
from dentelle.hub.incubator.models import Firm, Room, Scenario, Stay, Wait
from dentelle.hub.incubator.scenarios import Addition

pytestmark = pytest.mark.django_db
AT = f"?day={TODAY}"
PAGES = ("", "occupancy/", "rooms/", "stays/", "stays/?when=past", "stays/?when=ahead")
MANAGED = ("waiting/", "waiting/add/", "forecast/", "scenarios/", "scenarios/compare/", "invoices/", "rooms/add/", "stays/add/")


@pytest.fixture(autouse=True)
def nothing_played_before():
    cache.clear()


def enter(client, role="editor"):
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Mona", role=role))


@pytest.fixture
def english(client):
    enter(client)
    return lambda path="": client.get(f"/en/workbench/incubator/{path}")


def test_a_full_house_says_so_and_when_the_next_place_falls_free(house, english):
    page = english(AT)
    assert "11/11" in page.text
    assert "The next place falls free on 1 February 2027: Room 07." in page.text
    assert page.text.index("software publishing") < page.text.index("networks")
    assert 'class="badge soon">70<' in page.text  # Navette & Cie leaves on 31 January


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
def test_every_page_opens_in_every_language(house, client, language):
    enter(client)
    for path in (*PAGES, *MANAGED):
        page = client.get(f"/{language}/workbench/incubator/{path}")
        assert page.status_code == 200, path
        assert "style=" not in page.text


def test_an_empty_house_has_pages(db, english):
    for path in (*PAGES, *MANAGED):
        assert english(path).status_code == 200


def test_the_chart_and_its_table_say_the_same(house, english):
    page = english(f"occupancy/{AT}&start=2026-01-01&end=2027-12-31")
    assert page.text.count('<rect class="bar') == 11
    assert page.text.count("<tr>") == 11 + 24 + 2
    assert 'class="today"' in page.text
    assert english("occupancy/?start=x").status_code == 422


def test_a_room_that_is_taken_is_refused_with_who_is_there(house, client):
    enter(client)
    given = {"firm": "Late Ltd", "room": house.rooms[0].pk, "since": "2026-12-01", "last": ""}
    page = client.post("/en/workbench/incubator/stays/add/", given)
    assert page.status_code == 422
    assert "Room 01 is taken: on 1 December 2026 2 of 1 places would be let. There then: Late Ltd, Pixelune." in page.text
    assert not Firm.objects.filter(name="Late Ltd").exists()
    page = client.post("/en/workbench/incubator/stays/add/", {**given, "since": "2027-03-01", "last": "2029-02-28"})
    assert page.status_code == 302
    assert Stay.objects.get(firm__name="Late Ltd").until.isoformat() == "2029-03-01"
    assert AuditLine.objects.filter(verb="stay", sentence__contains="Late Ltd").exists()


def test_a_planned_exit_frees_the_room_and_cannot_be_taken_back_once_it_is_let_again(house, client):
    enter(client)
    stay = house.stays[1]
    address = f"/en/workbench/incubator/stays/{stay.pk}/"
    assert client.post(address, {"last": "", "leaving": "2027-06-30"}).status_code == 302
    again = {"firm": "Next", "room": stay.room_id, "since": "2027-07-01", "last": ""}
    assert client.post("/en/workbench/incubator/stays/add/", again).status_code == 302
    page = client.post(address, {"last": "", "leaving": ""})
    assert page.status_code == 422
    assert "There then: Next, Tramelog" in page.text
    stay.refresh_from_db()
    assert stay.leaving.isoformat() == "2027-07-01"


def test_who_waited_and_gets_a_room_waits_no_more(house, client):
    from dentelle.hub.incubator.waiting import enter as wait

    wait("Late Ltd", TODAY, who=WHO)
    enter(client)
    given = {"firm": "late  LTD", "room": house.rooms[6].pk, "since": "2027-02-01", "last": ""}
    client.post("/en/workbench/incubator/stays/add/", given)
    assert Wait.objects.get().state == "housed"


def test_a_room_can_be_entered_changed_and_closed(db, client):
    enter(client)
    given = {"site": "Rives", "building": "Halle", "name": "Open space", "shared": "on", "since": "2026-01-01"}
    sizes = {"area": "80", "desks": "10", "amount": "95.50", "per": "desk"}
    assert client.post("/en/workbench/incubator/rooms/add/", {**given, **sizes}).status_code == 302
    room = Room.objects.get()
    address = f"/en/workbench/incubator/rooms/{room.pk}/"
    stay = {"firm": "Ourdi", "room": room.pk, "desks": "6", "since": "2026-02-01", "last": ""}
    assert client.post("/en/workbench/incubator/stays/add/", stay).status_code == 302
    fewer = {"part": "terms", "terms-since": "2026-06-01", "terms-area": "40", "terms-desks": "5"}
    assert "6 of 5 places would be let" in client.post(address, fewer).text
    assert client.post(address, {**fewer, "terms-desks": "6"}).status_code == 302
    assert (
        client.post(
            address, {"part": "price", "price-since": "2027-01-01", "price-amount": "99", "price-per": "desk"}
        ).status_code
        == 302
    )
    assert "is not open then" in client.post(address, {"part": "close", "close-last": "2026-12-31"}).text
    assert "6/6" in client.get("/en/workbench/incubator/?day=2026-07-01").text
    assert room.prices.count() == 2


def test_readers_see_the_house_but_neither_rents_nor_forms(house, client):
    enter(client, "reader")
    page = client.get(f"/en/workbench/incubator/rooms/{house.rooms[0].pk}/")
    assert "Prices" not in page.text
    assert '<form class="sheet"' not in page.text
    assert (
        client.post(f"/en/workbench/incubator/rooms/{house.rooms[0].pk}/", {"part": "close", "close-last": ""}).status_code == 200
    )
    assert client.post(f"/en/workbench/incubator/stays/{house.stays[0].pk}/remove/").status_code == 403
    assert "Agreed rent" not in client.get("/en/workbench/incubator/stays/").text


def test_a_firm_is_linked_to_its_entity_and_follows_its_redirect(house, client):
    from dentelle.atlas.models import EntityRow, Identity, NameRow, Publication

    Publication.objects.update_or_create(pk=1, defaults={"run": 1})
    old, new = (Identity.objects.create(id=f"e{n}", kind="organisation", minted_from=f"{n}", since=1) for n in (1, 2))
    row = {
        "since": 1,
        "kind": "organisation",
        "label": "Pixelune SAS",
        "sort": "pixelune sas",
        "names": [{"text": "Pixelune SAS"}],
    }
    EntityRow.objects.create(identity=new, **row)
    NameRow.objects.create(identity=new, since=1, folded="pixelune sas", text="Pixelune SAS")
    firm = Firm.objects.get(name="Pixelune")
    enter(client)
    address = f"/en/workbench/incubator/firms/{firm.pk}/"
    assert "Pixelune SAS" in client.get(address).text  # offered
    assert client.post(address, {"name": "Pixelune", "activity": "games", "identity": "e2"}).status_code == 302
    assert 'href="/en/entity/e2/"' in client.get(address).text
    Firm.objects.update(identity=None)
    Identity.objects.filter(pk="e1").update(redirect=new)
    Firm.objects.filter(pk=firm.pk).update(identity=old)
    assert 'href="/en/entity/e2/"' in client.get(address).text


@pytest.fixture
def one_more(house):
    """The house as it was told: full, an extension planned, and one more firm that arrives."""
    from dentelle.hub.incubator.planning import add_rooms, add_scenario
    from dentelle.hub.incubator.waiting import enter as wait

    for name, day, area in (("Dorelot", date(2026, 3, 2), 30), ("Filoche", date(2026, 8, 17), 26), ("Quenouille", TODAY, 28)):
        wait(name, day, who=WHO, area=Decimal(area), desks=3, activity="robotics")
    scenario = add_scenario("East wing", who=WHO)
    add_rooms(scenario.pk, Addition("East", 6, Decimal(32), 4, date(2027, 5, 1), Decimal(360), 1000, True), who=WHO)
    return scenario


def test_the_page_says_eleven_of_eleven_who_waits_when_a_place_falls_free_and_what_six_rooms_would_change(one_more, english):
    page = english(AT)
    assert "11/11" in page.text
    assert "The next place falls free on 1 February 2027: Room 07." in page.text
    assert "3 wait" in page.text
    names = [page.text.index(name) for name in ("Dorelot", "Filoche", "Quenouille")]
    assert names == sorted(names)
    assert "East wing" in page.text
    assert "+6 rooms" in page.text
    assert page.text.count("likely by February 2027") == 3  # Dorelot: on the list, as it is, and with the wing
    assert page.text.count("likely by May 2027") == 2  # with six rooms more the other two are in


def test_two_scenarios_are_compared_and_taken_away_as_a_table(one_more, english, house):
    from dentelle.hub.incubator.planning import add_rooms, add_scenario

    hall = add_scenario("=Hall", who=WHO)
    add_rooms(hall.pk, Addition("Hall", 1, Decimal(90), 12, date(2027, 5, 1), Decimal(110), shared=True), who=WHO)
    page = english(f"scenarios/compare/{AT}&s={one_more.pk}&s={hall.pk}&s=999")
    assert page.text.count('<th scope="col"') == 4
    table = english(f"scenarios/compare/export/{AT}&s={one_more.pk}&s={hall.pk}")
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert rows[0] == ["What", "Of", "As it is", "East wing", "'=Hall"]
    assert rows[1] == ["Rooms added", "", "0", "6", "1"]
    likely = {row[1]: row[2:] for row in rows if row[0] == "Likely in by"}
    assert likely["Quenouille"][1] == "2027-05-01"
    assert likely["Quenouille"][2] == likely["Quenouille"][0]  # desks in a hall do not help who needs a room
    income = [row for row in rows if row[0] == "Income (€, without VAT)"]
    assert len(income) == 3
    assert all(Decimal(row[3]) > Decimal(row[2]) for row in income)


def test_scenarios_are_drawn_up_changed_and_dropped(db, client):
    enter(client)
    answer = client.post("/en/workbench/incubator/scenarios/", {"name": "Yard"})
    address = answer["Location"]
    assert "There is a scenario Yard already" in client.post("/en/workbench/incubator/scenarios/", {"name": "Yard"}).text
    rooms = {"name": "Yard", "count": "6", "opens": "2027-09-01", "area": "24", "desks": "3", "rent": "288"}
    assert client.post(address, rooms).status_code == 302
    assert "288" in client.get(address).text
    row = Scenario.objects.get().rooms.get()
    assert client.post(f"{address}change/", {"rooms": row.pk}).status_code == 302
    assert client.post(f"{address}change/", {}).status_code == 302
    assert not Scenario.objects.exists()
    assert AuditLine.objects.filter(verb="scenario").count() == 4


def test_the_forecast_says_why(one_more, english, house):
    page = english(f"forecast/{AT}&wait={Wait.objects.get(firm__name='Filoche').pk}")
    assert "1 waits before" in page.text
    assert "leaves for sure after 31 January 2027" in page.text
    assert re.search(r"there for \d+ months, without an end; stays of that age end with a chance of \d\.\d % a month", page.text)
    asked = english(f"forecast/{AT}&area=300")
    assert "No room of the house would do" in asked.text
    assert "A place is not likely within the forecast. 3 wait before." in asked.text
    assert english("forecast/?desks=none").status_code == 422


def test_the_waiting_list_is_kept_by_hand(house, client):
    enter(client)
    given = {"firm": "Dorelot", "arrived": "2026-11-01", "desks": "2", "area": "20"}
    assert client.post("/en/workbench/incubator/waiting/add/", given).status_code == 302
    assert "Dorelot waits already." in client.post("/en/workbench/incubator/waiting/add/", given).text
    never = {**given, "firm": "Other", "earliest": "2027-02-01", "latest": "2027-01-01"}
    assert "The latest day comes before the earliest." in client.post("/en/workbench/incubator/waiting/add/", never).text
    assert "20 m², 2 desks" in client.get("/en/workbench/incubator/waiting/").text
    assert client.post(f"/en/workbench/incubator/waiting/{Wait.objects.get().pk}/withdraw/").status_code == 302
    assert "Nobody is on the waiting list." in client.get("/en/workbench/incubator/waiting/").text
    assert AuditLine.objects.filter(verb="wait").count() == 2


def test_a_month_is_billed_to_the_cent(house, english):
    from dentelle.hub.incubator.stays import change

    change(house.stays[1].pk, until=None, leaving=date(2026, 11, 11), who=WHO)
    change(house.stays[2].pk, until=date(2028, 1, 1), leaving=None, who=WHO, rent=Decimal("99.99"))
    page = english("invoices/?month=2026-11-22")
    assert "11 lines" in page.text
    table = english("invoices/export/?month=2026-11-22")
    assert table["Content-Disposition"] == 'attachment; filename="invoice-lines-2026-11.csv"'
    rows = {row[1]: row for row in csv.reader(io.StringIO(table.content.decode("utf-8-sig")))}
    assert rows["Tramelog"][4:] == ["2026-11-01", "2026-11-10", "10", "30", "240.00", "80.00"]
    assert rows["Nervilia"][9] == "99.99"
    assert f"{sum(Decimal(row[9]) for name, row in rows.items() if name != 'Firm'):,.2f}" in page.text


def test_a_room_without_a_price_is_said_to_have_none(house, english):
    house.rooms[0].prices.all().delete()
    page = english("invoices/?month=2026-11-22")
    assert "No price is set for:" in page.text
    assert "10 lines" in page.text


def test_pages_of_confidence_are_not_for_readers(one_more, client):
    enter(client, "reader")
    for path in ("waiting/", "forecast/", "scenarios/", f"scenarios/compare/?s={one_more.pk}", "invoices/", "invoices/export/"):
        assert client.get(f"/en/workbench/incubator/{path}").status_code == 403
    page = client.get("/en/workbench/incubator/")
    assert "Dorelot" not in page.text
    assert "East wing" not in page.text


def test_a_page_asks_the_database_as_often_however_full_the_house_is(one_more, client, django_assert_max_num_queries):
    enter(client)
    for path in ("", "occupancy/", "rooms/", "waiting/", "forecast/", f"scenarios/compare/?s={one_more.pk}", "invoices/"):
        with django_assert_max_num_queries(16):
            client.get(f"/en/workbench/incubator/{path}")
