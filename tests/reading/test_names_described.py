"""Whom a description stands for: "the company", "the board"."""

from named_text import mentions


def stands_for(text: str, description: str, language: str = "en") -> list[str]:
    return [m.name for m in mentions(text, language) if m.described and m.text == description]


def test_the_company_is_the_one_that_is_spoken_of() -> None:
    text = "Voltarem, a maker of sensors, has raised money, with Kestrel Kapital AG taking part. Today the company has 20 staff."
    assert stands_for(text, "the company") in ([], ["Voltarem"])


def test_the_board_is_no_council_that_was_named() -> None:
    text = "Corve Borough Council – libraries in the borough. Optea Cluster is young. The board meets on Mondays."
    assert stands_for(text, "The board") == []


def test_the_council_is_the_one_with_that_name() -> None:
    text = "Corve Borough Council runs the libraries. In 2019 the council opened another one."
    assert stands_for(text, "the council") == ["Corve Borough Council"]
