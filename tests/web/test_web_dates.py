"""Uncertain dates in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.web.dates import century_heading, century_of, in_words, roman

FRENCH = {
    "0870~": "vers 870",
    "16XX/17XX": "XVIIe–XVIIIe siècles",
    "12XX": "XIIIe siècle",
    "00XX": "Ier siècle",
    "1737/1948": "1737–1948",
    "2019-04-01": "1er avril 2019",
    "2019-04-03": "3 avril 2019",
    "2019-05": "mai 2019",
    "2019-05~": "vers mai 2019",
    "2019-21": "printemps 2019",
    "198X": "années 1980",
    "2000/..": "depuis 2000",
    "2000-03-04/..": "depuis le 4 mars 2000",
    "../2000-03-04": "jusqu’au 4 mars 2000",
    "../2000": "jusqu’en 2000",
    "XXXX-03-17": "17 mars",
    "-0050": "51 av. J.-C.",
    "2019?": "2019 (date incertaine)",
    "0870~/0900": "vers 870 – 900",
    "2004-11-24/2004-11-26": "24–26 novembre 2004",
    "2027-06-01/2027-06-11": "1er–11 juin 2027",
    "2027-05-28/2027-06-02": "28 mai – 2 juin 2027",
    "2026-12-30/2027-01-02": "30 décembre 2026 – 2 janvier 2027",
}


@pytest.mark.parametrize(("edtf", "words"), FRENCH.items())
def test_french(edtf, words):
    assert in_words(edtf, "fr") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "début mai 2019"), ("en", "early May 2019"), ("de", "Anfang Mai 2019"), ("nl", "begin mei 2019")],
)
@pytest.mark.parametrize("said", ["at the beginning of May 2019", "début mai 2019", "Anfang Mai 2019", "begin mei"])
def test_the_sources_own_words_tell_early_from_late(language, words, said):
    assert in_words("2019-05~", language, said) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["about 870", "17th–18th centuries", "21st century", "3 April 2019"]),
        ("de", ["um 870", "17.–18. Jahrhundert", "21. Jahrhundert", "3. April 2019"]),
        ("nl", ["rond 870", "17e–18e eeuw", "21e eeuw", "3 april 2019"]),
    ],
)
def test_other_languages(language, words):
    assert [in_words(edtf, language) for edtf in ("0870~", "16XX/17XX", "20XX", "2019-04-03")] == words


def test_days_of_one_month_name_it_once():
    assert in_words("2004-11-24/2004-11-26", "de") == "24.–26. November 2004"


@pytest.mark.parametrize("value", ["", "rubbish", "2019-13", "2019-99-99", "X", "XXXX", "//", "1-2-3", "<b>"])
def test_what_is_no_date_is_shown_as_it_stands(value):
    assert in_words(value, "fr") in (value, "…", f"{value}")


@given(st.text(max_size=20), st.sampled_from(["fr", "en", "de", "nl", "xx"]), st.text(max_size=20))
def test_never_an_error(value, language, said):
    assert isinstance(in_words(value, language, said), str)


@given(st.from_regex(r"-?[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?(/(\.\.|[0-9X]{4}))?", fullmatch=True))
def test_a_date_is_never_shown_as_nothing(value):
    assert all(in_words(value, language).strip() for language in ("fr", "en", "de", "nl"))


def test_centuries():
    assert [century_of(day) for day in ("0870-01-01", "1600-12-31", "1699-01-01", "2019-05-01", "")] == [9, 17, 17, 21, 0]
    assert century_heading(17, "fr") == "XVIIe siècle"
    assert [roman(number) for number in (1, 4, 9, 14, 19, 21)] == ["I", "IV", "IX", "XIV", "XIX", "XXI"]
