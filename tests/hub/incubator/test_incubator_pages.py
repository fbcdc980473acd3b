"""The pages of the incubator: what they say of a full house, and what they let be changed by whom."""

import pytest
from full_house import TODAY, WHO

from dentelle.atlas.models import AuditLine, User
from dentelle.hub.incubator.models import Firm, Room, Stay, Wait

pytestmark = pytest.mark.django_db
AT = f"?day={TODAY}"
PAGES = ("", "occupancy/", "rooms/", "stays/", "stays/?when=past", "stays/?when=ahead")


def enter(client, role="editor"):
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Mona", role=role))


@pytest.fixture
def english(client):
    enter(client)
    return lambda path="": client.get(f"/en/workbench/incubator/{path}")


def test_a_full_house_says_so_and_when_the_next_place_falls_free(house, english):
    page = english(AT)
    assert "11/11" in page.text
    assert "The next place falls free on Feb. 1, 2027: Room 07." in page.text
    assert page.text.index("software publishing") < page.text.index("networks")
    assert 'class="badge soon">70<' in page.text  # Navette & Cie leaves on 31 January


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_in_every_language(house, client, language, path):
    enter(client, "reader")
    page = client.get(f"/{language}/workbench/incubator/{path}")
    assert page.status_code == 200
    assert "style=" not in page.text


def test_an_empty_house_has_pages(db, english):
    for path in PAGES:
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
    assert "Room 01 is taken: on Dec. 1, 2026 2 of 1 places would be let. There then: Late Ltd, Pixelune." in page.text
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
