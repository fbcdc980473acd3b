"""Nothing that a stranger wrote acts on the terminal on which it is printed."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dentelle.terminal import inert, inert_lines


def test_control_characters_are_written_out() -> None:
    assert inert("a\x1b[31mred\x07\nb\x9b2J") == "a\\x1b[31mred\\x07\\nb\\x9b2J"
    assert inert("abc\u202etxt.exe") == "abc\\u202etxt.exe"
    assert inert("\udce9t\xe9") == "\\udce9té"


def test_line_feeds_that_are_meant_stay() -> None:
    assert inert_lines("one\ntwo\r\x1b") == "one\ntwo\\r\\x1b"


@given(st.text())
def test_what_is_printed_is_one_line_of_signs(text: str) -> None:
    said = inert(text)
    assert not any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in said)
    assert said.splitlines() in ([said], [])
    assert inert(said) == said
