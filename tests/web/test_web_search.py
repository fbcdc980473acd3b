"""The page of the search and its suggestions: each result with the reason why, each passage where it stands."""

import re

import pytest
from django.core.cache import cache

from dentelle.atlas.models import EntityRow, Source
from dentelle.web import suggest_limits


@pytest.fixture(autouse=True)
def nobody_has_asked() -> None:
    cache.clear()


def page(client, asked, language="fr", **more):
    return client.get(f"/{language}/search/", {"q": asked, **more})


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2].partition("</main>")[0]).split())


def test_a_slip_is_told(client, searched):
    text = words(page(client, "Zolamno").text)
    assert "s’écrit presque comme « zolamno » : Zolamon" in text


def test_a_translation_is_told(client, searched):
    text = words(page(client, "lace", "en").text)
    assert "translates “lace”: Dentelle" in text


def test_a_kind_is_marked(client, searched):
    assert "<mark>Person</mark>" in page(client, "person vasson", "en").text


def test_what_is_said_of_somebody_is_shown_with_its_sentence(client, searched):
    html = page(client, "peintre").text
    assert "<mark>peintre</mark>" in html
    anchor = re.search(r'href="(/fr/document/[^"]+)#(p\d+-\d+)"', html)
    document = client.get(anchor[1], follow=True).text
    assert f'id="{anchor[2]}"' in document


def test_the_words_of_a_source_that_may_not_be_quoted_stand_nowhere(client, searched):
    response = page(client, "Ossavine Palendre 1987")
    assert "Bureau Ossavine" in words(response.text)
    assert "fondé en 1987 par Ruth" not in response.text
    assert not any("Ruth" in str(one["pieces"]) and "fondé" in str(one) for one in suggested(client, "Ossavine"))


def test_a_source_that_may_no_longer_be_quoted_is_not(client, searched):
    assert "gegründet" in words(page(client, "Brenningen").text)
    Source.objects.filter(path="texts/stadt.de.txt").update(publish="none")
    assert "gegründet" not in words(page(client, "Brenningen").text)


def test_what_the_index_still_holds_and_the_atlas_does_not_is_not_shown(client, searched):
    EntityRow.objects.filter(label="Musée Kirasson de la Dentelle").delete()
    assert "Kirasson" not in page(client, "Kirasson musée").text.partition('id="found-passages"')[0].partition("<ol")[2]


def test_one_sort_has_pages_of_its_own(client, searched):
    assert 'id="found-passages"' not in page(client, "Zolamon", **{"in": "entities"}).text
    assert 'id="found-entities"' not in page(client, "Zolamon", **{"in": "passages"}).text
    assert page(client, "Zolamon", **{"in": "nothing", "page": "-7"}).status_code == 200


@pytest.mark.parametrize("asked", ["<script>alert(1)</script>", "\u202eabc", "x" * 5000, "\x00", "%", '"', "a AND (", "/.*/"])
def test_hostile_words_are_only_words(client, searched, asked):
    response = page(client, asked)
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert client.get("/fr/search/suggest/", {"q": asked}).status_code == 200


def test_the_page_asks_little_of_the_database(client, searched, django_assert_max_num_queries):
    page(client, "Zolamon")
    with django_assert_max_num_queries(10):
        page(client, "valenciennes peintre fondé")


# ---- suggestions


def suggested(client, asked, language="fr"):
    return client.get(f"/{language}/search/suggest/", {"q": asked}).json()["suggestions"]


def test_suggestions_lead_to_the_entity_and_to_the_passage(client, searched):
    found = suggested(client, "Zolam")
    entity = EntityRow.objects.visible().get(label="Institut Zolamon des Mobilités")
    assert found[0]["address"] == f"/fr/entity/{entity.identity_id}/"
    assert ["Zolamon", True] in found[0]["pieces"]
    assert any(re.fullmatch(r"/fr/document/\w+/#p\d+-\d+", one["address"]) for one in found)


def test_suggestions_say_why(client, searched):
    assert suggested(client, "Zolamno", "de")[0]["why"] == "ähnlich geschrieben wie „zolamno“: Zolamon"


def test_suggestions_may_be_kept_a_moment_and_by_the_reader_alone(client, searched):
    assert client.get("/fr/search/suggest/?q=zo")["Cache-Control"] == "private, max-age=30"


def test_nothing_is_suggested_for_nothing(client, searched):
    assert suggested(client, "") == suggested(client, "  ") == []


def test_without_an_index_names_are_suggested(client, searched, settings, tmp_path):
    settings.STATE = tmp_path
    assert suggested(client, "zolam")[0]["pieces"] == [["Institut Zolamon des Mobilités", False]]


def test_who_asks_faster_than_anybody_types_waits(client, searched, monkeypatch):
    monkeypatch.setattr(suggest_limits, "MOST", 2)
    monkeypatch.setattr(suggest_limits, "WINDOW", 10**10)  # no window ends between the three
    answers = [client.get("/fr/search/suggest/?q=zo") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"]


def test_suggestions_ask_little_of_the_database(client, searched, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        suggested(client, "Zolamon")


# ---- narrowing


def test_results_are_narrowed_and_widened_again(client, searched):
    html = page(client, "valenciennes").text
    address = re.search(r'href="(\?[^"]*kind=person)"', html)[1].replace("&amp;", "&")
    narrowed = client.get(f"/fr/search/{address}").text
    assert "Hélène Vasson" in words(narrowed)
    assert "Institut Zolamon" not in words(narrowed).partition("Passages des documents")[0]
    assert re.search(r'href="\?q=valenciennes" aria-current="true"', narrowed)


def test_passages_of_one_language(client, searched):
    html = client.get("/fr/search/", {"q": "gegründet fondé", "language": "de"}).text
    passages = html.partition('id="found-passages"')[2]
    assert 'lang="de"' in passages
    assert "Zolamon" not in passages


@pytest.mark.parametrize("name", ["kind", "domain", "language"])
def test_a_value_that_does_not_exist_finds_nothing(client, searched, name):
    assert client.get("/fr/search/", {"q": "Zolamon", name: "<b>nothing"}).status_code == 200
