"""The home of the territory: its portrait and figures, each with its source; what is new; and how little is asked again."""

import re

import pytest
from atlas_rows import RUN, date_value, number_value, text_value

from dentelle.atlas.models import Publication, Run, RunChange

pytestmark = pytest.mark.django_db


def home(client, language="fr"):
    return re.sub(r"\s+", " ", client.get(f"/{language}/").text)


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


@pytest.fixture
def measured(rows):
    """A territory with an intercommunality, its town, and another town of which more sources speak but which lies elsewhere."""
    publication = rows.publish(fr="Le pays", en="The land", de="Das Land", nl="Het land")
    publication.territory["perimeter"] = ["245901160"]
    publication.save()
    text = "La ville compte 43 468 habitants et une longue histoire de fils et de fuseaux. Elle a 151,3 km² ou 263 km²."
    source = rows.source("ville.txt", text=text, title="La ville", publisher="Mairie")
    joint = rows.entity("Agglomération", "organisation", "intercommunality", identifiers=[["siren", "245901160"]])
    town = rows.entity("Valenciennes", "place", "commune", sources=3)
    far = rows.entity("Paris", "place", "commune", sources=9)
    rows.facet(town.identity_id, "area", "59606")
    rows.facet(far.identity_id, "area", "75056")
    said = (source, "La ville compte 43 468 habitants et une longue histoire de fils et de fuseaux.")
    rows.fact(town, "count", number_value(43468, "habitants"), said)
    rows.fact(far, "count", number_value(2_100_000, "habitants"), (source, "La ville"))
    rows.fact(joint, "capacity", number_value(151.3, "km²"), (source, "151,3 km²"))
    rows.fact(joint, "capacity", number_value(263, "km²"), (source, "263 km²"), rank=1)
    rows.fact(joint, "count", number_value(12, "curieux"), (source, "La ville"))
    rows.fact(joint, "founded", date_value("2000-12-22"), (source, "La ville"))
    return rows, source, town


@pytest.mark.parametrize(
    ("language", "inhabitants"), [("fr", "43 468 habitants"), ("en", "43,468 inhabitants"), ("de", "43.468 Einwohner")]
)
def test_key_figures_are_of_the_territory_and_open_on_their_passage(client, measured, language, inhabitants):
    html = home(client, language)
    text = words(html)
    assert inhabitants in text
    assert "100 000" not in text  # of a town outside the perimeter
    assert "curieux" not in text.split("domain")[0]  # what measures no territory
    key = html[html.index('class="keys-of"') :]
    assert "une longue histoire de fils" in key[: key.index("</ul>")]


def test_other_numbers_for_the_same_thing_stand_beside(client, measured):
    text = words(home(client))
    assert "151,3 km²" in text
    assert "D’autres disent : 263" in text


def test_the_portrait_speaks_the_readers_language_or_not_at_all(client, measured):
    assert 'class="said-of"' in home(client)
    assert 'class="said-of"' not in home(client, "de")
    assert "22. Dezember 2000" in words(home(client, "de"))


def test_words_that_may_not_be_shown_do_not_lead(client, measured):
    _, source, _ = measured
    source.publish = "none"
    source.save()
    assert "longue histoire" not in home(client)


def test_what_the_last_run_brought(client, rows, town):
    Run.objects.create(id=RUN, code_version="1", state="published")
    firm = rows.entity("Fil neuf", "organisation", "company")
    fact = rows.fact(firm, "offers", text_value("des fuseaux"), (town.sources["list"], "Fil neuf; des fuseaux"))
    hidden = rows.fact(firm, "offers", text_value("un secret"), (town.sources["list"], "Fil neuf; un secret"), status="rejected")
    RunChange.objects.create(run_id=RUN, sort="entity", key=firm.identity_id, entity=firm.identity_id, after="there")
    for one in (fact, hidden):
        RunChange.objects.create(run_id=RUN, sort="fact", key=one.key, entity=firm.identity_id, after="accepted")
    new = home(client).partition('id="latest"')[2].partition("</section>")[0]
    assert "Fil neuf" in new
    assert "des fuseaux" in new
    assert "un secret" not in new


def test_little_is_asked_where_nothing_changed(client, town, django_assert_num_queries):
    home(client)
    with django_assert_num_queries(7):
        home(client)


def test_a_decision_shows_at_once(client, town):
    before = words(home(client))
    town.rows.entity("Nouvelle venue", "organisation")
    assert "6 organisations" in before
    assert "7 organisations" in words(home(client))


def test_nothing_is_known_of_the_territory(client, rows):
    rows.publish()
    Publication.objects.filter(pk=1).update(run=RUN)
    assert 'class="territory"' not in home(client)


def test_a_map_stands_beside_its_list_where_the_territory_has_a_perimeter(client, measured):
    html = home(client)
    where = html[html.index('id="where"') :].partition("</section>")[0]
    assert 'class="land"' in where
    assert "map/?place=59606#place" in where
    publication = Publication.objects.get(pk=1)
    publication.territory["perimeter"] = []
    publication.save()
    assert 'id="where"' not in home(client)


def test_german_nouns_keep_their_capital(client, town):
    assert "6 Organisationen" in words(home(client, "de"))
    assert "6 organisations" in words(home(client))
