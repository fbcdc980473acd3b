"""Where a site is: said on its page, by name or code, and refused where nobody could be sure."""

import pytest
from full_house import WHO

from dentelle.atlas.models import AuditLine, User
from dentelle.hub.incubator.models import Site

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
