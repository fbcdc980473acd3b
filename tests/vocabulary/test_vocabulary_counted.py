"""What figures count, in four languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.model import LANGUAGES
from dentelle.tables import read_table
from dentelle.vocabulary import Counted, counted
from dentelle.vocabulary.tree import DATA


@pytest.mark.parametrize(
    "words",
    [
        ("entreprises hébergées", "hosted companies", "beherbergte Unternehmen", "gehuisveste bedrijven"),
        ("films d'animation", "animated films", "Animationsfilme", "animatiefilms"),
        ("courts métrages", "court-métrage", "short films", "Kurzfilme", "kortfilms"),
        ("étudiants", "students", "Studierende", "studenten"),
        ("habitants", "inhabitants", "Einwohner", "inwoners"),
        ("m2", "m²", "sqm"),
        ("€", "EUR", "Euros"),
    ],
)
def test_one_thing_in_several_languages(words: tuple[str, ...]) -> None:
    assert len({counted(one).key for one in words}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("entreprises", "entreprises hébergées"),
        ("films", "films d'animation"),
        ("étudiants", "habitants"),
        ("entreprises du numérique", "entreprises"),
        ("bricoles", "broutilles"),
    ],
)
def test_things_that_are_not_the_same(one: str, other: str) -> None:
    assert counted(one).key != counted(other).key


def test_words_are_told_apart_by_their_role() -> None:
    assert counted("entreprises actuellement hébergées") == Counted("company", ("hosted",), ())
    assert counted("hosted regional companies") == Counted("company", ("hosted",), ("regional",))
    assert counted("bricoles rares") == Counted("bricoles", (), ("rares",))
    assert counted("") == Counted("", (), ())


def test_when_does_not_tell_what() -> None:
    assert counted("companies now").key == counted("companies").key


@given(st.text("abcdefilmnorst éèüößÀÇŒ-'0123", max_size=40))
def test_any_words_are_equal_to_themselves_in_any_case(words: str) -> None:
    assert counted(words.lower().upper()).key == counted(words.lower()).key


def test_every_noun_of_the_table_counts_itself() -> None:
    first: dict[str, str] = {}
    for row in read_table(DATA / "counted.tsv", ("id", "role", *LANGUAGES)):
        for form in (form.strip() for language in LANGUAGES for form in row[language].split("|")):
            if row["role"] == "noun" and form:
                first.setdefault(form.casefold(), row["id"])
    assert {form: counted(form).noun for form in first} == first
