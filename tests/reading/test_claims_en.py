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
        ("[P:Ada Reed], head of [O:Optea], said the move would create 40 jobs.", "Ada Reed | count | 40 jobs"),
        ("[O:Optea] was founded in 1922 by two brothers.", "Optea | count | 2 brothers"),
        ("[O:Optea] grew. Volunteers thanked the town and offered tours.", "Optea | offers | tours"),
        ("[O:Optea] has agreed an offer of cheap loans.", "Optea | offers | cheap loans"),
        ("[P:Ada Reed] studied at [O:Denham College] in [L:Conway] (1951-57).", "Conway | happened | 1951/1957"),
        ("[L:Denham] grew. They built [L:Albion Mill] in 1834.", "Albion Mill | created_by | Denham"),
        ("[O:Optea] grew. A museum was opened in 1990 by [P:Ada Reed].", "Optea | founded | 1990"),
        ("[O:Cobaltis] opened a second site in [L:Denham] in 2011.", "Cobaltis | founded | 2011"),
        ("[O:Optea] is a network of local companies.", "Optea | works_in | local"),
        ("[O:Cobaltis] was the first in the [L:UK] to spin silk.", "Cobaltis | located_in | UK"),
        ("[O:Cobaltis] moved into [L:Corve Dock], a warehouse owned by [O:Morvane].", "Cobaltis | part_of | Morvane"),
        ("The work [W:Tide Table] was shown. She won the [G:Golden Loom].", "Tide Table | received | Golden Loom"),
        ("The shop sells [W:Swift], [O:Cobaltis] and [O:Morvane].", "Swift | published_by | Cobaltis"),
        ("[O:Cobaltis] celebrates 60 years in business in 2025.", "Cobaltis | founded | 2025"),
        ("[O:Morvane] bought gears from [O:Cobaltis].", "Cobaltis | part_of | Morvane"),
        ("[O:Optea] hired, and [O:Morvane], like [O:Cobaltis], makes drones.", "Cobaltis | works_in | drones"),
    ],
)
def test_what_is_told_of_somebody_else(text: str, absent: str) -> None:
    assert absent not in said(read_marked(text, "en"))
