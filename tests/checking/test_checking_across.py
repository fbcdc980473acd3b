"""Checks across entities: one happening told of two names, and what a question about two names would set against each other."""

import pytest

from dentelle.checking import Named, check_doubles, check_happenings, sentence, tellings
from dentelle.fusing import fuse
from dentelle.given import Acceptance
from dentelle.model import LANGUAGES, Claim, Finding, LinkedClaim, Pair, Passage, Value, ValueType


def readable(finding: Finding) -> None:
    """The finding has a sentence in each language, with every placeholder filled."""
    for language in LANGUAGES:
        shown = sentence(finding.check, finding.data, language)
        assert "{" not in shown
        assert "… " not in shown


def told(key: str, text: str, edtf: str, words: str, subject: str, kind: str = "place", language: str = "fr") -> LinkedClaim:
    claim = Claim(subject, kind, "happened", Value(ValueType.DATE, words, edtf=edtf), Passage(0, 1, text), language=language)
    return LinkedClaim(key, key, subject.lower(), claim)


NAMES = {
    "orchanne": Named("orchanne", "place", "commune"),
    "morbeck": Named("morbeck", "place", "commune"),
    "belgique": Named("belgique", "place", "country"),
    "charte du lin": Named("charte", "programme"),
    "flachs-charta": Named("charte", "programme"),
    "maison valdor": Named("valdor", "organisation"),
}


def across(*claims: LinkedClaim) -> tuple[Finding, ...]:
    return check_happenings(telling for one in claims for telling in tellings([one], NAMES))


def test_a_happening_told_of_two_names() -> None:
    left = told(
        "a",
        "In Orchanne nahm 1778 die erste Zichorienfabrik den Betrieb auf.",
        "1778",
        "1778",
        "Zichorienfabrik",
        "organisation",
        "de",
    )
    right = told("b", "In Orchanne ging in 1788 de eerste cichoreifabriek open.", "1788", "1788", "Orchanne", "place", "nl")
    (finding,) = across(left, right)
    assert (finding.check, finding.claims, finding.sources) == ("happenings", ("a", "b"), ("a", "b"))
    readable(finding)


def test_a_signing_told_in_other_words_a_day_later() -> None:
    left = told(
        "a", "Le 3 mai 2017, neuf communes ont signé la Charte du Lin.", "2017-05-03", "3 mai 2017", "Charte du Lin", "programme"
    )
    right = told(
        "b",
        "Am 4. Mai 2017 kam die Flachs-Charta mit neun Gemeinden zustande.",
        "2017-05-04",
        "4. Mai 2017",
        "Gemeinde",
        "place",
        "de",
    )
    assert [one.check for one in across(left, right)] == ["happenings"]
    later = told(
        "b",
        "Am 14. Mai 2017 kam die Flachs-Charta mit neun Gemeinden zustande.",
        "2017-05-14",
        "14. Mai 2017",
        "Gemeinde",
        "place",
        "de",
    )
    assert across(left, later) == ()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("En 1994, une école a ouvert à Orchanne.", "En 1995, un musée a ouvert à Orchanne."),
        ("En 1994, la première école ouvre en Belgique.", "En 1995, la première école ouvre en Belgique."),
        ("En 1994, la Maison Valdor ouvre.", "En 1995, la Maison Valdor ouvre."),
        ("En 1994, la première école ouvre à Orchanne.", "En 1995, la première école ouvre à Morbeck."),
    ],
)
def test_happenings_that_are_two(left: str, right: str) -> None:
    assert across(told("a", left, "1994", "1994", "X"), told("b", right, "1995", "1995", "Y")) == ()


def born(key: str, name: str, year: str) -> LinkedClaim:
    claim = Claim(name, "person", "born", Value(ValueType.DATE, year, edtf=year), Passage(0, 1, "x"))
    return LinkedClaim(key, key, "e1", claim)


def test_what_a_question_about_two_names_would_set_against_each_other() -> None:
    pair = Pair("a|person|ada lorne", "b|person|ada lorn", "review", 0.6, "spelling", "spelling")
    claims = [born("a", "Ada Lorne", "1861"), born("b", "Ada Lorn", "1864")]
    facts = fuse("e1", claims, Acceptance())
    (finding,) = check_doubles(pair, ("Ada Lorne", "Ada Lorn"), facts, claims, frozenset({"a"}))
    assert (finding.check, finding.claims) == ("doubles", ("a", "b"))
    readable(finding)
    assert check_doubles(pair, ("Ada Lorne", "Ada Lorn"), facts, claims, frozenset({"a", "b"})) == ()
