"""What labels of forms, lists of people and chains of places do not say, and patterns that are none."""

import pytest
from marked_text import read_marked, said

from dentelle.reading.patterns_loader import PatternError, compiled


@pytest.mark.parametrize(
    ("language", "text", "untold"),
    [
        ("fr", "Nom de la structure : [O:Atelier Morvane]\nAcronyme : [O:ATMO]", "works_in"),
        ("en", "Lead partner: [O:Optea Ltd]\nAlso nominated: [O:Cobaltis Ltd]", "works_in"),
        (
            "en",
            "The [O:Loom Trust] gives a prize.\n\nJury members: [P:Ada Reed], [P:Tom Hale], [P:Ann Frost], [P:Sam Pole]",
            "member_of",
        ),
        ("nl", "[O:Museum De Spoel] toont kant.\n\nDe gemeente geeft een beetje, bezoekers geven de rest.", "offers"),
        ("de", "Die [O:Kunstschule Harland] lädt ein.\n\nVerkauft wird alles, und wer gewinnt, bietet mehr.", "offers"),
        ("fr", "L'[O:Institut Ventis] expose.\n\nAilleurs, on fabrique des paniers en osier.", "works_in"),
        ("en", "[O:Loom Trust] shows lace.\n\nMany a traveller sells cotton and thread at the gate.", "offers"),
    ],
)
def test_nothing_is_made_of_it(language: str, text: str, untold: str) -> None:
    assert not any(f"| {untold} |" in claim for claim in said(read_marked(text, language)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "[P:Ada Reed] habite à [L:Denville], dans le [L:Kersac]."),
        ("en", "[P:Ada Reed] lives in [L:Denville] in [L:Kersac]."),
        ("nl", "[P:Ada Reed] woont in [L:Denville], in [L:Kersac]."),
    ],
)
def test_a_person_lives_in_the_town_and_the_county_is_the_towns(language: str, text: str) -> None:
    told = said(read_marked(text, language))
    assert {"Ada Reed | located_in | Denville", "Denville | located_in | Kersac"} <= set(told)
    assert "Ada Reed | located_in | Kersac" not in told


def test_an_expression_that_is_none_is_named() -> None:
    with pytest.raises(PatternError, match=r"patterns/fr\.toml"):
        compiled("fr", "@found (en {V:D")
