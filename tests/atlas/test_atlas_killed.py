"""A process killed in the middle of a merge, a split, a statement or a restore leaves nothing half done."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("killed_decision.py")
TOP = Path(__file__).resolve().parents[2]


def run(folder: Path, *what: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DENTELLE_TERRITORY")}
    environment |= {"PYTHONPATH": str(TOP), "DENTELLE_TERRITORY": str(folder), "DJANGO_SETTINGS_MODULE": "dentelle.settings"}
    return subprocess.run(
        [sys.executable, str(SCRIPT), str(folder), *what], env=environment, capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("killed") / "territory"
    done = run(made, "lay-out")
    assert done.returncode == 0, done.stderr
    return made


@pytest.mark.parametrize("what", ["merge", "split", "state", "restore"])
def test_a_kill_in_the_middle_leaves_nothing_half_done(folder: Path, what: str) -> None:
    if what == "restore":
        assert run(folder, "state", "0").returncode == 0
    before = run(folder, "look").stdout
    for writes in ("1", "4", "7"):
        assert run(folder, what, writes).returncode == -signal.SIGKILL
        assert run(folder, "look").stdout == before
    done = run(folder, what, "0")
    assert done.returncode == 0, done.stderr
    after = run(folder, "look").stdout
    assert after != before
    if what != "restore":
        assert run(folder, "restore", "0").returncode == 0
