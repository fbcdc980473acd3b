"""However much there is to show, a page weighs at most 150 kB and asks at most 15 questions of the database."""

import re
from itertools import count

import pytest
from atlas_rows import concept_value, date_value, text_value
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dentelle.atlas.models import ClaimRow
from dentelle.web.queries.document import SAID
from dentelle.web.queries.stretches import Lead, Span, parts

pytestmark = pytest.mark.django_db

WEIGHT = 150_000  # bytes of a page
QUERIES = 15
SENTENCE = "La structure travaille avec ses voisins dans la ville où elle a été fondée il y a longtemps. "
CROWD = 1_700  # claims of one document


def measured(client, address):
    """The page at ``address``, which keeps the budget."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200
    assert len(asked) <= QUERIES, address
    assert len(response.content) <= WEIGHT, address
    return re.sub(r"\s+", " ", response.text)


@pytest.fixture
def crowded(rows):
    """A document of some thousand characters with a claim at every few of them: (its source, a subject, the places)."""
    subject = rows.entity("Praxys", "organisation", language="fr")
    text = SENTENCE * 70
    source = rows.source("crowd.txt", text=text, title="Foule", publisher="Gazette")
    places = [(number * (len(text) - 120) // CROWD, 100) for number in range(CROWD)]
    claimed(rows, source, subject, [(start, start + length, text[start : start + length]) for start, length in places])
    return source, subject, places


def claimed(rows, source, subject, said):
    """A claim for each (start, end, quote), all of one fact."""
    fact = rows.fact(subject, "works_in", concept_value("culture"))
    numbers = count()
    columns = {"source": source, "subject_id": subject.identity_id, "subject_leaf": "x", "subject_text": subject.label}
    columns |= {"property": "works_in", "value": fact.value, "qualifiers": [], "modality": "asserted", "confidence": 0.9}
    ClaimRow.objects.bulk_create(
        ClaimRow(
            since=1, key=f"k{next(numbers):019}", start=start, end=end, quote=quote, language="fr", fact_key=fact.key, **columns
        )
        for start, end, quote in said
    )


def test_a_document_with_a_claim_at_every_few_characters(client, crowded):
    source, _, places = crowded
    address = f"/fr/document/{source.id}/"
    first = measured(client, address)
    for start, length in places[:: CROWD // 20]:
        assert f'id="p{start}-{start + length}"' in first  # every passage is marked, whatever portion its claims stand in
    assert re.findall(r'<li id="n(\d+)"', first) == [str(number) for number in range(1, SAID + 1)]
    assert "1 à 100 sur 1 700" in first.replace("\u202f", " ").replace("\xa0", " ")
    assert 'aria-label="Tranches de ce qui est dit"' in first
    assert 'href="?said=17#claims"' in first  # from its first passage in the text
    second = measured(client, f"{address}?said=2")
    assert f'<li id="n{SAID + 1}"' in second
    assert 'rel="prev" href="?said=1#claims"' in second
    assert client.get(f"{address}?said=99").status_code == 200


def test_the_link_of_a_fact_leads_to_what_its_passage_says(client, crowded):
    source, _, places = crowded
    for at in (0, SAID - 1, SAID, 1_234, CROWD - 1):
        start, length = places[at]
        answer = client.get(f"/fr/document/{source.id}/?at={start}", follow=True)
        assert f'href="#p{start}-{start + length}"' in answer.text
        assert f'id="p{start}-{start + length}"' in answer.text
        assert f'<li id="n{at + 1}"' in answer.text
    assert client.get(f"/fr/document/{source.id}/?at={'9' * 30}").status_code == 200
    assert client.get("/fr/document/nothing/?at=3", follow=True).status_code == 404


def test_of_a_source_that_may_only_be_quoted_every_portion_shows_its_passages(client, rows, crowded):
    _, subject, _ = crowded
    text = SENTENCE * 70
    source = rows.source("quoted.txt", text=text, title="Extraits", publish="quote")
    claimed(rows, source, subject, [(at, at + 90, text[at : at + 90]) for at in range(0, 6_000, 20)])
    measured(client, f"/fr/document/{source.id}/")
    answer = client.get(f"/fr/document/{source.id}/?at=4200", follow=True)
    assert 'blockquote id="p4200-4290"' in answer.text


def test_a_row_with_more_claims_than_a_portion_goes_on_in_the_next(client, rows):
    subject = rows.entity("Praxys", "organisation")
    source = rows.source("wide.csv", title="Large", format="csv")
    claimed(rows, source, subject, [(7, 7, f"colonne {number} : oui") for number in range(SAID + 30)])
    for portion, number in ((1, SAID), (2, 30)):
        page = measured(client, f"/fr/document/{source.id}/?said={portion}")
        assert page.count('class="property"') == number
        assert 'id="r7"' in page


def test_another_page_of_the_text_begins_with_its_first_portion(client, rows):
    subject = rows.entity("Praxys", "organisation")
    text = SENTENCE * 400
    source = rows.source("long.txt", text=text, title="Long")
    claimed(rows, source, subject, [(at, at + 40, text[at : at + 40]) for at in range(0, 30_000, 100)])
    second = measured(client, f"/fr/document/{source.id}/?page=2&said=2")
    assert 'href="?page=1"' in second
    assert 'href="?page=2&amp;said=1#claims"' in second


def test_passages_whose_claims_stand_elsewhere_cut_only_where_one_begins():
    lead = Lead(3, "?said=2")
    (part,) = parts("0123456789", [], [Span(0, 6, 1), Span(2, 8, 0, lead), Span(3, 5, 0)])
    assert [stretch.text for stretch in part.stretches] == ["01", "2", "345", "67", "89"]
    assert [min(stretch.depth, 2) for stretch in part.stretches] == [1, 2, 2, 1, 0]
    assert [stretch.leads for stretch in part.stretches] == [(), (lead,), (), (), ()]
    assert [stretch.closes for stretch in part.stretches] == [(), (), (1,), (), ()]


def test_a_whole_page_of_text_as_crowded(client, rows):
    subject = rows.entity("Chambre de commerce et d’industrie", "organisation")
    text = SENTENCE * 170
    source = rows.source("full.txt", text=text, title="Pleine")
    claimed(rows, source, subject, [(at, at + 100, text[at : at + 100]) for at in range(0, 15_800, 4)])
    page = measured(client, f"/fr/document/{source.id}/?said=30")
    assert all(f'id="p{at}-{at + 100}"' in page for at in (0, 4 * 2_910))  # the portion asked for is marked, however far


def test_labels_come_in_pages_those_with_most_holders_first(client, rows):
    source = rows.source("labels.csv", title="Labels", format="csv")
    holders = [rows.entity(f"Tenant {number:02}", "organisation") for number in range(20)]
    for number in range(12):
        label = rows.entity(f"Label {number:02}", "programme", "label")
        for holder in holders[: number + 1]:
            rows.fact(holder, "holds_label", label, (source, "label : oui"))
    for name in ("Sans page", "sans  PAGE", "Autre nom"):
        rows.fact(holders[0], "holds_label", text_value(name), (source, f"label : {name}"))
    first, second = measured(client, "/fr/labels/"), measured(client, "/fr/labels/?page=2")
    found = re.findall(r'<section class="label"><h2>.*?<bdi[^>]*>([^<]+)', first + second)
    assert found == [*(f"Label {number:02}" for number in range(11, -1, -1)), "Autre nom", "Sans page"]
    assert "12 titulaires" in first
    assert "2 titulaires" in second  # of the label that is written in two ways


def test_the_agenda_turns_what_is_to_come_and_what_is_past_by_itself(client, rows):
    source = rows.source("events.csv", title="Événements", format="csv")
    for number in range(25):
        for year, name in ((2_999, "Futur"), (1_999, "Passé")):
            event = rows.entity(f"{name} {number:02}", "event")
            day = f"{year}-01-{number + 1:02}"
            rows.fact(event, "takes_place", date_value(day), (source, f"date : {day}"), earliest=day)
    first, turned = measured(client, "/fr/agenda/"), measured(client, "/fr/agenda/?coming=2&page=2")
    named = re.compile(r"(Futur|Passé) (\d\d)<")
    numbers = {name: list(range(25)) for name in ("Futur", "Passé")}
    for page, shown in ((first, (0, 16)), (turned, (16, 25))):
        for name, order in (("Futur", 1), ("Passé", -1)):
            found = [int(number) for told, number in named.findall(page) if told == name]
            assert found == numbers[name][::order][slice(*shown)]
    assert 'href="?coming=1&amp;page=2#coming"' in turned
    assert 'href="?coming=2&amp;page=1#past"' in turned


def test_a_domain_of_the_charter_comes_in_pages_and_what_covers_it_is_no_actor(client, rows):
    source = rows.source("actors.csv", title="Acteurs", format="csv")
    charter = rows.entity("La charte", "programme", "charter")
    rows.fact(charter, "covers", concept_value("culture"), (source, "couvre : culture"))
    rows.facet(charter.identity_id, "domain", "culture")
    for number in range(70):
        rows.fact(rows.entity(f"Acteur {number:02}", "organisation"), "works_in", concept_value("culture"), (source, "x"))
    later = rows.entity("Annoncé", "organisation")
    rows.fact(later, "works_in", concept_value("culture"), (source, "x"), status="planned")
    table = measured(client, "/fr/charter/")
    assert re.findall(r"Acteur (\d\d)", table) == [f"{number:02}" for number in range(6)]
    assert "65 de plus" in table
    first, second = (measured(client, f"/fr/charter/?domain=culture&page={page}") for page in (1, 2))
    assert (first + second).count('<div class="actor"><a class="name"') == 71
    assert "Annoncé" in second
    assert 'href="?domain=culture&amp;page=1#domain-culture"' in second
