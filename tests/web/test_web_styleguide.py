"""The style guide: for developers alone, and with every part that public pages are made of."""

import pytest

pytestmark = pytest.mark.django_db


def test_nobody_else_sees_it(client, rows):
    assert client.get("/fr/styleguide/").status_code == 404


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
def test_every_part_in_every_state(client, rows, settings, language):
    settings.DEVELOP = True
    html = client.get(f"/{language}/styleguide/").text
    for piece in (
        "badge planned",
        "badge denied",
        "rivals",
        'data-publish="none"',
        "chip hand",
        "wrong",
        "key-rival",
        "finding error",
    ):
        assert piece in html, piece
