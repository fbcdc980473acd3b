"""Which words are used alike, over languages and by their spelling."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dentelle.reading.names.tag_weights import feature_sums, network
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
    said = feature_sums(f"g={group}" for group in word_groups("fr", "Société"))
    assert np.isin(said, network().sums).any()


@given(st.sampled_from(["fr", "en", "de", "nl", ""]), st.text())
def test_any_text_has_groups_or_none(language: str, text: str) -> None:
    assert all(word_groups(language, text))
