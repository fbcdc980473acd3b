"""The process that takes a list in, or takes it back, is killed before each of its steps: nothing is half done, nothing twice."""

import signal
import sqlite3
from pathlib import Path

import pytest
from killed_list_imports import STEPS, UNDOING, run

pytestmark = pytest.mark.endurance


def count(folder: Path, table: str) -> int:
    with sqlite3.connect(folder / "var" / "atlas.sqlite3") as database:
        return database.execute(f"SELECT count(*) FROM atlas_{table}").fetchone()[0]


def test_an_import_is_whole_or_waits_whatever_kills_it(tmp_path: Path) -> None:
    folder = tmp_path / "territory"
    assert run(folder, "prepare") == 0
    for step in STEPS:
        assert run(folder, step) == -signal.SIGKILL, step
        whole = (folder / "territory.toml").read_text().count("inbox/members.csv")
        assert whole <= 1
        assert count(folder, "listimport") == count(folder, "pairjudgement") <= whole
    assert run(folder, "finish") == 0
    assert (count(folder, "listimport"), count(folder, "pairjudgement")) == (1, 1)
    assert [path.name for path in (folder / "inbox").iterdir()] == ["members.csv"]
    assert (folder / "territory.toml").read_text().count("inbox/members.csv") == 1
    for step in UNDOING:
        assert run(folder, step) == -signal.SIGKILL, step
    assert run(folder, "undo") == 0
    assert not list((folder / "inbox").iterdir())
    assert "inbox/members.csv" not in (folder / "territory.toml").read_text()
    assert count(folder, "pairjudgement") == 1
