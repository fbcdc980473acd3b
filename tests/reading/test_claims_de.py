"""Claims in German: the labelled sentences of claim_cases/de.toml."""

import pytest
from marked_text import Case, cases, check


@pytest.mark.parametrize("case", cases("de"), ids=lambda case: case.text.strip()[:40])
def test_german(case: Case) -> None:
    check(case, "de")
