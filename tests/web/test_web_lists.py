"""Home, directory, search, disputes, charter, labels, agenda, timeline, document, sources: what they show."""

import re

import pytest
from atlas_rows import concept_value, date_value, text_value

pytestmark = pytest.mark.django_db


def page(client, address, language="fr"):
    response = client.get(f"/{language}/{address}", follow=True)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.text)


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_home_before_the_first_weave(client, db):
    assert "dentelle weave" in page(client, "")


def test_home(client, town):
    text = words(page(client, ""))
    for part in (
        "6 organisations",
        "2 lieux",
        "1 désaccord",
        "Santé",
        "Université de Valenciennes",
        "Le pôle numérique aura sa charte",
        "lieu à préciser",
    ):
        assert part in text
    assert "Valencijn" in words(page(client, "", "nl"))


def test_directory_counts_by_kind_and_below(client, town):
    html = page(client, "directory/organisation/")
    assert '<bdi>Organisations</bdi> <span class="count">6</span>' in html
    assert "Praxys" in html
    assert "Fresnes" not in html
    assert client.get("/fr/directory/nonsense/").status_code == 404


def test_directory_by_letter_and_page(client, town):
    for number in range(70):
        town.rows.entity(f"Zone {number:02}", "place")
    html = page(client, "directory/?letter=z&page=2")
    assert "Zone 69" in html
    assert "Zone 00" not in html
    assert 'href="?letter=z&amp;page=1"' in html
    assert "3ISN" in page(client, "directory/?letter=0")


@pytest.mark.parametrize("asked", ["karl", "KARL DER", "charles chauve", "Chauve Charles", "charles le  chauve"])
def test_search_ignores_case_accents_and_order(client, town, asked):
    assert "Charles le Chauve" in words(page(client, f"search/?q={asked}"))


def test_search_says_under_which_name_it_found(client, town):
    assert "trouvé sous Karl der Kahle" in words(page(client, "search/?q=kahle"))
    assert "Rien ne le dit" in words(page(client, "search/?q=nobody"))


def test_search_puts_the_exact_name_first(client, town):
    hits = re.findall(r'<li><a class="name"[^>]*><bdi[^>]*>([^<]+)', page(client, "search/?q=valenciennes"))
    assert hits[0] == "Valenciennes"
    assert {"Valenciennes Métropole", "Université de Valenciennes"} <= set(hits)


def test_disputes_show_rivals_and_what_was_right(client, town):
    text = words(page(client, "disputes/"))
    assert "Valenciennes Métropole" in text
    assert text.index("191 885") < text.index("245 900")
    assert "annonce 21 prix et en cite 21" in text


def test_charter_shows_empty_cells_and_marks_what_is_planned(client, town):
    html = page(client, "charter/")
    health = html[html.index('id="domain-health"') : html.index('id="domain-culture"')]
    assert "prévu" in health
    image = html[html.index('id="domain-digital_image"') : html.index('id="domain-interactive_citizenship"')]
    assert image.count("rien de connu") == 3
    training = html[html.index('id="domain-training"') : html.index('id="domain-health"')]
    assert "actif" in training


def test_charter_shows_a_domain_whole_when_asked(client, town):
    for number in range(30):
        firm = town.rows.entity(f"Firme {number:02}", "organisation")
        town.rows.fact(firm, "works_in", text_value("la culture"), (town.sources["list"], f"Firme {number:02}; la culture"))
    assert "24 de plus" in words(page(client, "charter/"))
    assert words(page(client, "charter/")).count("Firme") < words(page(client, "charter/?domain=culture")).count("Firme")
    assert "Firme 29" in words(page(client, "charter/?domain=culture"))
    assert "24 de plus" in words(page(client, ""))


def test_a_label_with_many_holders_leads_to_them_all(client, town):
    for number in range(30):
        firm = town.rows.entity(f"Firme {number:02}", "organisation")
        town.rows.fact(firm, "holds_label", town.entities["french_tech"], (town.sources["list"], f"Firme {number:02}; label"))
    html = page(client, "labels/")
    assert "31 titulaires" in html
    assert f"/fr/entity/{town.entities['french_tech'].identity_id}/linked/holds_label/" in html


def test_labels_name_holders_and_terms(client, town):
    text = words(page(client, "labels/"))
    assert re.search(r"French Tech.*Communauté French Tech Grand Hainaut.*avril 2019", text)


@pytest.mark.parametrize(
    ("language", "when", "where"),
    [
        ("fr", "début mai 2019", "lieu à préciser"),
        ("en", "early May 2019", "place to be announced"),
        ("de", "Anfang Mai 2019", "Ort noch offen"),
    ],
)
def test_agenda_says_uncertain_dates_and_open_places(client, town, language, when, where):
    text = words(page(client, "agenda/", language))
    assert when in text
    assert where in text


def test_agenda_parts_what_comes_from_what_is_past(client, town):
    fair = town.rows.entity("Fête de demain", "event", "festival")
    town.rows.fact(fair, "takes_place", date_value("2999-05-01"), (town.sources["list"], "Fête; 2999"), earliest="2999-05-01")
    town.rows.fact(fair, "takes_place", town.entities["valenciennes"], (town.sources["list"], "Fête; Valenciennes"))
    coming, past = words(page(client, "agenda/")).split("Passés")
    assert "Fête de demain" in coming
    assert "Salon sans date" in coming
    assert "Réunion publique" in past


def test_timeline_runs_from_the_earliest_century(client, town):
    html = page(client, "timeline/")
    text = words(html[html.index('<div class="list">') :])
    places = [
        text.index(part)
        for part in ("IXe siècle", "vers 870", "XVIIe–XVIIIe siècles", "XVIIIe siècle ", "1721", "début mai 2019")
    ]
    assert places == sorted(places)


def test_document_marks_its_passages_and_leads_both_ways(client, town):
    html = page(client, f"document/{town.sources['town'].id}/")
    assert html.count("<mark") == 4
    assert re.search(r'<mark id="(p\d+-\d+)">La fosse.*href="#n3"', html)
    assert re.search(r'<li id="n3".*?href="#p\d+-\d+"', html)
    assert "Die Stadt" not in html
    assert "allemand" in html  # the other version of the same page


def test_document_of_a_quote_source_shows_its_quotes_only(client, town):
    html = page(client, f"document/{town.sources['quote'].id}/")
    assert "<q>L’agglomération compte 245 900 habitants.</q>" in html
    assert "Phrase lointaine" not in html
    assert "invisible" not in html


def test_document_of_a_none_source_shows_metadata_only(client, town):
    html = page(client, f"document/{town.sources['none'].id}/")
    assert "Bulletin" in html
    assert "paraître nulle part" not in html
    assert "nom pris" not in html


def test_list_shows_the_claims_of_its_rows(client, town):
    text = words(page(client, f"document/{town.sources['list'].id}/"))
    assert "ligne 1" in text
    assert "Création et accompagnement" in text


def test_a_long_document_comes_in_pages_and_chips_lead_to_the_right_one(client, town):
    quote = "Praxys s’installe au bout du texte."
    source = town.rows.source("long.txt", text="Une phrase de plus.\n" * 1_000 + quote, title="Long")
    town.rows.fact(town.entities["praxys"], "works_in", concept_value("culture"), (source, quote))
    link = re.search(
        rf'href="(/fr/document/{source.id}/\?at=20000#p\d+-\d+)"', page(client, f"entity/{town.entities['praxys'].identity_id}/")
    )
    first, second = page(client, f"document/{source.id}/"), page(client, link[1].removeprefix("/fr/"))
    assert "Page 1 sur 2" in first
    assert quote not in first
    assert f'<mark id="{link[1].partition("#")[2]}">{quote}</mark>' in second
    assert first.count("Une phrase") + second.count("Une phrase") in (1_000, 1_001)


def test_a_long_list_comes_in_pages(client, town):
    source = town.rows.source("long.csv", title="Longue liste", format="csv")
    fact = town.rows.fact(town.entities["praxys"], "works_in", concept_value("culture"))
    for row in (2, 650):
        town.rows.claim(
            fact, source, f"Praxys; ligne {row}", start=row, end=row, subject=town.entities["praxys"], modality="asserted"
        )
    assert f'href="/fr/document/{source.id}/?at=650#r650"' in page(client, f"entity/{town.entities['praxys'].identity_id}/")
    assert "Praxys; ligne 650" not in page(client, f"document/{source.id}/")
    assert client.get(f"/fr/document/{source.id}/?at=650")["Location"] == f"/fr/document/{source.id}/?page=7"
    assert 'id="r650"' in page(client, f"document/{source.id}/?page=7")


def test_unknown_document_is_not_found(client, town):
    assert client.get("/fr/document/nothing/").status_code == 404


def test_sources_name_publisher_licence_and_attributions(client, town):
    text = words(page(client, "sources/"))
    for part in ("Ville de Valenciennes", "Licence Ouverte 2.0", "faits seuls", "citations seules", "GeoNames"):
        assert part in text


def test_language_links_keep_the_page(client, town):
    html = page(client, "directory/place/?letter=f")
    assert 'href="/de/directory/place/?letter=f" hreflang="de"' in html
    assert '<link rel="alternate" hreflang="nl" href="http://testserver/nl/directory/place/?letter=f">' in html


def test_a_domain_only_planned_is_no_activity(client, town):
    town.rows.fact(
        town.entities["praxys"], "works_in", concept_value("health"), (town.sources["list"], "Praxys; santé"), status="planned"
    )
    assert "Praxys" not in words(page(client, ""))
