"""One entity in two languages: what is only there, in both, or differs, each with its own passages."""

import re

import pytest
from atlas_rows import date_value, number_value, text_value

pytestmark = pytest.mark.django_db


def parts(client, row, tail="?with=de", language="fr"):
    html = client.get(f"/{language}/entity/{row.identity_id}/compare/{tail}").text
    found = re.split(r'<h2 id="part-(\w+)">', re.sub(r"\s+", " ", html))
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_sides_are_told_apart(client, town):
    row, french, german = town.entities["valenciennes"], town.sources["town"], town.sources["german"]
    counts = ("population", 0), ("population", 1)
    for (conflict, rank), source, number in zip(counts, (french, german), (43468, 43000), strict=True):
        quote = "Le reste vint plus tard." if source is french else "Karl der Kahle ließ sie schlagen."
        town.rows.fact(row, "count", number_value(number, "habitants"), (source, quote), conflict=conflict, rank=rank)
    found = parts(client, row)
    assert "vers 870" in found["both"]
    assert "On y battait monnaie" in found["both"]
    assert "Um 870 wurden" in found["both"]
    assert "XVIIe–XVIIIe siècles" in found["left"]
    assert "Das Stadtgebiet zählt" in found["right"]
    assert "43 468" in found["differ"].replace("\u202f", " ").replace("\xa0", " ")
    assert "43 000" in found["differ"].replace("\u202f", " ").replace("\xa0", " ")


def test_the_same_date_in_other_words_is_said_by_both(client, town):
    row = town.entities["fresnes"]
    said = (town.sources["german"], "Karl der Kahle ließ sie schlagen.")
    town.rows.fact(row, "happened", date_value("1721"), said, qualifiers=(("what", "Kohle"),), earliest="1721-01-01")
    found = parts(client, row)
    assert set(found) == {"both"}
    assert "premier charbon" in found["both"]
    assert "Kohle" in found["both"]


def test_each_side_keeps_its_own_passages(client, town):
    found = parts(client, town.entities["valenciennes"])
    left, right = found["both"].split("<td")[1:3]
    assert "Um 870 wurden" not in left
    assert "On y battait monnaie" not in right


@pytest.mark.parametrize("tail", ["", "?with=fr", "?with=xx", "?with=nl"])
def test_strange_or_silent_languages_are_no_error(client, town, tail):
    assert parts(client, town.entities["valenciennes"], tail)


def test_nothing_to_compare_is_said(client, town):
    answer = client.get(f"/de/entity/{town.entities['salon'].identity_id}/compare/")
    assert "Kein Dokument" in answer.text
    assert client.get("/de/entity/0000000000000000/compare/").status_code == 404


def test_the_page_of_an_entity_leads_there_where_there_is_something_to_compare(client, town):
    row = town.entities["valenciennes"]
    assert f"/fr/entity/{row.identity_id}/compare/" in client.get(f"/fr/entity/{row.identity_id}/").text
    other = town.entities["praxys"]
    town.rows.fact(other, "offers", text_value("x"), (town.sources["list"], "x"))
    assert "/compare/" not in client.get(f"/fr/entity/{other.identity_id}/").text
