"""What the rows of one list say about one another: who is meant already is a rival, or likely once more, as the list has it."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest

from dentelle.linking.lists import ListRow, link, link_together, together, usual_settings
from dentelle.linking.lists.rows import Candidate, Weighed
from linking.lists.small_registers import small_register

SETTINGS = usual_settings()


def row(name: str, *shares: tuple[str, float]) -> Weighed:
    candidates = tuple(Candidate(id, share, "why") for id, share in shares)
    return Weighed(name, candidates, ((0.0, 1.0),) * len(candidates), 1 - sum(share for _, share in shares))


def sure(count: int, *, twice: bool) -> list[Weighed]:
    """Rows that surely mean a body each, or every two the same, and that nearly mean that of the row before."""
    ids = [f"b{at // 2 if twice else at}" for at in range(count)]
    others = [f"b{count + at}" if twice else f"b{(at + 1) % count}" for at in range(count)]
    return [row(f"{at}", (own, 0.97), (other, 0.02)) for at, (own, other) in enumerate(zip(ids, others, strict=True))]


def score_of_last(rows: Iterable[Weighed]) -> float:
    return list(together.together(rows, replace(SETTINGS, review=0.0)))[-1].candidates[0].score


def test_where_each_body_is_named_once_one_that_is_meant_already_is_unlikely() -> None:
    doubtful = row("x", ("b3", 0.8))
    assert score_of_last([doubtful]) == 0.8
    assert score_of_last([*sure(40, twice=False), doubtful]) < 0.5
    assert score_of_last([*sure(40, twice=False), row("x", ("c", 0.8))]) >= 0.8


def test_where_bodies_are_named_often_one_that_is_meant_already_is_likelier() -> None:
    assert score_of_last([*sure(40, twice=True), row("x", ("b3", 0.7))]) > 0.8


def test_a_row_is_no_rival_of_itself_and_of_two_rows_each_is_one_of_the_other() -> None:
    rows = sure(40, twice=False)
    alone = list(together.together(rows, SETTINGS))
    assert {one.decision for one in alone} == {"match"}
    both = list(together.together([*rows, row("again", ("b3", 0.95))], SETTINGS))
    assert both[3].candidates[0].score < alone[3].candidates[0].score
    assert both[3].candidates[0].reason == "why; another row of the list surely means it"
    assert both[4].candidates[0].reason == "why"


def test_of_a_few_rows_little_is_concluded() -> None:
    scores = [score_of_last([*sure(count, twice=False), row("x", ("b0", 0.8))]) for count in (2, 8, 40)]
    assert all(before > after for before, after in pairwise([0.8, *scores]))
    assert scores[0] > 0.6


def test_rows_further_apart_than_a_window_know_nothing_of_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "WINDOW", 40)
    assert score_of_last([*sure(40, twice=False), row("x", ("b3", 0.8))]) == 0.8


def test_of_two_that_fit_as_well_a_person_chooses_though_neither_is_likely() -> None:
    assert together.settled(row("x", ("a", 0.45), ("b", 0.45)), SETTINGS).decision == "review"
    assert together.settled(row("x", ("a", 0.45), ("b", 0.1)), SETTINGS).decision == "none"


def test_a_list_without_sure_rows_comes_out_as_its_rows_by_themselves(tmp_path) -> None:
    register = small_register(
        tmp_path, [{"name": "Atelier Brindille", "city": "Anzin"}, {"name": "Forge Dilermo", "city": "Denain"}]
    )
    rows = [ListRow("1", "Atelier Brindile"), ListRow("2", ""), ListRow("3", "Brindille"), ListRow("4", "Moulin")]
    assert list(link_together(rows, register)) == list(link(rows, register))
