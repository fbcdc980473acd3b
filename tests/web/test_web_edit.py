"""Editing by hand, as pages: who may, what they see, what is refused."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils.translation import override
from small_territory import INSTITUTE, LAB, RIVAL, Small, small  # noqa: F401 - a fixture

from dentelle.atlas.browsing.queries import entity
from dentelle.atlas.models import ClaimRow, FactRow, HandFact, IdentityLeaf, PairJudgement, Proposal, RecordOwner, User

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


def test_a_steward_merges_with_a_preview_and_takes_it_back(client, woven):
    sign_in(client, "steward")
    here, there = id_of(HALL), id_of(DESIGN)
    assert id_of(DESIGN) in client.get(at("merge", here) + "?q=kirasson").content.decode()
    address = at("merge", here) + f"?other={there}"
    page = client.get(address).content.decode()
    assert "What both would be as one" in page
    assert "Laboratoire Kirasson du Design" in page
    assert not PairJudgement.objects.exists()
    assert client.post(address, {"why": ""}).status_code == 422
    assert client.post(address, {"why": "one house"}).status_code == 302
    gone = next(one for one in (here, there) if client.get(f"/en/entity/{one}/").status_code == 301)
    stays = here if gone == there else there
    history = client.get(at("history", stays)).content.decode()
    assert "said that these are the same" in history
    assert "one house" in history
    row = PairJudgement.objects.get()
    assert client.post(at("history-undo", stays), {"sort": "pair", "number": row.pk}).status_code == 302
    assert client.get(f"/en/entity/{gone}/").status_code == 200
    assert "taken back by" in client.get(at("history", stays)).content.decode()


def test_rivals_that_a_merge_would_make_are_shown_before(client, woven):
    sign_in(client, "steward")
    client.post(at("fact-add", id_of(DESIGN)) + "?property=founded", {"edtf": "1950", "why": "the deed"})
    page = client.get(at("merge", id_of(HALL)) + f"?other={id_of(DESIGN)}").content.decode()
    assert "The sources disagree" in page


def test_a_split_shows_both_pages_first(client, woven):
    sign_in(client, "steward")
    here = id_of(HALL)
    leaves = list(IdentityLeaf.objects.visible().filter(identity=here).order_by("leaf").values_list("leaf", flat=True))
    assert len(leaves) > 1
    page = client.get(at("split", here)).content.decode()
    assert page.count('name="leaf"') == len(leaves)
    page = client.get(at("split", here), {"leaf": leaves[-1]}).content.decode()
    assert "What both pages would be" in page
    assert page.count('class="side"') == 2
    assert client.post(at("split", here), {"leaf": leaves[-1], "why": "two institutes"}).status_code == 302
    assert PairJudgement.objects.get().verdict == "split"
    assert client.get(at("split", here), {"leaf": ["nonsense"]}).status_code == 200


def test_editors_do_not_decide_who_is_who(client, woven):
    sign_in(client)
    here = id_of(HALL)
    for view in ("merge", "split", "restore"):
        assert client.get(at(view, here)).status_code == 403
    assert client.post(at("history-undo", here), {"sort": "pair", "number": "1"}).status_code == 403
    assert client.post(at("history-undo", here), {"sort": "claim", "number": "x"}).status_code == 404
    assert client.post(at("history-undo", here), {"sort": "claim", "number": "99"}).status_code == 302


def test_an_entity_is_brought_back_to_a_moment_with_a_preview(client, woven):
    sign_in(client, "steward")
    here = id_of(HALL)
    claim = next(row for row in ClaimRow.objects.visible().filter(property="founded") if row.value["edtf"] == "1996")
    client.post(at("fact-correct", here, claim.fact_key), {"edtf": "1995", "why": "l'acte"})
    client.post(at("fact-add", here) + "?property=closed", {"edtf": "2019", "why": "heard it"})
    history = client.get(at("history", here)).content.decode()
    assert history.count("As it was before this") == 2
    moment = HandFact.objects.get(property="founded").made_at - timedelta(microseconds=1)
    address = at("restore", here) + f"?to={quote(moment.isoformat())}"
    page = client.get(address).content.decode()
    assert "2 decisions would be taken back" in page
    assert HandFact.objects.filter(undone_at=None).count() == 2
    assert client.post(address, {"why": ""}).status_code == 422
    assert client.post(address, {"why": "a bad day"}).status_code == 302
    assert not HandFact.objects.filter(undone_at=None).exists()
    assert "a bad day" in client.get(at("history", here)).content.decode()
    assert "Nothing was decided" in client.get(at("restore", here) + "?to=2999-01-01").content.decode()
    assert client.get(at("restore", here) + "?to=someday").status_code == 302
    assert client.get(at("restore", here) + "?to=9999-12-31").status_code == 302


def test_an_editor_answers_a_keepers_proposal_and_the_keeper_sees_it(client, woven):
    here = id_of(HALL)
    keeper = sign_in(client, "reader", "keeper@example.org")
    RecordOwner.objects.create(user=keeper, identity_id=here)
    assert "Records that you keep" in client.get("/en/workbench/").content.decode()
    for words in ("12, rue des Dentelles", "Rue fausse", "Rue oubliée"):
        client.post(at("fact-add", here) + "?property=address", {"text": words, "language": "fr", "why": "nous y sommes"})
    good, bad, forgotten = Proposal.objects.order_by("id")
    assert client.post(at("proposal", good.pk), {"do": "accept"}).status_code == 403
    assert client.post(at("proposal", forgotten.pk), {"do": "withdraw"}).status_code == 302
    client.logout()
    sign_in(client)
    queue = client.get(at("proposals")).content.decode()
    assert "12, rue des Dentelles" in queue
    assert "Rue oubliée" not in queue
    assert client.post(at("proposal", good.pk), {"do": "accept", "answer": "merci"}).status_code == 302
    assert client.post(at("proposal", bad.pk), {"do": "refuse", "answer": ""}).status_code == 422
    assert client.post(at("proposal", bad.pk), {"do": "refuse", "answer": "elle n'existe pas"}).status_code == 302
    assert client.post(at("proposal", bad.pk), {"do": "accept"}).status_code == 422
    public = client.get(f"/en/entity/{here}/").content.decode()
    assert "12, rue des Dentelles" in public
    assert "Stated by the organisation, checked by the hub" in public
    client.force_login(keeper)
    page = client.get(at("edit", here)).content.decode()
    assert "elle n&#x27;existe pas" in page
    assert "not accepted" in page
    assert client.get(at("proposal", bad.pk)).status_code == 200
    client.logout()
    sign_in(client, "contributor", "other@example.org")
    assert client.get(at("proposal", bad.pk)).status_code == 403
    assert "Rue fausse" not in client.get(at("proposals")).content.decode()
