"""The dates' grammar: what is written can be read back, and bounds hold what the date says."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle import edtf

YEARS = st.integers(1, 9998).map(lambda year: f"{year:04}")
DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9998, 12, 31)).map(lambda day: day.isoformat())
MONTHS = DAYS.map(lambda day: day[:7])
SEASONS = st.tuples(YEARS, st.integers(21, 24)).map(lambda pair: f"{pair[0]}-{pair[1]}")
DECADES = YEARS.map(lambda year: year[:3] + "X")
CENTURIES = YEARS.map(lambda year: year[:2] + "XX")
PLAIN = st.one_of(YEARS, DAYS, MONTHS, SEASONS, DECADES, CENTURIES)
MOMENTS = st.tuples(PLAIN, st.sampled_from(["", "~", "?"])).map("".join)
INTERVALS = st.tuples(MOMENTS, MOMENTS).map(lambda pair: "/".join(sorted(pair, key=edtf.sort_key)))
OPEN = st.one_of(MOMENTS.map(lambda m: m + "/.."), MOMENTS.map(lambda m: "../" + m))
DATES = st.one_of(MOMENTS, INTERVALS, OPEN)


@given(DATES)
def test_what_is_parsed_is_written_the_same(text: str) -> None:
    assert str(edtf.parse(text)) == text


@given(st.text(alphabet="0123456789X-/.~?% ", max_size=24) | st.text(max_size=24))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    if edtf.is_valid(text):
        assert str(edtf.parse(text)) == text
        edtf.bounds(text)
    else:
        with pytest.raises(edtf.EdtfError):
            edtf.parse(text)


@given(DATES)
def test_bounds_are_days_in_order(text: str) -> None:
    first, last = edtf.bounds(text)
    for day in filter(None, (first, last)):
        datetime.date.fromisoformat(day)
    assert not (first and last) or first <= last


@given(DATES, DATES)
def test_overlap_is_symmetric_and_a_date_overlaps_itself(left: str, right: str) -> None:
    assert edtf.overlap(left, left)
    assert edtf.overlap(left, right) == edtf.overlap(right, left)


@given(DAYS)
def test_a_day_lies_in_its_month_year_decade_and_century(day: str) -> None:
    for wider in (day[:7], day[:4], day[:3] + "X", day[:2] + "XX"):
        assert edtf.overlap(day, wider)
        first, last = edtf.bounds(wider)
        assert first <= day <= last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("0870~", "0870-01-01", "0870-12-31"),
        ("16XX/17XX", "1600-01-01", "1799-12-31"),
        ("2019-05~", "2019-05-01", "2019-05-31"),
        ("2015-21", "2015-03-01", "2015-05-31"),
        ("2018-24", "2018-12-01", "2019-02-28"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2019/..", "2019-01-01", ""),
        ("../1948", "", "1948-12-31"),
        ("XXXX-04-09", "", ""),
        ("2000-XX-XX", "2000-01-01", "2000-12-31"),
    ],
)
def test_bounds(text: str, first: str, last: str) -> None:
    assert edtf.bounds(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "19", "2019-13", "2019-02-30", "2019-00", "1948/1737", "../..", "XXXX", "199X-05", "2019-21-04", "2019-XX-04", "١٩٩٠"],
)
def test_refused(text: str) -> None:
    assert not edtf.is_valid(text)


def test_days_without_a_year_are_compared_by_month_and_day() -> None:
    assert edtf.overlap("XXXX-04-09", "XXXX-04-09")
    assert not edtf.overlap("XXXX-04-09", "XXXX-04-10")
    assert edtf.overlap("XXXX-04-09", "2019")
    assert edtf.is_valid("XXXX-02-29")


def test_dates_sort_by_their_first_day() -> None:
    dates = ["2019", "2018-24", "0870~", "2019-05~", "16XX/17XX"]
    assert sorted(dates, key=edtf.sort_key) == ["0870~", "16XX/17XX", "2018-24", "2019", "2019-05~"]
