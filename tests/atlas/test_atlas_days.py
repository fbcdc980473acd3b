"""Days in full: French alone counts the first of a month."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from dentelle.atlas.browsing.days import in_full


@pytest.mark.parametrize(
    ("language", "first", "later"),
    [
        ("fr", "1er septembre 2026", "11 septembre 2026"),
        ("en", "1 September 2026", "11 September 2026"),
        ("de", "1. September 2026", "11. September 2026"),
        ("nl", "1 september 2026", "11 september 2026"),
    ],
)
def test_the_first_of_a_month(language, first, later):
    with override(language):
        assert [in_full(date(2026, 9, day)) for day in (1, 11)] == [first, later]


def test_a_page_says_nothing_of_no_day():
    assert Template("{% load atlas %}[{{ day|in_full }}]").render(Context({"day": None})) == "[]"
