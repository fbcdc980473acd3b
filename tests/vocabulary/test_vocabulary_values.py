"""When two values can both be true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.model import Value, ValueType
from dentelle.vocabulary import days, disagree, without_wording


def date(edtf: str) -> Value:
    return Value(ValueType.DATE, edtf, edtf=edtf)


def number(value: float, unit: str = "") -> Value:
    return Value(ValueType.NUMBER, f"{value:g} {unit}", number=value, unit=unit)


def text(words: str, language: str = "fr") -> Value:
    return Value(ValueType.TEXT, words, language=language)


def concept(name: str, words: str) -> Value:
    return Value(ValueType.CONCEPT, words, concept=name)


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        (date("2019-05"), ("2019-05-01", "2019-05-31")),
        (date("2013-02-01"), ("2013-02-01", "2013-02-01")),
        (date("2017/2018"), ("2017-01-01", "2018-12-31")),
        (date("soon"), ("", "")),
        (number(12), ("", "")),
        (text("2019"), ("", "")),
    ],
)
def test_the_days_of_a_value(value: Value, bounds: tuple[str, str]) -> None:
    assert days(value) == bounds


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        (date("1988"), date("1988-03"), False),
        (date("1988"), date("1989"), True),
        (date("2019-06-05/2019-06-07"), date("2019-06-06/2019-06-08"), True),
        (date("2019-06-05/2019-06-07"), date("2019-06-06/2019-06-07"), False),
        (date("2019-06-05/2019-06-07"), date("2019-06-07"), False),
        (date("soon"), date("1989"), False),
        (number(14, "entreprises hébergées"), number(19, "hosted companies"), True),
        (number(14, "entreprises"), number(14, "companies"), False),
        (number(14, "entreprises"), number(19, "étudiants"), False),
        (text("rue Haute"), text("RUE HAUTE"), False),
        (text("rue Haute"), text("rue Basse"), True),
        (text("rue Haute"), text("High Street", "en"), False),
        (concept("gaming", "jeu vidéo"), concept("gaming", "video games"), False),
        (concept("gaming", "jeu vidéo"), concept("animation", "animation"), True),
        (number(1988), date("1988"), False),
    ],
)
def test_two_values(one: Value, other: Value, against: bool) -> None:
    assert disagree(one, other) is disagree(other, one) is against


@given(st.tuples(*[st.integers(1000, 2030)] * 4), st.booleans(), st.booleans())
def test_dates_disagree_both_ways_and_never_with_themselves(years: tuple[int, ...], stretch: bool, other: bool) -> None:
    a, b, c, d = years
    left = date(f"{min(a, b)}/{max(a, b)}" if stretch else str(a))
    right = date(f"{min(c, d)}/{max(c, d)}" if other else str(c))
    assert disagree(left, right) == disagree(right, left)
    assert not disagree(left, left)


def test_only_the_qualifier_that_repeats_a_sentence_is_wording() -> None:
    said = (("as_of", "2019"), ("what", "the wing was opened"))
    assert without_wording("happened", said) == (("as_of", "2019"),)
    assert without_wording("received", said) == said


def _figure(amount: float, bound: str = "") -> Value:
    return Value(ValueType.NUMBER, f"{amount:g} films", number=amount, unit="films", language="en", bound=bound)


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        (_figure(114), _figure(140), True),
        (_figure(100, ">"), _figure(114), False),
        (_figure(150, ">"), _figure(114), True),
        (_figure(200, "<"), _figure(114), False),
        (_figure(100, "<"), _figure(114), True),
        (_figure(120, "~"), _figure(114), False),
        (_figure(120, "~"), _figure(80), True),
        (_figure(4000), _figure(3986), False),
        (_figure(4000), _figure(4400), True),
        (_figure(50), _figure(48), True),
        (_figure(80, ">"), _figure(60, ">"), False),
    ],
)
def test_figures_that_are_bounded_or_rounded(one: Value, other: Value, against: bool) -> None:
    assert disagree(one, other) is disagree(other, one) is against
