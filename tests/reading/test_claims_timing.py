"""Since when a claim holds, and as of when a count was made."""

import pytest
from marked_text import read_marked


@pytest.mark.parametrize(
    ("language", "text", "prop", "qualifiers"),
    [
        ("en", "[O:Denham School] has held the [G:Active Town] label since 2011.", "holds_label", {"from": "2011"}),
        ("fr", "[O:Cobaltis] est implantée depuis mai 2010 à [L:Denville].", "located_in", {"from": "2010-05"}),
        ("de", "Die [O:Tal GmbH] trägt seit 2015 das Siegel [G:Grüner Ort].", "holds_label", {"from": "2015"}),
        ("nl", "In 2016 telde [O:Cobaltis BV] 62 leden.", "count", {"as_of": "2016"}),
        ("fr", "Fondée en 1983, [O:Cobaltis] compte 62 adhérents.", "count", {}),
    ],
)
def test_times(language: str, text: str, prop: str, qualifiers: dict[str, str]) -> None:
    claim = next(claim for claim in read_marked(text, language).claims if claim.property == prop)
    assert dict(claim.qualifiers) == qualifiers


def test_a_dated_fact_says_what_happened() -> None:
    claim = next(c for c in read_marked("[O:Cobaltis] moved to a new hall in 2004.", "en").claims if c.property == "happened")
    assert dict(claim.qualifiers)["what"] == "Cobaltis moved to a new hall in 2004"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[O:Cobaltis], which won the [G:Denham Prize] in 2013, has 40 employees."),
        ("fr", "[O:Cobaltis] a signé en 2017 la [G:Charte verte], qui couvre quatre domaines."),
        ("de", "Das [O:Institut Tal] zeigt ein Bild (2015) mit 40 Mitarbeitern."),
        ("nl", "[O:Cobaltis BV] bindt zich tot 2022 en telt 62 leden."),
    ],
)
def test_a_date_of_something_else_does_not_date_a_count(language: str, text: str) -> None:
    counts = [claim for claim in read_marked(text, language).claims if claim.property == "count"]
    assert counts
    assert not [claim for claim in counts if dict(claim.qualifiers).get("as_of")]


def test_the_entry_of_a_chronicle_says_what_happened() -> None:
    claim = next(
        c
        for c in read_marked("• 4 May 1902 – [P:Ada Reed] finds copper near [L:Denham].", "en").claims
        if c.property == "happened"
    )
    assert "finds copper" in dict(claim.qualifiers)["what"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The [O:Hadley Museum] was to stay closed until the end of 2023."),
        ("fr", "La [O:Halle Marvin] est grande. Nordevia a débuté en 2009."),
        ("fr", "L'école est née en 2013 de la fusion de trois écoles : [O:Cadrange], [O:Jouable] et [O:Traits]."),
        ("de", "Die Freundschaft zwischen der [O:Hochschule Tal] und der [O:Nordelia GmbH] besteht seit 1968."),
    ],
)
def test_what_begins_or_ends_nothing(language: str, text: str) -> None:
    assert [claim for claim in read_marked(text, language).claims if claim.property in ("founded", "closed")] == []
