"""What holds for all dates: they quote the text, do not overlap, and are dates."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle import edtf
from dentelle.model import Document
from dentelle.reading.dates import dates_in, find_dates
from dentelle.reading.prepared import prepare

LANGUAGES = st.sampled_from(["fr", "en", "de", "nl"])
PIECES = st.sampled_from(
    [
        "1990",
        "en",
        "12",
        "mai",
        "May",
        "Juni",
        "maart",
        "–",
        "-",
        "/",
        ".",
        ",",
        "XVIIe",
        "siècle",
        "17th",
        "century",
        "bis",
        "to",
        "au",
        "\n",
        "~",
        "vers",
        "um",
    ]
)


@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=200), LANGUAGES)
def test_dates_quote_and_do_not_overlap(text: str, language: str) -> None:
    position = 0
    for date in dates_in(text, language):
        assert date.start >= position
        assert text[date.start : date.end] == date.text
        assert edtf.is_valid(date.edtf)
        position = date.end


@given(st.dates(min_value=datetime.date(1000, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_every_day_can_be_read_in_english(day: datetime.date) -> None:
    written = f"{day:%d %B %Y}"
    assert [date.edtf for date in dates_in(written, "en")] == [f"{day:%Y-%m-%d}"]


def read(text: str, language: str) -> list[str]:
    return [date.edtf for date in find_dates(prepare(Document("s", "s", "text", "t", text, language=language)))]


def test_a_day_takes_its_year_from_a_span_of_the_text() -> None:
    text = "La fête a lieu du 3 au 5 juillet 2015.\n\n• vendredi 3 juillet : concert\n• 6 juillet : repos"
    assert read(text, "fr") == ["2015-07-03/2015-07-05", "2015-07-03", "XXXX-07-06"]


def test_relative_words_are_no_dates() -> None:
    assert read("Yesterday the town said that next year a school would open.", "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stand 2019-05, Haus am Wall", ["2019-05"]),
        ("Season 2009-12", ["2009/2012"]),
        ("Looptijd: 01/05/2021 - 30/04/2024", ["2021-05-01/2024-04-30"]),
        ("Geopend van 3.2.2015 tot 9.10.2016 in de hal", ["2015-02-03/2016-10-09"]),
        ("Utrecht, 3 mei 2012Vandaag opent de zaal", ["2012-05-03"]),
    ],
)
def test_dates_of_pages(text: str, expected: list[str]) -> None:
    assert [date.edtf for date in dates_in(text, "nl")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 maart 2020. Op vrijdag 6 maart opent de zaal.", "2020-03-06"),  # the 6th was a Friday
        ("2 maart 2020. Op zondag 6 maart opent de zaal.", "XXXX-03-06"),
        ("Het huis is van 1985 en dat van hiernaast is van 2020. Op vrijdag 6 maart opent de zaal.", "XXXX-03-06"),
    ],
)
def test_the_weekday_tells_the_year(text: str, expected: str) -> None:
    document = Document("s", "a.txt", "text", "", text, language="nl")
    assert find_dates(prepare(document))[-1].edtf == expected


def test_a_decade_is_read_however_its_sharp_s_is_written() -> None:
    assert read("Es entstand in den Dreißiger Jahren.", "de") == ["193X"]
