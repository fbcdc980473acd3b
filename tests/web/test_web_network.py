"""The network page, how two are connected, the neighbourhood on an entity's page."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from dentelle.atlas.models import EntityRow, FactRow


def address(name: str, *args: str) -> str:
    with override("en"):
        return reverse(f"web:{name}", args=args)


def page(client, name: str, *args: str, **asked) -> str:
    answer = client.get(address(name, *args), asked)
    assert answer.status_code == 200
    return answer.content.decode() if not answer.streaming else answer.getvalue().decode()


def test_the_page_shows_who_is_tied_and_by_what(client, town):
    text = page(client, "network")
    assert "Digital Workshops" in text
    assert "Les Ateliers numériques hébergent onze entreprises" in text
    assert 'class="kind-organisation"' in text
    assert "Charles le Chauve" not in text  # nobody is tied to him


def test_a_selection_stands_in_the_address(client, town):
    hosts = page(client, "network", relation="hosts")
    assert "Praxys" in hosts
    assert "Université de Valenciennes" not in hosts
    assert 'name="relation" value="hosts" checked' in hosts
    labels = page(client, "network", kind="programme")
    assert "French Tech" in labels
    assert "Praxys" not in labels
    trained = page(client, "network", domain="nowhere")
    assert "No relation fits." in trained


def test_a_period_leaves_out_what_nobody_dates(client, town):
    text = page(client, "network", since="2018", until="2020")
    assert "French Tech" in text
    assert "Praxys" not in text
    assert "3 relations without a date are left out." in text
    assert "No relation fits." in page(client, "network", since="1700", until="1800")


def test_the_relations_of_one_entity(client, town):
    one = town.entities["universite"]
    text = page(client, "network", node=one.identity_id)
    assert "Relations of Université de Valenciennes" in text
    assert "L’université a signé le texte." in text
    assert "hébergent onze entreprises" not in text


def test_what_the_moving_picture_is_drawn_from(client, town):
    answer = client.get(address("network-drawn")).json()
    names = [one[1] for one in answer["entities"]]
    assert names[0] == "Digital Workshops"
    assert answer["total"] == len(names) == 7
    left, right, name = answer["relations"][0]
    assert {names[left], names[right]} <= set(names)
    assert answer["properties"][name] in ("hosts", "signed", "holds_label")


def test_the_shortest_way_with_its_passages(client, town):
    rows, e, s = town.rows, town.entities, town.sources
    rows.fact(e["3isn"], "member_of", e["communaute"], (s["list"], "3ISN; Communauté"), qualifiers=(("from", "2018"),))
    text = page(client, "connected", **{"from": "praxys", "to": "French Tech"})
    assert "4 steps" in text
    assert text.count("<q>") >= 3
    assert "2018" in text
    assert "3ISN; Communauté" in text
    assert "Praxys</bdi>" in text


def test_places_connect_only_whom_asked_for(client, town):
    rows, e, s = town.rows, town.entities, town.sources
    for name in ("praxys", "universite"):
        rows.fact(e[name], "located_in", e["valenciennes"], (s["list"], f"{name}; Valenciennes"))
    asked = {"from": "Praxys", "to": "Université de Valenciennes"}
    assert "connected through places only" in page(client, "connected", **asked)
    through = page(client, "connected", places="yes", **asked)
    assert "2 steps" in through


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("Praxys", "Charles le Chauve", "No way of at most 8 steps"),
        ("Praxys", "Zzyzx", "Nobody here is called “Zzyzx”"),
        ("Praxys", "PRAXYS", "Both names are those of one entry."),
        ("<script>alert(1)</script>", "Praxys", "&lt;script&gt;"),
        ("", "", "How are these two connected?"),
    ],
)
def test_what_leads_nowhere_is_told(client, town, start, end, told):
    assert told in page(client, "connected", **{"from": start, "to": end})


def test_a_name_that_several_bear_offers_the_others(client, town):
    twin = town.rows.entity("Praxys", "person", "person", sources=9)
    text = page(client, "connected", **{"from": "Praxys", "to": "3ISN"})
    assert "“Praxys” may also be:" in text
    assert f"from={town.entities['praxys'].identity_id}" in text
    assert twin.identity_id not in page(client, "connected", **{"from": town.entities["praxys"].identity_id, "to": "3ISN"})


def test_a_decision_takes_a_relation_away_at_once(client, town):
    assert "Praxys" in page(client, "network", relation="hosts")
    FactRow.objects.filter(property="hosts", value_entity=town.entities["praxys"].identity_id).update(status="rejected")
    assert town.entities["praxys"].identity_id not in page(client, "network", relation="hosts")
    EntityRow.objects.filter(pk=town.entities["3isn"].pk).update(until=1)
    assert "No relation fits." in page(client, "network", relation="hosts")


def test_the_neighbourhood_on_the_page_of_an_entity(client, town):
    rows, e, s = town.rows, town.entities, town.sources
    rows.fact(e["3isn"], "member_of", e["communaute"], (s["list"], "3ISN; Communauté"))
    text = page(client, "entity", e["ateliers"].identity_id)
    assert "Neighbourhood" in text
    assert "Communauté French Tech" not in text
    assert 'class="kind-organisation main"' in text
    wider = page(client, "entity", e["ateliers"].identity_id, steps="2")
    assert "Communauté French Tech Grand Hainaut" in wider
    assert "through 3ISN" in wider
    alone = page(client, "entity", e["charles"].identity_id)
    assert "Neighbourhood" not in alone


def test_few_questions_however_much_there_is(client, town, django_assert_max_num_queries):
    for at in range(60):
        other = town.rows.entity(f"Firm {at}", "organisation", "company")
        town.rows.fact(town.entities["ateliers"], "hosts", other, (town.sources["list"], f"Firm {at}"))
    with django_assert_max_num_queries(15):
        page(client, "network")
    with django_assert_max_num_queries(15):
        page(client, "connected", **{"from": "Firm 1", "to": "Firm 2"})


def test_hostile_names_are_inert(client, town):
    evil = town.rows.entity('"><script>alert(1)</script>\x00\u202e', "organisation", "company")
    town.rows.fact(town.entities["ateliers"], "hosts", evil, (town.sources["list"], "evil"))
    for name in ("network", "network-drawn"):
        answer = client.get(address(name))
        assert b"<script>alert" not in answer.content or answer["Content-Type"] == "application/json"
    assert "<script>alert" not in page(client, "connected", **{"from": evil.identity_id, "to": "Praxys"})


def test_an_unknown_export_is_not_found(client, town):
    assert client.get(address("network-export", "xlsx")).status_code == 404
