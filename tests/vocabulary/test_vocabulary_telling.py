"""Clauses and heritage rules: whole in every language, and faults told with their line."""

import pytest

from dentelle.errors import VocabularyError
from dentelle.model import LANGUAGES
from dentelle.vocabulary import properties
from dentelle.vocabulary.telling import SECTIONS, clause, heritage_kinds, read_clauses, read_heritage


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_property_that_links_two_things_is_told(language):
    linking = [prop.id for prop in properties() if prop.inverse_labels]
    assert all(clause(prop, language) for prop in linking)
    assert clause("born", language)[0] == "{subject}"
    assert "{when}" in clause("born", language)
    assert clause("email", language) == ()


def test_a_kind_stands_under_its_nearest_rule_alone():
    found = [kind for section in SECTIONS for _, kinds in heritage_kinds(section) for kind in kinds]
    assert len(found) == len(set(found))
    assert "museum" in dict(heritage_kinds("places"))[50]
    assert "startup" in dict(heritage_kinds("trades"))[100]


@pytest.mark.parametrize(
    "row",
    [
        "founded\t{subject} a\t{subject} {when}\t{subject} {when}\t{subject} {when}",
        "founded\t{when}\t{when}\t{when}\t{when}",
        "flown\t{subject}\t{subject}\t{subject}\t{subject}",
    ],
)
def test_a_faulty_clause_is_refused(tmp_path, row):
    path = tmp_path / "clauses.tsv"
    path.write_text(f"id\tfr\ten\tde\tnl\n{row}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"clauses\.tsv:2"):
        read_clauses(path)


@pytest.mark.parametrize("row", ["ghost\tpeople\t1", "person\tghosts\t1", "person\tpeople\tmany"])
def test_a_faulty_rule_is_refused(tmp_path, row):
    path = tmp_path / "heritage.tsv"
    path.write_text(f"kind\tsection\tyears\n{row}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"heritage\.tsv:2"):
        read_heritage(path)
