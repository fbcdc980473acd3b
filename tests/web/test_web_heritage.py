"""The heritage: which things, in which words, with which passages; awards against their stated totals."""

import re

import pytest
from atlas_rows import date_value, number_value
from django.utils.html import strip_tags
from lace_town import SECRET

from dentelle.web.dates_in_sentences import at_time

pytestmark = pytest.mark.django_db


def page(client, address, language="en"):
    response = client.get(f"/{language}/heritage/{address}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.text)


def sentences(html):
    part = html[html.index('class="story"') : html.index('class="notes"')]
    return [re.sub(r"\s+", " ", strip_tags(item)).strip() for item in re.findall(r"<li>(.*?)</li>", part)]


@pytest.fixture
def prize(town):
    """Three prizes stated, two painters named in the same passage, an old firm that got one, too."""
    rows = town.rows
    text = "Trois Prix de Rome sont allés à Anne Lors et à Bruno Hague. La maison Fil en reçut un en 1850."
    town.sources["prizes"] = rows.source("prix.txt", text=text, title="Les prix", publisher="Cercle")
    for name in ("Anne Lors", "Bruno Hague"):
        town.entities[name] = rows.entity(name, "person", "person", language="fr")
        rows.fact(town.entities[name], "received", town.entities["prix"], (town.sources["prizes"], text[:60]))
    town.entities["fil"] = rows.entity("Maison Fil", "organisation", "company", language="fr")
    said = (town.sources["prizes"], "La maison Fil en reçut un en 1850.")
    rows.fact(town.entities["fil"], "received", town.entities["prix"], said, qualifiers=(("as_of", "1850"),))
    rows.fact(town.entities["valenciennes"], "count", number_value(3, "prix"), (town.sources["prizes"], text[:60]))
    rows.fact(town.entities["valenciennes"], "count", number_value(9, "salles"), (town.sources["list"], "x"))
    type(town.entities["prix"]).objects.filter(pk=town.entities["prix"].pk).update(type="award")
    return town


def test_the_old_stand_under_their_heading_and_the_new_do_not(client, prize):
    html = page(client, "")
    trades = html[html.index('id="section-trades"') : html.index('id="section-awards"')]
    assert "Maison Fil" in trades
    assert "1850" in trades
    assert "Praxys" not in html
    assert "Prix de Rome" in html[html.index('id="section-awards"') :]
    assert "Anne Lors" not in html  # nothing about her is dated
    assert "Maison Fil" in page(client, "section/trades/")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Maison Fil reçoit Prix de Rome en 1850."),
        ("en", "Maison Fil receives Prix de Rome in 1850."),
        ("de", "Maison Fil erhält im Jahr 1850 Prix de Rome."),
        ("nl", "Maison Fil ontvangt Prix de Rome in 1850."),
    ],
)
def test_a_sentence_is_made_of_the_fact_alone(client, prize, language, said):
    told = sentences(page(client, f"{prize.entities['fil'].identity_id}/", language))
    assert [re.sub(r" ?\d$", "", one) for one in told] == [said]


def test_what_happened_is_told_in_the_words_of_its_source(client, town):
    html = page(client, f"{town.entities['fresnes'].identity_id}/")
    assert '<q lang="fr">premier charbon</q>' in html
    assert 'href="#note-1"' in html
    assert html.count('id="note-1"') == 1
    assert SECRET not in page(client, f"{town.entities['metropole'].identity_id}/")


def test_rivals_are_all_told_and_marked(client, town):
    html = page(client, f"{town.entities['metropole'].identity_id}/")
    assert html.count('<span class="badge denied">disputed</span>') == 2


def test_a_stated_total_stands_against_the_names(client, prize):
    html = page(client, f"{prize.entities['prix'].identity_id}/")
    totals = html[html.index("list totals") : html.index("</table>")]
    assert re.search(r">3 <bdi.*?prix", totals)
    assert "1 name is missing" in totals
    assert "named in the same passage" in totals
    assert "salles" not in totals
    table = html[html.index("</table>") :]
    assert table.index("Maison Fil") < table.index("Anne Lors") < table.index("Bruno Hague")  # the dated one first
    assert "3 names found" in table


def test_a_date_of_the_same_passage_stands_beside_an_undated_prize(client, prize):
    source, text = prize.sources["prizes"], prize.rows.texts[prize.sources["prizes"].id]
    prize.rows.fact(prize.entities["Bruno Hague"], "happened", date_value("1711"), (source, text[:60]), earliest="1711-01-01")
    html = page(client, f"{prize.entities['prix'].identity_id}/")
    assert re.search(r"Bruno Hague.*?1711 <small[^>]*>dated in the same passage", html)


@pytest.mark.parametrize("many", [False, True])
def test_the_queries_do_not_grow(client, prize, django_assert_max_num_queries, many):
    rows, source = prize.rows, prize.sources["list"]
    for number in range(40 if many else 0):
        person = rows.entity(f"Person {number}", "person", "person")
        rows.fact(person, "received", prize.entities["prix"], (source, "x"), qualifiers=(("as_of", f"{1800 + number}"),))
        rows.fact(person, "born", date_value(f"{1750 + number}"), (source, "x"), earliest=f"{1750 + number}-01-01")
    for address in ("", "section/people/", f"{prize.entities['prix'].identity_id}/"):
        with django_assert_max_num_queries(15):
            page(client, address)


def test_unknown_things_and_sections_are_not_found(client, town):
    assert client.get("/en/heritage/0000000000000000/").status_code == 404
    assert client.get("/en/heritage/section/ghosts/").status_code == 404


@pytest.mark.parametrize(
    ("edtf", "language", "words"),
    [
        ("1757-11-19", "fr", "le 19 novembre 1757"),
        ("1757", "en", "in 1757"),
        ("17XX", "de", "im 18. Jahrhundert"),
        ("1335~", "nl", "rond 1335"),
        ("2017/..", "en", "since 2017"),
        ("1737/1948", "en", "(1737–1948)"),
        ("", "en", ""),
    ],
)
def test_a_date_in_a_sentence(edtf, language, words):
    assert at_time(edtf, language) == words
