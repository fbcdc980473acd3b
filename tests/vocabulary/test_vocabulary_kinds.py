"""The tree of kinds."""

from pathlib import Path

import pytest

from dentelle.errors import VocabularyError
from dentelle.model import LANGUAGES
from dentelle.vocabulary import COARSE_KINDS, coarse, is_a, kind, kinds, label, plural
from dentelle.vocabulary.tree import DATA, read_kinds


def test_every_kind_is_labelled_and_lies_below_one_coarse_kind() -> None:
    for each in kinds():
        assert set(each.labels) == set(each.plurals) == set(LANGUAGES)
        assert each.coarse in COARSE_KINDS or each.id == "actor"
        assert sum(name in COARSE_KINDS for name in each.ancestors) <= 1
    assert {each.coarse for each in kinds()} == {*COARSE_KINDS, ""}


def test_the_tree_holds_what_the_guidelines_tell_apart() -> None:
    below = {
        "organisation": "company public_body school university hospital association chamber cluster incubator museum media",
        "place": "commune epci departement region country street building river historic_area district site territory",
        "programme": "charter label initiative plan fund award competition degree",
        "event": "fair festival war exhibition meeting",
        "work": "artwork book film game software",
    }
    for expected, names in below.items():
        for name in names.split():
            assert coarse(name) == expected, name


def test_is_a_climbs_the_tree() -> None:
    assert is_a("university", "school")
    assert is_a("university", "actor")
    assert is_a("commune", "place")
    assert not is_a("place", "commune")
    assert not is_a("river", "territory")
    assert not is_a("no such kind", "place")


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(VocabularyError, match="'planet'"):
        kind("planet")


def test_labels_fall_back_to_english_and_then_to_the_id() -> None:
    assert label("commune", "nl") == "gemeente of stad"
    assert label("commune", "it") == "town or municipality"
    assert label("planet", "fr") == "planet"
    assert plural("company", "de") == "Unternehmen"


def broken(folder: Path, line: int, change: dict[str, str]) -> Path:
    lines = (DATA / "kinds.tsv").read_text(encoding="utf-8").splitlines()
    for old, new in change.items():
        assert old in lines[line - 1]
        lines[line - 1] = lines[line - 1].replace(old, new, 1)
    path = folder / "kinds.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"organisation\tactor": "organisation\tmartian"}, "the parent 'martian' of 'organisation' is not above it"),
        ({"organisation\tactor": "person\tactor"}, "the kind 'person' stands twice"),
        ({"organisation\tactor": "ghost\tactor"}, "'ghost' lies below none of"),
        ({"\torganisations\t": "\t\t"}, "column 'fr_many' is empty"),
        ({"organisation\tactor\t": "organisation actor\t"}, "11 cells where the header has 12"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, change: dict[str, str], complaint: str) -> None:
    with pytest.raises(VocabularyError, match=rf"kinds\.tsv:5: {complaint}"):
        read_kinds(broken(tmp_path, 5, change))
