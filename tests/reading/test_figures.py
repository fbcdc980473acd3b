"""Figures: value, unit, noun and bound in four languages; never inside a date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.model import Document
from dentelle.reading.dates import find_dates
from dentelle.reading.figures import figures_in, find_figures, plain_number
from dentelle.reading.figures_words import spelled
from dentelle.reading.prepared import prepare


@pytest.mark.parametrize(
    ("language", "text", "number", "unit", "noun", "bound"),
    [
        ("fr", "L'école compte onze professeurs.", 11, "", "professeurs", ""),
        ("fr", "plus de 1 200 logements neufs", 1200, "", "logements", ">"),
        ("fr", "une dizaine de bénévoles", 10, "", "bénévoles", "~"),
        ("fr", "2 500 m² d’ateliers", 2500, "m²", "ateliers", ""),
        ("fr", "deux composantes de l'université voisine", 2, "", "composantes", ""),
        ("fr", "six agents de service", 6, "", "agents de service", ""),
        ("fr", "un budget de 3,5 millions d'euros", 3.5e6, "EUR", "", ""),
        ("fr", "soixante-quinze adhérents", 75, "", "adhérents", ""),
        ("fr", "quatre-vingt-dix-neuf places", 99, "", "places", ""),
        ("fr", "trois à quatre mille ouvriers", 3000, "", "ouvriers", ""),
        ("en", "more than 80 small companies work here", 80, "", "small companies", ">"),
        ("en", "It raised €4.5m last year", 4.5e6, "EUR", "", ""),
        ("en", "twenty-one students", 21, "", "students", ""),
        ("en", "a hall with 1,200 seats", 1200, "", "seats", ""),
        ("en", "up to 30 people", 30, "", "people", "<"),
        ("de", "rund 140 Beschäftigte", 140, "", "Beschäftigte", "~"),
        ("de", "einundzwanzig Große Preise", 21, "", "Große Preise", ""),
        ("de", "ein Preis von 10.000 Euro", 10000, "EUR", "", ""),
        ("de", "28 Kilometer Gleis", 28, "km", "Gleis", ""),
        ("nl", "vierduizend kantwerksters", 4000, "", "kantwerksters", ""),
        ("nl", "meer dan 600 korte films", 600, "", "korte films", ">"),
        ("nl", "achtentwintig leden", 28, "", "leden", ""),
        ("nl", "zeven Noord-Brabantse brouwerijen", 7, "", "Noord-Brabantse brouwerijen", ""),
        ("nl", "120+ winkels", 120, "", "winkels", ">"),
        ("en", "40 German students", 40, "", "German students", ""),
        ("en", "12 Scottish distilleries", 12, "", "Scottish distilleries", ""),
        ("en", "58,000sqm of halls", 58000, "m²", "halls", ""),
        ("fr", "une soixantaine de démarches", 60, "", "démarches", "~"),
    ],
)
def test_figure(language: str, text: str, number: float, unit: str, noun: str, bound: str) -> None:
    figure = next(iter(figures_in(text, language)))
    assert (figure.number, figure.unit, figure.noun, figure.bound) == (number, unit, noun, bound)
    assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "12 rue du Port"),
        ("de", "Mühlstraße 14, 52349 Dorbach"),
        ("nl", "Molenstraat 7, 8500 Dorbeke"),
        ("en", "the 3rd edition"),
        ("fr", "la 14e édition"),
    ],
)
def test_no_figure(language: str, text: str) -> None:
    assert not list(figures_in(text, language))


def test_a_date_is_no_figure() -> None:
    document = Document("s", "s", "text", "t", "The school opened on 3 June 1903 and has 420 students.", language="en")
    prepared = prepare(document)
    figures = find_figures(prepared, find_dates(prepared, ""))
    assert [figure.text for figure in figures] == ["420 students"]


@given(st.integers(2, 99), st.sampled_from(["fr", "en", "de", "nl"]))
def test_every_number_below_a_hundred_can_be_written_as_a_word(number: int, language: str) -> None:
    words = [word for word, value in spelled(language).items() if value == number]
    assert words
    assert all(plain_number(word, language) == number for word in words)


@given(st.integers(1, 10**9), st.sampled_from([" ", ".", ",", "\u202f"]))
def test_thousands_may_be_separated(number: int, separator: str) -> None:
    assert plain_number(f"{number:,}".replace(",", separator), "fr") == number


@given(st.text(max_size=200), st.sampled_from(["fr", "en", "de", "nl"]))
def test_figures_quote_any_text_and_do_not_overlap(text: str, language: str) -> None:
    position = 0
    for figure in figures_in(text, language):
        assert figure.start >= position
        assert text[figure.start : figure.end] == figure.text
        assert figure.unit or figure.noun
        position = figure.end
