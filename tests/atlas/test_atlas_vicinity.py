"""A decision is shown from the part around it, and leaves exactly what the whole would give."""

import random
from pathlib import Path

import decided_towns
import pytest
from decided_towns import stale
from judged_town import nothing_moves
from small_territory import Small

from dentelle.atlas.deciding import recording
from dentelle.atlas.deciding.near import FarError
from dentelle.atlas.models import FindingRow
from dentelle.atlas.projecting.published import published_state
from dentelle.errors import DentelleError

DECISIONS = 30


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each projection from a part, whether it had to leave it to the whole."""
    found: list[bool] = []

    def counted(name: str) -> None:
        of_part = getattr(recording, name)

        def projected(*arguments: object) -> object:
            found.append(False)
            try:
                return of_part(*arguments)
            except FarError:
                found[-1] = True
                raise

        monkeypatch.setattr(recording, name, projected)

    counted("changes_of")
    counted("claim_changes")
    return found


def take_a_file_away(small: Small, chance: random.Random) -> None:
    """What was decided on its names has no leaf any more, or another one that stands in."""
    chance.choice(sorted((small.folder / "texts").iterdir())).unlink()
    small.weave()
    assert stale() == ([], {})


def play(small: Small, chance: random.Random, far: list[bool]) -> None:
    assert stale() == ([], {})
    for number in range(DECISIONS):
        if number == DECISIONS // 2:
            take_a_file_away(small, chance)
        try:
            decided_towns.decide(chance)
        except DentelleError:
            continue
        assert stale() == ([], {})
    assert sum(far) <= len(far) // 10, "the part was not enough"
    nothing_moves(small)


@pytest.mark.parametrize("seed", range(3))
def test_random_decisions_in_lists_leave_what_the_whole_gives(small: Small, seed: int, far: list[bool]) -> None:
    chance = random.Random(seed)
    decided_towns.lists(small, chance)
    assert FindingRow.objects.visible().filter(check_name="pairs").exists()
    play(small, chance, far)


@pytest.mark.parametrize("seed", range(4))
def test_random_decisions_on_what_documents_date_leave_what_the_whole_gives(small: Small, seed: int, far: list[bool]) -> None:
    chance = random.Random(seed)
    decided_towns.documents(small, chance)
    assert FindingRow.objects.visible().filter(check_name="happenings").exists()
    play(small, chance, far)


@pytest.mark.parametrize("seed", range(4))
def test_random_decisions_beside_a_register_leave_what_the_whole_gives(
    small: Small, seed: int, far: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DENTELLE_REGISTERS", str(tmp_path / "registers"))
    chance = random.Random(seed)
    decided_towns.register(small, chance, tmp_path)
    assert published_state().said.rows
    play(small, chance, far)
