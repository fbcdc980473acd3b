"""The page of an entity as it is laid out: past and ended, in time, its documents, data for machines, the sheet for paper."""

import json
import re

import pytest
from atlas_rows import date_value, number_value, text_value
from lace_town import SECRET

from dentelle.web.qr import code

pytestmark = pytest.mark.django_db


def page(client, row, tail="/", language="en"):
    response = client.get(f"/{language}/entity/{row.identity_id}{tail}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.text)


def data(client, row, language="en"):
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client, row, language=language))[1]
    return json.loads(block)


def test_what_is_over_stands_apart(client, town):
    ateliers, praxys = town.entities["ateliers"], town.entities["praxys"]
    source = town.sources["list"]
    town.rows.fact(praxys, "located_in", town.entities["fresnes"], (source, "x"), qualifiers=(("from", "2001"), ("to", "2010")))
    town.rows.fact(praxys, "located_in", town.entities["valenciennes"], (source, "x"), qualifiers=(("from", "2010"),))
    html = page(client, praxys)
    place, past = html.index('id="theme-place"'), html.index('id="past"')
    assert place < html.index("Valenciennes</bdi>", place) < past
    assert html.index("Fresnes-sur-Escaut</bdi>", past) > past
    assert 'id="past"' not in page(client, ateliers)


def test_what_is_closed_says_so_at_its_head(client, town):
    source, praxys = town.sources["list"], town.entities["praxys"]
    town.rows.fact(praxys, "closed", date_value("2013-05"), (source, "x"), earliest="2013-05-01", latest="2013-05-31")
    html = page(client, praxys)
    assert "closed May 2013" in html[: html.index("</header>", html.index("<h1>"))].replace("Closed", "closed")
    planned = town.entities["3isn"]
    town.rows.fact(planned, "closed", date_value("2999"), (source, "x"), earliest="2999-01-01", latest="2999-12-31")
    assert "badge over" not in page(client, planned)


def test_the_small_timeline_leads_to_the_facts_of_the_page(client, town):
    html = page(client, town.entities["valenciennes"])
    marks = re.findall(r'class="mark[^"]*" href="#(fact-[^"]+)"', html)
    assert len(marks) == 2
    listed = re.findall(r'<li><a href="#(fact-[^"]+)"><span class="date">', html)
    assert listed == sorted(listed, key=marks.index)
    assert all(html.count(f'id="{anchor}"') == 1 for anchor in marks)
    assert 'class="time"' not in page(client, town.entities["fresnes"])  # one date is no timeline


def test_documents_stand_with_their_sentences(client, town):
    html = page(client, town.entities["metropole"])
    part = html[html.index('id="documents"') :]
    assert "L’agglomération compte 245 900 habitants." in part
    assert SECRET not in part
    assert "does not let its words be shown" in part


def test_rivals_say_since_when(client, town):
    assert "since 2026" in page(client, town.entities["metropole"])


def test_the_data_holds_accepted_facts_in_schema_org_words(client, town):
    source, praxys = town.sources["list"], town.entities["praxys"]
    town.rows.fact(praxys, "founded", date_value("1999-05"), (source, "x"), earliest="1999-05-01", latest="1999-05-31")
    town.rows.fact(praxys, "website", text_value("https://praxys.example"), (source, "x"))
    town.rows.fact(praxys, "website", text_value("javascript:alert(1)"), (source, "x"))
    town.rows.fact(praxys, "staff_size", number_value(12, "salariés"), (source, "x"))
    town.rows.fact(praxys, "closed", date_value("2013~"), (source, "x"), earliest="2013-01-01", latest="2013-12-31")
    told = data(client, praxys)
    assert told["@type"] == "Corporation"
    assert told["foundingDate"] == ["1999-05"]
    assert told["url"] == ["https://praxys.example"]
    assert told["numberOfEmployees"] == [{"@type": "QuantitativeValue", "value": 12, "unitText": "salariés"}]
    assert "dissolutionDate" not in told  # only about so
    assert "knowsAbout" not in told  # nobody has confirmed it
    assert told["subjectOf"][0]["name"] == "Liste des partenaires"


def test_the_data_is_the_same_in_page_and_file_and_names_one_id(client, town):
    row = town.entities["universite"]
    answer = client.get(f"/en/entity/{row.identity_id}.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    assert answer.json() == data(client, row)
    assert data(client, row, "de")["@id"] == data(client, row, "en")["@id"]
    assert f'href="/en/entity/{row.identity_id}.jsonld"' in page(client, row)


def test_no_markup_ends_the_data(client, rows):
    row = rows.entity("</script><script>alert(1)</script>", "organisation", language="fr")
    html = page(client, row)
    assert "<script>alert" not in html
    assert data(client, row)["name"]["@value"] == "</script><script>alert(1)</script>"


def test_a_source_without_words_gives_none_to_the_data(client, town):
    assert SECRET not in json.dumps(data(client, town.entities["metropole"]), ensure_ascii=False)


def test_the_sheet_names_sources_and_bears_the_address(client, town):
    html = page(client, town.entities["metropole"], "/sheet/")
    assert f"http://testserver/en/entity/{town.entities['metropole'].identity_id}/" in html
    assert "Trésor des régions" in html
    assert "Bulletin réservé" in html
    assert SECRET not in html
    assert "<details" not in html
    assert '<path d="M4 4h7v1h-7z' in html


def test_a_merged_entity_leads_on_in_every_form(client, town):
    old, new = town.entities["3isn"], town.entities["praxys"]
    old.identity.redirect_id = new.identity_id
    old.identity.save()
    old.delete()
    for tail in ("/", "/sheet/", ".jsonld"):
        answer = client.get(f"/en/entity/{old.identity_id}{tail}")
        assert answer.status_code == 301
        assert answer["Location"] == f"/en/entity/{new.identity_id}{tail}"
    assert client.get("/en/entity/0000000000000000.jsonld").status_code == 404


def test_an_organisation_has_a_card_and_nobody_else(client, town):
    row = town.entities["praxys"]
    answer = client.get(f"/en/entity/{row.identity_id}.vcf")
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert "BEGIN:VCARD" in answer.text
    assert "Praxys" in answer.text
    assert client.get(f"/en/entity/{town.entities['charles'].identity_id}.vcf").status_code == 404
    assert f"/en/entity/{row.identity_id}.vcf" in page(client, row)


def test_a_qr_code_has_its_three_corners():
    made = code("https://atlas.example.org/fr/entity/0123456789abcdef/")
    assert made.size >= 29
    for start in ("M4 4h7v1h-7z", f"M{made.size - 11} 4h7v1h-7z", f"M4 {made.size - 11}h7v1h-7z"):
        assert start in made.path


def test_every_page_names_its_own_address_and_its_versions(client, town, settings):
    settings.ORIGIN = "https://atlas.example.org"
    html = client.get("/de/timeline/?by=theme").text
    assert '<link rel="canonical" href="https://atlas.example.org/de/timeline/?by=theme">' in html
    assert '<link rel="alternate" hreflang="x-default" href="https://atlas.example.org/fr/timeline/?by=theme">' in html
    assert html.count('rel="alternate" hreflang=') == 5


@pytest.mark.parametrize("many", [False, True])
def test_the_queries_of_a_page_do_not_grow(client, town, django_assert_num_queries, many):
    source, row = town.sources["list"], town.entities["praxys"]
    for number in range(200 if many else 2):
        day = f"{1700 + number}-01-01"
        town.rows.fact(row, "happened", date_value(day), (source, "x"), earliest=day)
        town.rows.fact(row, "located_in", town.entities["valenciennes"], (source, "x"), qualifiers=(("to", "2010"),))
        town.rows.fact(town.entities["ateliers"], "hosts", row, (source, "x"), qualifiers=(("from", "2010"),))
    client.get("/en/legal/")
    with django_assert_num_queries(QUERIES):
        page(client, row)


QUERIES = 18  # 12 and the network, which each test reads from the beginning: six; 14 in a woven atlas
