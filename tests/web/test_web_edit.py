"""Editing by hand, as pages: who may, what they see, what is refused."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from small_territory import INSTITUTE, LAB, RIVAL, Small, small  # noqa: F401 - a fixture

from dentelle.atlas.models import ClaimRow, FactRow, HandFact, Proposal, RecordOwner, User
from dentelle.atlas.queries import entity

pytestmark = pytest.mark.django_db
HALL, DESIGN = "Institut Zolamon des Mobilités", "Laboratoire Kirasson du Design"


@pytest.fixture
def woven(small: Small) -> Small:  # noqa: F811
    for name, text in {"a.txt": INSTITUTE, "b.txt": RIVAL, "c.txt": LAB}.items():
        small.write(name, text)
    small.weave()
    return small


def sign_in(client, role="editor", email="ed@example.org"):
    user = User.objects.create_user(email, "threads and knots", name="Ed", role=role)
    client.force_login(user)
    return user


def at(view, *arguments):
    with override("en"):
        return reverse(f"workbench:{view}", args=arguments)


def id_of(name):
    return entity(name).identity_id


def test_an_editor_states_a_fact_and_readers_see_who_says_so(client, woven):
    sign_in(client)
    here = id_of(HALL)
    page = client.get(at("edit", here)).content.decode()
    assert 'value="staff_size"' in page
    assert 'value="born"' not in page
    address = at("fact-add", here) + "?property=staff_size&type=number"
    assert "Einheit" in client.get(address.replace("/en/", "/de/")).content.decode()
    given = {"number": "1 204", "unit": "salariés", "language": "fr", "beside_as_of": "2026", "why": "compté à l'entrée"}
    answer = client.post(address, given | {"source_url": "https://example.org/count", "source_title": "Bilan"})
    assert answer.status_code == 302
    client.logout()
    public = client.get(f"/en/entity/{here}/").content.decode()
    assert "1,204" in public
    assert "Stated by the hub's staff" in public
    assert "compté à l&#x27;entrée" in public
    assert "https://example.org/count" in public
    assert "ed@example.org" not in public


def test_a_date_that_is_none_is_refused_beside_its_field(client, woven):
    sign_in(client)
    address = at("fact-add", id_of(HALL)) + "?property=closed"
    answer = client.post(address, {"edtf": "May 2019", "why": "heard it"})
    assert answer.status_code == 422
    assert "Write 2019, 2019-05" in answer.content.decode()
    assert 'value="May 2019"' in answer.content.decode()
    answer = client.post(address, {"edtf": "2019", "why": ""})
    assert answer.status_code == 422
    assert not HandFact.objects.exists()


def test_an_entity_is_chosen_by_search(client, woven):
    sign_in(client)
    address = at("fact-add", id_of(HALL)) + "?property=member_of&type=entity"
    assert 'name="entity"' not in client.get(address).content.decode()
    found = client.get(address + "&q=kirasson").content.decode()
    assert f'value="{id_of(DESIGN)}"' in found
    assert 'name="entity"' not in client.get(address + "&q=zolamon").content.decode()  # nobody is a member of themselves
    answer = client.post(address + "&q=kirasson", {"entity": id_of(DESIGN), "why": "the list", "beside_from": "2020"})
    assert answer.status_code == 302
    assert FactRow.objects.visible().get(property="member_of").value_entity_id == id_of(DESIGN)


def test_a_correction_shows_what_the_source_says(client, woven):
    sign_in(client)
    here = id_of(HALL)
    claim = next(row for row in ClaimRow.objects.visible().filter(property="founded") if row.value["edtf"] == "1996")
    address = at("fact-correct", here, claim.fact_key)
    assert 'value="1996"' in client.get(address).content.decode()
    assert client.post(address, {"edtf": "1995", "why": "l'acte"}).status_code == 302
    public = client.get(f"/en/entity/{here}/").content.decode()
    assert "The source says" in public
    assert "<s>1996" in public
    number = HandFact.objects.get().pk
    page = client.get(at("edit", here)).content.decode()
    assert "ed@example.org" in page
    assert client.post(at("fact-remove", here, number), {"why": "wrong deed"}).status_code == 302
    assert HandFact.objects.get().undone_by == "ed@example.org"
    assert "<s>" not in client.get(f"/en/entity/{here}/").content.decode()
    assert client.post(at("fact-remove", id_of(DESIGN), number)).status_code == 404
    assert client.get(at("fact-correct", here, "0" * 20)).status_code == 302


def test_readers_do_not_edit_and_contributors_propose(client, woven):
    here = id_of(HALL)
    assert client.get(at("edit", here)).status_code == 302
    sign_in(client, "reader")
    assert client.get(at("edit", here)).status_code == 403
    assert client.post(at("fact-add", here) + "?property=closed", {"edtf": "2019", "why": "x"}).status_code == 403
    client.logout()
    sign_in(client, "contributor", "con@example.org")
    assert client.post(at("fact-add", here) + "?property=closed", {"edtf": "2019", "why": "x"}).status_code == 302
    assert not HandFact.objects.exists()
    assert Proposal.objects.get().who == "con@example.org"


def test_a_keeper_proposes_for_their_own_record_only(client, woven):
    here, there = id_of(HALL), id_of(DESIGN)
    keeper = sign_in(client, "reader", "keeper@example.org")
    RecordOwner.objects.create(user=keeper, identity_id=here)
    assert "Edit this page" in client.get(f"/en/entity/{here}/").content.decode()
    assert "Edit this page" not in client.get(f"/en/entity/{there}/").content.decode()
    assert client.get(at("edit", there)).status_code == 403
    given = {"text": "12, rue des Dentelles", "language": "fr", "why": "nous avons déménagé"}
    assert client.post(at("fact-add", here) + "?property=address", given).status_code == 302
    page = client.get(at("edit", here)).content.decode()
    assert "waits for an answer" in page
    again = client.post(at("fact-add", here) + "?property=address", given)
    assert again.status_code == 422
