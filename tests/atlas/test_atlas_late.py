"""What is decided while a weave is at work is in what it publishes, and whoever decides does not wait for the weave."""

import random
from collections.abc import Callable

import decided_towns
import pytest
from judged_town import HOUSE, founded, lay_out, nothing_moves
from small_territory import Small

from dentelle.atlas.deciding.judgements import judge_claim, judge_pair, undo_claim
from dentelle.atlas.models import ClaimRow, PairJudgement
from dentelle.atlas.projecting import run_changes
from dentelle.errors import DentelleError
from dentelle.weaving import run

Late = Callable[[Callable[[], object]], None]


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Late:
    """Has something done once when the weave has staged its rows."""
    keep = run_changes.keep

    def have(done: Callable[[], object]) -> None:
        waiting = [done]

        def kept(*numbers: int) -> str:
            if waiting:
                waiting.pop()()
            return keep(*numbers)

        monkeypatch.setattr("dentelle.weaving.run.run_changes.keep", kept)

    return have


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the whole was projected again."""
    found: list[int] = []
    project = run._Weave._again

    def counted(self: object, *arguments: object) -> object:
        found.append(1)
        return project(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(run._Weave, "_again", counted)
    return found


def test_late_decisions_are_shown_by_the_weave_that_publishes(small: Small, late: Late, again: list[int]) -> None:
    lay_out(small)
    small.write("f.txt", f"Bienvenue. {HOUSE}")

    def decide() -> None:
        judge_claim(founded("1994").key, "reject", who="Ada")
        judge_pair("École Durelin du Verre", "Maison Ferlanon", "same", who="Bea")

    late(decide)
    small.weave()
    assert not again
    assert founded("1994").verdict == "reject"
    assert PairJudgement.objects.count() == 1
    nothing_moves(small)


def test_a_late_decision_on_what_is_no_more_is_kept_and_told(small: Small, late: Late, again: list[int]) -> None:
    lay_out(small)
    claim = founded("1911")
    (small.folder / "texts" / "d.txt").unlink()
    late(lambda: judge_claim(claim.key, "accept", who="Ada"))
    small.weave()
    assert again == [1]
    assert not ClaimRow.objects.visible().filter(key=claim.key).exists()
    nothing_moves(small)


def test_a_weave_publishes_however_fast_people_decide(small: Small, again: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(small)
    small.write("f.txt", f"Bienvenue. {HOUSE}")
    judgements = run.judgements
    key = founded("1994").key

    def decided_since() -> object:
        found = judgements()
        judge_claim(key, "accept", who="Ada")
        return found

    monkeypatch.setattr(run, "judgements", decided_since)
    monkeypatch.setattr(run._Weave, "_again", lambda self, *arguments: (monkeypatch.undo(), self._again(*arguments))[1])
    small.weave()
    assert run.judgements is judgements  # the weave stopped waiting for an end and projected the whole once
    nothing_moves(small)


@pytest.mark.parametrize("seed", range(6))
def test_random_late_decisions_leave_what_the_whole_gives(small: Small, seed: int, late: Late, again: list[int]) -> None:
    chance = random.Random(seed)
    (decided_towns.documents if seed % 2 else decided_towns.lists)(small, chance)
    decide_some(chance, 4)
    name = sorted(path.name for path in (small.folder / "texts").iterdir())[seed]
    path = small.folder / "texts" / name
    path.write_text(path.read_text().replace("Lille", "Douai") + "\n")
    late(lambda: decide_some(chance, 5))
    small.weave()
    assert decided_towns.stale() == ([], {})
    nothing_moves(small)


def decide_some(chance: random.Random, number: int) -> None:
    for _ in range(number):
        try:
            decided_towns.decide(chance)
        except DentelleError:
            continue


def test_a_late_undo_counts(small: Small, late: Late, again: list[int]) -> None:
    lay_out(small)
    judge_claim(founded("1996").key, "reject", who="Ada")
    small.write("f.txt", f"Bienvenue. {HOUSE}")
    late(lambda: undo_claim(founded("1996").key, who="Bea"))
    small.weave()
    assert not again
    assert founded("1996").verdict == ""
    nothing_moves(small)
