"""What holds for all dates: they quote the text, do not overlap, and are dates."""

import datetime

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
    text = "La fête a lieu du 3 au 5 juillet 2015.\n\n• vendredi 3 juillet : concert\n• lundi 6 juillet : repos"
    assert read(text, "fr") == ["2015-07-03/2015-07-05", "2015-07-03", "XXXX-07-06"]


def test_relative_words_are_no_dates() -> None:
    assert read("Yesterday the town said that next year a school would open.", "en") == []
