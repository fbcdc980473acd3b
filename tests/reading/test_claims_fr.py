"""Claims in French: the labelled sentences of claim_cases/fr.toml."""

import pytest
from marked_text import Case, cases, check


@pytest.mark.parametrize("case", cases("fr"), ids=lambda case: case.text.strip()[:40])
def test_french(case: Case) -> None:
    check(case, "fr")
