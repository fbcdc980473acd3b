"""The directory: facets with counts, chips, views; its whole state in the address; its files and its feed."""

import csv
import io
import json
import re
from html import unescape

import pytest
from lxml import etree

from dentelle.atlas.browsing.facet_index import current
from dentelle.atlas.models import EntityRow, FactRow, Run, RunChange

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def placed(town):
    for name in ("ateliers", "praxys"):
        for code in ("59606", "E245901160", "D59", "R32", "FR"):
            town.rows.facet(town.entities[name].identity_id, "area", code)
    town.rows.facet(town.entities["praxys"].identity_id, "section", "J")
    town.rows.facet(town.entities["praxys"].identity_id, "section", "62")
    return town


def get(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.text


def entries(html):
    return re.findall(r'<li class="entry"><p class="entry-name"><a class="name" href="[^"]+"><bdi[^>]*>([^<]+)', html)


ANCHOR = r"""<a href="([^"]+)"([^>]*)>(?:<span class="unseen">[^<]*</span>)?"""
VALUE = re.compile(ANCHOR + r"""<bdi>([^<]+)</bdi> <span class="count">(\+?\d+)""")
CHIP = re.compile(r'<li><a href="([^"]+)" rel="nofollow"><span class="unseen">Retirer : </span><span>[^<]+<bdi>([^<]+)')


def links(html):
    """(text, count, address) of each value that can be chosen."""
    found = VALUE.findall(html)
    return [(unescape(text), count, unescape(address)) for address, marks, text, count in found if "aria-current" not in marks]


def total(html):
    return int(re.search(r'<p class="lede">(\d+)', html)[1])


@pytest.mark.parametrize("asked", ["", "organisation/", "?area=D59&kind=company&kind=place", "?letter=p&state=active"])
def test_each_count_is_what_its_link_finds(client, placed, asked):
    html = get(client, f"/fr/directory/{asked}")
    assert len(links(html)) > 6
    for text, count, address in links(html):
        expected = int(count) + total(html) if count.startswith("+") else int(count)
        assert total(get(client, address)) == expected, (text, count, address)


def test_chips_take_values_away(client, placed):
    html = get(client, "/fr/directory/company/?area=59606&area=FR&letter=p&view=table")
    chips = {text: unescape(address) for address, text in CHIP.findall(html)}
    assert list(chips) == ["Entreprises", "Valenciennes", "France", "P"]
    assert chips["Valenciennes"] == "/fr/directory/company/?area=FR&letter=p&view=table"
    assert chips["Entreprises"] == "/fr/directory/?area=59606&area=FR&letter=p&view=table"


def test_equal_selections_have_one_canonical_address(client, placed):
    for asked in ("?kind=company&area=FR&area=59606&robot=1", "company/?area=59606&area=FR&area=59606&page=1"):
        html = get(client, f"/en/directory/{asked}")
        assert '<link rel="canonical" href="http://testserver/en/directory/company/?area=59606&amp;area=FR">' in html
    assert 'content="noindex,follow"' in html
    assert "noindex" not in get(client, "/en/directory/company/")


def test_what_is_no_value_is_left_aside_and_told(client, placed):
    html = get(client, "/en/directory/?kind=robot&domain=<script>alert(1)</script>&area=zz&state=active&letter=%C3%9F")
    assert "“robot” is no value of “Kind” and is left aside." in html
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert entries(html) == entries(get(client, "/en/directory/?state=active"))


@pytest.mark.parametrize(("written", "code"), [("hauts de france", "R32"), ("59", "D59"), ("59606", "59606"), ("Belgien", "BE")])
def test_any_perimeter_is_chosen_by_name_or_code(client, placed, written, code):
    response = client.get("/de/directory/company/", {"place": written, "state": "active"})
    assert response.status_code == 302
    assert response["Location"] == f"/de/directory/company/?area={code}&state=active"


def test_a_perimeter_that_nobody_knows_is_told(client, placed):
    html = get(client, "/en/directory/?place=Nowhere-upon-Nothing")
    assert "is called “Nowhere-upon-Nothing”" in html


def test_areas_below_the_chosen_one_take_its_place(client, placed):
    html = get(client, "/en/directory/?area=D59")
    addresses = {unescape(text): unescape(address) for address, _, text, _ in VALUE.findall(html)}
    assert addresses["Valenciennes"] == "/en/directory/?area=59606"
    assert addresses["Nord (59)"] == "/en/directory/"
    assert "France" not in addresses
    assert sorted(entries(html)) == ["Digital Workshops", "Praxys"]


def test_names_of_activities_and_places_speak_the_readers_language(client, placed):
    assert "J · Information und Kommunikation" in get(client, "/de/directory/?section=J")
    assert "62 · Programmation" in get(client, "/fr/directory/?section=J")
    assert "Frankreich" in get(client, "/de/directory/")


def test_one_selection_in_three_views(client, placed):
    listed = get(client, "/fr/directory/?area=59606")
    table = get(client, "/fr/directory/?area=59606&view=table")
    drawn = get(client, "/fr/directory/?area=59606&view=map")
    assert len(entries(listed)) == 2
    assert table.count('<tr><th scope="row">') == 2
    assert re.search(r'<th scope="row"><a href="[^"]+">Valenciennes</a></th><td class="figure">2</td>', drawn)
    assert 'view=table" rel="nofollow" aria-current="true"' in table


def test_many_values_and_long_ones_do_no_harm(client, placed):
    many = "&".join(f"kind=k{number}" for number in range(100))
    assert len(get(client, f"/fr/directory/?{many}&area={'9' * 3000}&page=99999999&letter=zz")) < 60_000


# ---- files


def body(response):
    return b"".join(response.streaming_content)


def test_csv_holds_the_selection_and_runs_nothing(client, placed):
    evil = placed.rows.entity("=HYPERLINK(1)", "organisation", "company")
    placed.rows.fact(evil, "website", {"type": "text", "text": "@evil"}, (placed.sources["list"], "x"))
    response = client.get("/fr/directory.csv?kind=company")
    assert response["Content-Disposition"] == 'attachment; filename="selection.csv"'
    assert response["Link"] == '<http://testserver/fr/sources/>; rel="license"'
    lines = list(csv.DictReader(io.StringIO(body(response).decode("utf-8-sig"))))
    index = current()
    assert [line["id"] for line in lines] == index.listed(index.having("kind", ["company"]))
    by_name = {line["name"]: line for line in lines}
    assert by_name["'=HYPERLINK(1)"]["website"] == "'@evil"
    assert by_name["Praxys"]["communes"] == "Valenciennes"
    assert by_name["Praxys"]["commune_codes"] == "59606"
    assert by_name["Praxys"]["sources"]


def test_a_workbook_keeps_formulas_as_text_and_names_its_sources(client, placed):
    from openpyxl import load_workbook

    placed.rows.entity("=1+1", "organisation", "company")
    book = load_workbook(io.BytesIO(body(client.get("/fr/directory.xlsx?kind=company"))))
    names = [row[1] for row in book["selection"].iter_rows(min_row=2)]
    assert {cell.value: cell.data_type for cell in names}["=1+1"] == "s"
    told = {(name, text) for name, text in book["sources"].iter_rows(values_only=True)}
    assert ("licences", "http://testserver/fr/sources/") in told
    assert any(name == "source" for name, _ in told)


def test_points_lie_in_the_towns(client, placed):
    found = json.loads(body(client.get("/nl/directory.geojson?kind=organisation")))
    points = [one for one in found["features"] if one["geometry"]]
    assert {one["properties"]["commune_code"] for one in points} == {"59606"}
    lon, lat = points[0]["geometry"]["coordinates"]
    assert (round(lon), round(lat)) == (4, 50)
    assert len(found["features"]) == len(current().listed(current().having("kind", ["organisation"])))
    assert found["about"]["attribution"].endswith("/nl/sources/")


def test_linked_data_speaks_schema_org(client, placed):
    found = json.loads(body(client.get("/en/directory.jsonld?area=59606")))
    first, *nodes = found["@graph"]
    assert (found["@context"], first["@type"]) == ("https://schema.org", "Dataset")
    assert {one["@type"] for one in nodes} == {"Corporation", "Organization"}
    assert all(one["@id"].startswith("http://testserver/en/entity/") for one in nodes)


def test_an_address_book_holds_organisations(client, placed):
    cards = body(client.get("/fr/directory.vcf")).decode()
    index = current()
    assert cards.count("BEGIN:VCARD") == len(index.listed(index.having("kind", ["organisation"])))
    assert "Charles le Chauve" not in cards


def test_files_never_hold_a_passage(client, placed):
    from lace_town import SECRET

    for format in ("csv", "geojson", "jsonld", "vcf"):
        assert SECRET not in body(client.get(f"/fr/directory.{format}")).decode()


def test_too_much_for_a_format_is_told(client, placed, monkeypatch):
    from dentelle.exchange.selections import FORMATS

    monkeypatch.setitem(FORMATS, "xlsx", type(FORMATS["xlsx"])(FORMATS["xlsx"].media, 1, FORMATS["xlsx"].write))
    response = client.get("/en/directory.xlsx?kind=organisation")
    assert response.status_code == 413
    assert "holds 1 at most" in response.text
    assert client.get("/en/directory.exe").status_code == 404


def test_the_number_of_queries_grows_with_parts_not_with_entities(client, placed, django_assert_max_num_queries):
    client.get("/fr/directory/")
    with django_assert_max_num_queries(10):
        body(client.get("/fr/directory.csv"))


# ---- the feed


@pytest.fixture
def told(placed):
    run = Run.objects.create(
        id=1, state="published", code_version="c", report={"changes": "all"}, finished_at="2026-10-01T10:00:00Z"
    )
    praxys, fact = placed.entities["praxys"], FactRow.objects.filter(identity=placed.entities["praxys"].identity_id).first()
    entity = praxys.identity_id
    RunChange.objects.create(run=run, sort="entity", key=entity, entity=entity, label="Praxys", before="there", after="there")
    about = {"run": run, "sort": "fact", "entity": entity}
    key = fact.key if fact else "k"
    RunChange.objects.create(**about, key=key, property="founded", value={"text": "1999"}, after="accepted")
    RunChange.objects.create(**about, key="gone", property="website", value={"text": "hidden.example"}, before="accepted")
    RunChange.objects.create(run=run, sort="entity", key="e0", entity="e0", label="Hidden & Co", before="there")
    return placed


def test_the_feed_tells_what_changed_and_nothing_hidden(client, told):
    text = body(client.get("/en/directory.atom"))
    feed = etree.fromstring(text)
    titles = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert "Praxys: 1 new fact, 1 vanished fact" in titles
    assert "An entry that is no longer there: no longer there" in titles
    assert b"hidden.example" not in text
    assert b"Hidden" not in text
    narrowed = etree.fromstring(body(client.get("/en/directory.atom?area=59606")))
    assert narrowed.xpath("count(a:entry)", namespaces=ATOM) == 1
    assert etree.fromstring(body(client.get("/en/directory.atom?kind=person"))).xpath("count(a:entry)", namespaces=ATOM) == 0


def test_the_feed_keeps_to_the_rfc_and_its_ids_stay(client, told):
    """RFC 4287: 4.1.1 and 4.1.2, what a feed and an entry must have, once; ids are absolute and differ; dates are RFC 3339."""
    first, again = (
        etree.fromstring(body(client.get("/en/directory.atom", headers={"host": host}))) for host in ("localhost", "127.0.0.1")
    )
    for one in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:link[@rel='self']"):
        assert len(first.xpath(one, namespaces=ATOM)) == 1, one
    for entry in first.xpath("a:entry", namespaces=ATOM):
        for one in ("a:id", "a:title", "a:updated", "a:link[@rel='alternate']", "a:content[@type='html']"):
            assert len(entry.xpath(one, namespaces=ATOM)) == 1, one
    ids = first.xpath("//a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids)) == 3
    assert ids == again.xpath("//a:id/text()", namespaces=ATOM)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    dates = first.xpath("//a:updated/text()", namespaces=ATOM)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one) for one in dates)
    assert '<link rel="alternate" type="application/atom+xml"' in get(client, "/en/directory/company/")


def test_hostile_names_are_inert_in_every_format(client, placed):
    name = "\u202e</script><b>&\"';,\\\n\x07BEGIN:VCARD"
    row = placed.rows.entity(name, "organisation", "company")
    EntityRow.objects.filter(pk=row.pk).update(sort="aaa")
    assert "<b>&" not in get(client, "/fr/directory/?letter=a")
    json.loads(body(client.get("/fr/directory.jsonld")))
    json.loads(body(client.get("/fr/directory.geojson")))
    cards = body(client.get("/fr/directory.vcf")).decode()
    index = current()
    assert len(re.findall("^BEGIN:VCARD\r$", cards, re.M)) == len(index.listed(index.having("kind", ["organisation"])))
