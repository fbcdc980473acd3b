"""The page of an entity: every sort of fact, its chips, and what a source lets be shown."""

import re

import pytest
from atlas_rows import RUN, date_value, text_value
from lace_town import SECRET

from dentelle.atlas.models import EntityRow, Identity
from dentelle.web.queries.quotes import sentence_after, sentence_before

pytestmark = pytest.mark.django_db
OWN_SCRIPT = re.compile(r'<script (?:type="module" src="/static/[\w./-]+"|(?:id="[\w-]+" )?type="application/(?:ld\+)?json")>')


def page(client, row, language="fr"):
    response = client.get(f"/{language}/entity/{row.identity_id}/")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.text)


def test_names_carry_their_language(client, town):
    html = page(client, town.entities["charles"], "en")
    assert "<h1><bdi>Charles the Bald</bdi></h1>" in html
    assert '<bdi lang="de">Karl der Kahle</bdi>' in html
    assert '<bdi lang="fr">Charles le Chauve</bdi>' in html


def test_the_label_is_the_heading_wherever_sources_use_it(client, rows):
    also = (("Ateliers", "en"), ("Ateliers numériques", "en"), ("Werkstätten", "de"))
    entity = rows.entity("Ateliers numériques", "organisation", language="fr", also=also)
    headings = [re.search("<h1><bdi[^>]*>([^<]+)", page(client, entity, language))[1] for language in ("fr", "en", "de", "nl")]
    assert headings == ["Ateliers numériques", "Ateliers numériques", "Werkstätten", "Ateliers numériques"]


def test_a_name_is_listed_once_with_all_its_languages(client, rows):
    also = (("Pôle I-Trans", "en"), ("i-Trans cluster", "en"), ("I-TRANS CLUSTER", "nl"))
    html = page(client, rows.entity("Pôle i-Trans", "organisation", language="fr", also=also))
    names = html[html.index('class="others"') : html.index("</header>", html.index('class="others"'))]
    assert names.lower().count("trans cluster") == 1
    assert '<abbr title="anglais">en</abbr> <abbr title="néerlandais">nl</abbr>' in names
    assert "Pôle" not in names


def test_a_chip_opens_the_quote_and_leads_to_the_passage(client, town):
    html = page(client, town.entities["fresnes"])
    source = town.sources["town"]
    start = source.documents.get().text.index("La fosse de")
    quote = "La fosse de Fresnes-sur-Escaut livra le premier charbon de France en 1721."
    assert "<details" in html
    assert f"<q>{quote}</q>" in html
    anchor = f"p{start}-{start + len(quote)}"
    assert f'href="/fr/document/{source.id}/{f"?at={start}" if start else ""}#{anchor}"' in html
    assert f'id="{anchor}"' in client.get(f"/fr/document/{source.id}/").text


def test_quotes_say_their_language(client, town):
    html = page(client, town.entities["valenciennes"])
    assert '<blockquote dir="auto" lang="de">' in html
    assert "vers 870" in html


def test_a_none_source_gives_the_fact_without_its_words(client, town):
    html = page(client, town.entities["metropole"])
    assert "Bulletin réservé" in html
    assert "2001" in html
    assert SECRET not in html
    assert "nom pris" not in html  # what happened is told in the clause's own words
    assert "nom pris" not in client.get("/fr/timeline/").text


def test_a_quote_source_gives_one_sentence_either_side(client, town):
    html = page(client, town.entities["metropole"])
    assert "<q>L’agglomération compte 245 900 habitants.</q>" in html
    assert "Phrase d’avant." in html
    assert "Phrase d’après." in html
    assert "Phrase lointaine" not in html
    assert "invisible" not in html


@pytest.mark.parametrize(
    "page_name", ["", "disputes/", "timeline/", "search/?q=Bulletin", "sources/", "agenda/", "charter/", "labels/"]
)
def test_withheld_words_are_on_no_page(client, town, page_name):
    text = client.get(f"/fr/{page_name}").text
    assert SECRET not in text
    assert "invisible" not in text


def test_rivals_stand_side_by_side_with_who_says_what(client, town):
    html = page(client, town.entities["metropole"])
    rivals = html[html.index('class="rivals"') :]
    assert (
        rivals.index("191 885") < rivals.index("CCI Grand Hainaut") < rivals.index("245 900") < rivals.index("Trésor des régions")
    )


def test_planned_is_never_shown_as_a_fact(client, town):
    html = page(client, town.entities["charte"])
    facts, announced = html.split('id="announced"')
    assert "Santé" not in facts
    assert "Santé" in announced
    assert "prévu" in announced


def test_incoming_facts_use_inverse_labels(client, town):
    html = page(client, town.entities["praxys"])
    incoming = html[html.index('id="incoming"') :]
    assert "Ateliers numériques de Valenciennes" in incoming
    assert "hébergé" in incoming.lower()


def test_findings_speak_the_readers_language(client, town):
    assert "annonce 21 prix et en cite 21" in page(client, town.entities["prix"])
    assert "21 prix stated and 21 listed" in page(client, town.entities["prix"], "en")
    assert "Die Quellen widersprechen sich bei" in page(client, town.entities["metropole"], "de")


def test_a_finding_opens_on_its_passages(client, town):
    html = page(client, town.entities["metropole"])
    finding = html[html.index('class="finding warning"') :]
    assert "<q>L’agglomération compte 245 900 habitants.</q>" in finding
    assert "<q>Valenciennes Métropole; 191885</q>" in finding


def test_a_merged_id_leads_to_the_entity(client, town):
    target = town.entities["praxys"].identity
    middle = Identity.objects.create(id="middle", kind="organisation", minted_from="m", redirect=target)
    Identity.objects.create(id="old", kind="organisation", minted_from="o", redirect=middle)
    response = client.get("/nl/entity/old/")
    assert (response.status_code, response["Location"]) == (301, f"/nl/entity/{target.id}/")


def test_redirects_in_a_circle_are_not_found(client, town):
    one = Identity.objects.create(id="one", kind="organisation", minted_from="1")
    two = Identity.objects.create(id="two", kind="organisation", minted_from="2", redirect=one)
    one.redirect = two
    one.save()
    assert client.get("/fr/entity/one/").status_code == 404


def test_rows_of_another_run_are_invisible(client, town):
    fresh = town.rows.entity("Fantôme", "organisation")
    EntityRow.objects.filter(pk=fresh.pk).update(since=RUN + 1)
    assert client.get(f"/fr/entity/{fresh.identity_id}/").status_code == 404


def test_a_hidden_claim_is_shown_to_nobody(client, town):
    fact = town.facts["coins"]
    from dentelle.atlas.models import ClaimRow

    ClaimRow.objects.filter(fact_key=fact.key, source=town.sources["german"]).update(verdict="hide")
    assert "<q>Um 870" not in page(client, town.entities["valenciennes"])
    assert "Münzen geprägt.</mark>" not in client.get(f"/fr/document/{town.sources['german'].id}/").text


def test_many_incoming_facts_have_a_page_of_their_own(client, town):
    for number in range(130):
        firm = town.rows.entity(f"Atelier {number:03}", "organisation")
        town.rows.fact(firm, "located_in", town.entities["fresnes"], (town.sources["list"], f"Atelier {number:03}; Fresnes"))
    html = page(client, town.entities["fresnes"])
    assert html.count("Atelier 0") + html.count("Atelier 1") < 100
    linked = client.get(f"/fr/entity/{town.entities['fresnes'].identity_id}/linked/located_in/")
    assert "Les 130" in html
    assert "Page 1 sur 3" in linked.text
    assert "Page 2 sur 3" in client.get(f"/fr/entity/{town.entities['fresnes'].identity_id}/linked/located_in/?page=2").text


def test_hostile_words_are_inert(client, rows):
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    source = rows.source(
        "evil.txt", text=f"Avant. {evil} Après.", title=evil, publisher=evil, url="javascript:alert(3)", licence=evil
    )
    entity = rows.entity(f"{evil}\u202eenvers", "organisation", language='"><script>', also=((evil * 2, evil),))
    rows.fact(entity, "happened", date_value(evil, evil), (source, evil), qualifiers=(("what", evil), (evil, evil)))
    rows.fact(entity, "works_in", text_value(evil, evil), (source, evil))
    rows.fact(
        entity,
        "count",
        {"type": "number", "text": evil, "number": 3, "unit": evil, "language": evil},
        (source, evil),
        status="planned",
    )
    rows.finding("unknown_check", "warning", evil, entity)
    for address in (
        f"entity/{entity.identity_id}/",
        f"document/{source.id}/",
        "directory/",
        "disputes/",
        "sources/",
        "search/?q=script",
        "timeline/",
    ):
        html = client.get(f"/fr/{address}").text
        assert "<script" not in OWN_SCRIPT.sub("", html)
        assert "<img src=x" not in html
        assert 'href="javascript:' not in html
        title = html[html.index("<title>") : html.index("</title>")]
        assert "\u202e" not in title


def test_a_query_that_is_markup_is_inert(client, town):
    assert "<script" not in OWN_SCRIPT.sub("", client.get("/fr/search/?q=%3Cscript%3E&page=%22%3E%3Cscript").text)


def test_a_very_long_name_is_cut_in_lists(client, rows):
    entity = rows.entity("Long" * 100_000, "organisation")
    assert len(client.get("/fr/directory/").content) < 30_000
    assert len(client.get(f"/fr/entity/{entity.identity_id}/").content) < 30_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("Une. Deux. ", "Deux."), ("Une. Deux.\n", ""), ("Début de ligne. Milieu\n\nUne. ", "Une."), ("", ""), ("x" * 400, "")],
)
def test_the_sentence_before(text, sentence):
    assert sentence_before(text) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" Une. Deux.", "Une."),
        ("\nUne. Deux", ""),
        (" Une fin", ""),
        (" Il\nest resté. Puis", "Il est resté."),
        (" Un titre\nUne phrase.", ""),
        ("", ""),
        ("x" * 400, ""),
    ],
)
def test_the_sentence_after(text, sentence):
    assert sentence_after(text) == sentence


def test_a_subject_without_a_page_is_named_all_the_same(client, town):
    """One that a single source names in passing has claims and no entity: its facts are shown under the source's words."""
    said = (town.sources["list"], "Petit Fabricant; hôte")
    small = town.rows.entity("Petit Fabricant", "organisation", "company")
    town.rows.fact(small, "hosts", town.entities["praxys"], said)
    town.rows.fact(small, "holds_label", town.entities["french_tech"], said)
    town.rows.fact(small, "founded", date_value("1999"), said, earliest="1999-01-01")
    small.delete()
    for address in (f"entity/{town.entities['praxys'].identity_id}/", "labels/", "timeline/"):
        assert "<bdi>Petit Fabricant</bdi>" in client.get(f"/fr/{address}").text
