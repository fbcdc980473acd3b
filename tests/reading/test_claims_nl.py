"""Claims in Dutch: the labelled sentences of claim_cases/nl.toml."""

import pytest
from marked_text import Case, cases, check


@pytest.mark.parametrize("case", cases("nl"), ids=lambda case: case.text.strip()[:40])
def test_dutch(case: Case) -> None:
    check(case, "nl")
