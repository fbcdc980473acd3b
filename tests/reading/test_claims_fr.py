"""Claims in French: the labelled sentences of claim_cases/fr.toml."""

import pytest
from marked_text import Case, cases, check, read_marked


@pytest.mark.parametrize("case", cases("fr"), ids=lambda case: case.text.strip()[:40])
def test_french(case: Case) -> None:
    check(case, "fr")


def test_founding_members_in_a_list_are_no_members_of_the_topic() -> None:
    founders = "[O:Morvane], [O:Optea], [O:Zephyr Lab] et [O:Ventis]"
    found = read_marked(f"[O:Cobaltis] recrute. Elle a été lancée avec quatre membres fondateurs : {founders}.", "fr")
    assert "member_of" not in {claim.property for claim in found.claims}


def test_a_role_that_is_over_is_not_held() -> None:
    found = read_marked("[P:Paul Estienne] n'est plus directeur de [O:Cobaltis].", "fr")
    assert "role" not in {claim.property for claim in found.claims}


def test_a_person_born_in_a_year_founds_nothing_then() -> None:
    found = read_marked("Née en 1968 à [L:Denville], [P:Claire Mornay] dirige [O:Cobaltis].", "fr")
    assert "founded" not in {claim.property for claim in found.claims}
