"""Claims in English: the labelled sentences of claim_cases/en.toml."""

import pytest
from marked_text import Case, cases, check


@pytest.mark.parametrize("case", cases("en"), ids=lambda case: case.text.strip()[:40])
def test_english(case: Case) -> None:
    check(case, "en")
