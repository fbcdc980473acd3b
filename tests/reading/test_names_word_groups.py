"""Which words are used alike, over languages and by their spelling."""

import gzip
from importlib import resources

from hypothesis import given
from hypothesis import strategies as st

from dentelle.reading.names.word_groups import word_groups


def test_words_of_like_meaning_share_their_groups_over_languages() -> None:
    assert word_groups("en", "company") == word_groups("de", "gesellschaft") == word_groups("fr", "société")
    assert word_groups("en", "company") != word_groups("en", "canal")


def test_a_capital_adds_what_the_word_is_as_a_name() -> None:
    small, named = word_groups("fr", "orange"), word_groups("fr", "Orange")
    assert named[: len(small)] == small
    assert [group[0] for group in named[len(small) :]] == ["N", "N"]
    assert word_groups("en", "DUNDEE")[-2:] == word_groups("nl", "Dundee")[-2:]


def test_unknown_words_say_so() -> None:
    assert word_groups("nl", "Xyzzuqqa") == ("?", "N?")
    assert word_groups("nl", "xyzzuqqa") == ()


def test_the_model_was_trained_with_these_groups() -> None:
    packed = (resources.files("dentelle.reading") / "data" / "name_tags.tsv.gz").read_bytes()
    features = {line.partition("\t")[0] for line in gzip.decompress(packed).decode().splitlines()}
    found = word_groups("fr", "Société")
    assert {f"g={group}" for group in found} & features


@given(st.sampled_from(["fr", "en", "de", "nl", ""]), st.text())
def test_any_text_has_groups_or_none(language: str, text: str) -> None:
    assert all(word_groups(language, text))
