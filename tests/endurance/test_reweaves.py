"""Whatever happens to files, code and state between weaves, what a person decided holds, or is told to have lost its claim.

``DENTELLE_REWEAVES`` sets how many rounds the long test makes.
"""

import os
import random
import shutil
from pathlib import Path

import pytest
from killed_weaves import Round
from rewoven import Town, facts
from small_territory import INSTITUTE, RIVAL, Small

REWEAVES = int(os.environ.get("DENTELLE_REWEAVES", "100"))


def outlast(small: Small, patch: pytest.MonkeyPatch, rounds: int, seed: int) -> tuple[object, object]:
    """The facts before and after ``rounds`` of changes; each round asserts that the decisions hold."""
    town = Town(small, patch, random.Random(seed))
    town.begin()
    shown = facts()
    town.holds()
    for _ in range(rounds):
        town.play()
    town.rest()
    return shown, facts()


@pytest.mark.parametrize("seed", [7])
def test_a_few_changes_touch_no_decision(
    small: Small, transactional_db: None, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    before, after = outlast(small, monkeypatch, 8, seed)
    assert after == before


@pytest.mark.endurance
def test_many_changes_touch_no_decision(small: Small, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = outlast(small, monkeypatch, REWEAVES, 20_26)
    assert after == before


def test_state_that_is_put_back_from_a_copy_holds_what_was_decided_before(tmp_path: Path) -> None:
    town = Round(tmp_path / "town", random.Random(1))
    town.lay_out({"a.txt": INSTITUTE, "b.txt": RIVAL})
    town.run("weave")
    before = town.run("judge", "export")
    town.run("judge", "different", "Institut Zolamon des Mobilités", "Valenciennes", "--who", "Ada")
    decided = town.run("judge", "export")
    assert before == ""
    shutil.copytree(town.folder / "var", tmp_path / "copy")
    town.lay_out({"a.txt": "Bienvenue. " + INSTITUTE})
    town.run("weave")
    town.run("judge", "undo", "Institut Zolamon des Mobilités", "Valenciennes")
    shutil.rmtree(town.folder / "var")
    shutil.copytree(tmp_path / "copy", town.folder / "var")
    town.run("weave")
    assert town.run("judge", "export") == decided
    town.lay_out({"a.txt": INSTITUTE, "b.txt": RIVAL})
    town.run("weave")
    with town.start("judge", "import", str(write(tmp_path, decided))) as process:
        _, messages = process.communicate()
    assert "0 recorded, 1 known" in messages


def write(folder: Path, text: str) -> Path:
    path = folder / "judgements.jsonl"
    path.write_text(text, encoding="utf-8")
    return path
