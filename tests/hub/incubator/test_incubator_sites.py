"""Where a site is: said on its page, by name or code, and refused where nobody could be sure."""

from datetime import date
from decimal import Decimal

import pytest
from full_house import WHO

from dentelle.atlas.models import AuditLine, User
from dentelle.hub.incubator import places, waiting
from dentelle.hub.incubator.models import Room, Site
from dentelle.hub.incubator.occupancy import Terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(house) -> Site:
    return Site.objects.get()


def enter(client, role="editor"):
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Mona", role=role))


def test_a_site_says_its_commune(site, client):
    enter(client)
    address = f"/en/workbench/incubator/sites/{site.pk}/"
    assert "nobody knows where" in client.get(address).text
    assert client.post(address, {"name": site.name, "address": "1 quai", "commune": "Saint-Denis"}).status_code == 422
    assert client.post(address, {"name": site.name, "address": "1 quai", "commune": "denain"}).status_code == 302
    site.refresh_from_db()
    assert (site.address, site.commune) == ("1 quai", "59172")
    assert "Denain (59172)" in client.get(address).text
    assert AuditLine.objects.filter(verb="site").latest("pk").sentence.endswith("commune 59172")
    assert client.get("/en/workbench/incubator/sites/99999/").status_code == 404


def test_who_may_only_look_changes_nothing(site, client):
    enter(client, "reader")
    address = f"/en/workbench/incubator/sites/{site.pk}/"
    assert client.post(address, {"name": "Mine", "address": "", "commune": ""}).status_code == 200
    assert '<form class="sheet"' not in client.get(address).text
    site.refresh_from_db()
    assert site.name != "Mine"


def test_a_new_room_begins_where_the_last_one_was_entered(site, client):
    enter(client)
    form = client.get("/en/workbench/incubator/rooms/add/").context["form"]
    assert form.initial["site"] == site.name


def test_a_room_entered_by_mistake_is_corrected_or_taken_out(house, client):
    enter(client)
    places.add_room("Rives", "Hall", "Cowrking", Terms(date(2026, 1, 1), Decimal(60), 10), who=WHO)
    row = Room.objects.get(name="Cowrking")
    address = f"/en/workbench/incubator/rooms/{row.pk}/"
    assert client.post(address, {"part": "name", "name-name": "Coworking", "name-shared": "on"}).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.shared) == ("Coworking", True)
    taken = Room.objects.filter(stays__isnull=False).first()
    other = f"/en/workbench/incubator/rooms/{taken.pk}/"
    refused = client.post(other, {"part": "name", "name-name": taken.name, "name-shared": "" if taken.shared else "on"})
    assert refused.status_code == 422
    assert "has stays" in refused.text
    client.post(f"{other}remove/")
    client.post(f"{address}remove/")
    assert list(Room.objects.filter(pk__in=[row.pk, taken.pk])) == [taken]


def test_what_somebody_waits_for_is_corrected(house, client):
    enter(client)
    row = waiting.enter("Maillon", date(2026, 2, 1), who=WHO)
    address = f"/en/workbench/incubator/waiting/{row.pk}/"
    given = {"arrived": "2026-01-01", "area": "", "desks": "3", "note_": "called again"}
    assert client.get(address).status_code == 200
    assert client.post(address, {**given, "earliest": "2027-02-01", "latest": "2027-01-01"}).status_code == 422
    assert client.post(address, given).status_code == 302
    row.refresh_from_db()
    assert (row.arrived, row.desks, row.area, row.note) == (date(2026, 1, 1), 3, 0, "called again")
    client.post(f"{address}withdraw/")
    assert client.get(address).status_code == 404
