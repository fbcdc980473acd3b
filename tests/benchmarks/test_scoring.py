"""The rules by which the reader's answers are compared with annotations."""

from pathlib import Path

import pytest
from scoring import Gold, Tally, alike, claims, fold, load_gold, names, score

GOLD = Gold(
    "a.txt",
    "fr",
    names=(
        {"kind": "organisation", "name": "Forge Dilermo", "also": ["La Forge", "FD"]},
        {"kind": "place", "name": "Denbury"},
        {"kind": "person", "name": "Odile Ramberlin"},
    ),
    dates=frozenset(("1987", "2019-05~")),
    claims=(
        {"subject": "Forge Dilermo", "property": "founded", "value": 1987},
        {"subject": "Forge Dilermo", "property": "works_in", "value": "le travail du fer"},
        {"subject": "Odile Ramberlin", "property": "role", "value": "Forge Dilermo"},
    ),
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("L’École  d'Art", "ecole d'art"),
        ("« The Saint‐Orvain »,", "saint-orvain"),
        ("de la Marne", "marne"),
        ("Den Haag", "haag"),
        ("Lens", "lens"),
        ("Lendit", "lendit"),
    ],
)
def test_what_never_matters_is_folded_away(written: str, plain: str) -> None:
    assert fold(written) == plain


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("le travail du fer", "travail du fer", True),
        ("travail du fer", "fer", False),  # less than half of the words
        ("travail du fer forgé", "fer forgé", True),
        ("11 entreprises", "12 entreprises", False),
        ("", "", True),
        ("…", "fer", False),
    ],
)
def test_literals_agree_when_one_holds_most_of_the_other(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is alike(other, one) is same


def test_a_name_counts_once_under_any_of_its_forms() -> None:
    found = [
        {"text": "forge Dilermo", "kind": "organisation"},
        {"text": "FD", "kind": "organisation"},
        {"text": "Denbury", "kind": "person"},
        {"text": "Denbury", "kind": "place"},
        {"text": "Lorrain", "kind": "person"},
        {"text": "LORRAIN", "kind": "work"},
    ]
    assert names(GOLD, found, with_kind=False) == Tally(2, 1, 1)
    assert names(GOLD, found, with_kind=True) == Tally(2, 3, 1)
    assert names(GOLD, found, with_kind=True, only="person") == Tally(0, 2, 1)


def test_a_claim_is_right_once_and_said_again_it_is_nothing() -> None:
    found = [
        {"subject": "FD", "property": "founded", "value": "1987"},
        {"subject": "la Forge", "property": "founded", "value": "1987"},  # the same, under another form
        {"subject": "Forge Dilermo", "property": "closed", "value": "1987"},
        {"subject": "Forge Dilermo", "property": "works_in", "value": "travail du fer"},
        {"subject": "Odile Ramberlin", "property": "role", "value": "FD"},
        {"subject": "Ramberlin", "property": "role", "value": "Forge Dilermo"},  # right, but already taken
    ]
    tally, verdicts = claims(GOLD, found)
    assert verdicts == [True, None, False, True, True, False]
    assert tally == Tally(3, 2, 0)


def test_documents_add_up_in_all_and_in_their_language() -> None:
    answer = {"names": [{"text": "Denbury", "kind": "place"}], "dates": [{"edtf": "1987"}, {"edtf": "1988"}], "claims": []}
    scores = score([(GOLD, answer), (Gold("b.txt", "nl"), answer)])
    assert scores.parts["all", "dates"] == Tally(1, 3, 1)
    assert scores.parts["fr", "names+kind"] == Tally(1, 0, 2)
    assert scores.parts["nl", "names"] == Tally(0, 1, 0)
    assert scores.kinds["all", "place"] == Tally(1, 1, 0)
    assert scores.parts["fr", "claims"] == Tally(0, 0, 3)


def test_precision_recall_and_f1() -> None:
    tally = Tally(3, 1, 3)
    assert (tally.precision, tally.recall, round(tally.f1, 3)) == (0.75, 0.5, 0.6)
    assert Tally().f1 == 0.0


def test_the_annotations_of_the_repository_can_be_loaded_and_are_right_about_themselves() -> None:
    folder = Path(__file__).parents[2] / "benchmarks" / "reading_gold"
    golds = load_gold(folder)
    assert len(golds) == 20
    for name, gold in golds.items():
        assert (folder / name).is_file()
        perfect = {
            "names": [{"text": n["name"], "kind": n["kind"]} for n in gold.names],
            "dates": [{"edtf": date} for date in gold.dates],
            "claims": gold.claims,
        }
        made = score([(gold, perfect)])
        assert all(tally.wrong == tally.missed == 0 for (_, part), tally in made.parts.items() if part != "claims"), name
