import pytest

pytestmark = pytest.mark.django_db

PAGES = (
    "",
    "search/?q=vale",
    "directory/",
    "directory/organisation/",
    "charter/",
    "labels/",
    "agenda/",
    "timeline/",
    "map/",
    "disputes/",
)
PAGES += ("sources/", "legal/")


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
@pytest.mark.parametrize("page", PAGES)
def test_page_answers(client, town, language, page):
    response = client.get(f"/{language}/{page}")
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text
