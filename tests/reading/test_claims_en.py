"""Claims in English: the labelled sentences of claim_cases/en.toml."""

import pytest
from marked_text import Case, cases, check, read_marked, said


@pytest.mark.parametrize("case", cases("en"), ids=lambda case: case.text.strip()[:40])
def test_english(case: Case) -> None:
    check(case, "en")


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("[O:Optea] helps firms with fewer than 50 employees.", "Optea | count | fewer than 50 employees"),
        ("[O:Optea] left. In 2011 [O:Cobaltis] won a contest.", "Optea | happened | 2011"),
        ("[W:Swift] was shot here. It offers a room with 180 seats.", "Swift | capacity | 180 seats"),
        ("[O:Morvane] met [O:Optea] in 2017.", "Optea | happened | 2017"),
        ("[O:Optea] grew. A museum was opened in 1990 by [P:Ada Reed].", "Optea | founded | 1990"),
        ("[O:Optea] hired, and [O:Morvane], like [O:Cobaltis], makes drones.", "Cobaltis | works_in | drones"),
    ],
)
def test_what_is_told_of_somebody_else(text: str, absent: str) -> None:
    assert absent not in said(read_marked(text, "en"))
