"""[privacy] in territory.toml: who can be written to, and complained to."""

import pytest

from dentelle.errors import TerritoryError
from dentelle.territory import PrivacyRule, load

BOTH = """officer = "The officer"
officer_contact = "dpo@example.org"
authority = "CNIL"
authority_url = "https://www.cnil.fr/fr/plaintes"
"""


def declared(folder, text):
    (folder / "territory.toml").write_text(f'name = "X"\n[privacy]\n{text}\n', encoding="utf-8")
    return load(folder).privacy


def test_what_is_said_is_kept(tmp_path):
    whole = PrivacyRule("The officer", "dpo@example.org", "CNIL", "https://www.cnil.fr/fr/plaintes")
    assert declared(tmp_path, BOTH) == whole
    assert declared(tmp_path, "") == PrivacyRule()


@pytest.mark.parametrize("contact", ["dpo@example.org", "https://example.org/dpo", "+33 3 20 00 00 00"])
def test_ways_to_reach_somebody(tmp_path, contact):
    assert declared(tmp_path, f'officer = "O"\nofficer_contact = "{contact}"').officer_contact == contact


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ('officer = "O"', 3, "officer is there and officer_contact is not"),
        ('officer_contact = "dpo@example.org"', 3, "officer_contact is there and officer is not"),
        ('authority = "CNIL"', 3, "authority is there and authority_url is not"),
        ('officer = "O"\nofficer_contact = "ask around"', 4, "nobody can be reached"),
        ('authority = "CNIL"\nauthority_url = "cnil.fr"', 4, "is not the address of a page"),
        ('authority_ulr = "x"', 3, "is not a key"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path, text, line, wrong):
    with pytest.raises(TerritoryError) as told:
        declared(tmp_path, text)
    assert [(problem.line, wrong in problem.wrong) for problem in told.value.problems][:1] == [(line, True)]
