"""Many reviewers at once, and processes killed while they decide: no decision is lost, taken twice or half done."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from killed_decisions import outlast
from with_postgres import binaries, server

PROGRAM = Path(__file__).with_name("many_reviewers.py")
NONE = {"items": [], "hands": [], "entity": []}


def reviewed(folder: Path, database: str = "") -> dict[str, list[str]]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DENTELLE_TERRITORY")}
    environment |= {"DATABASE_URL": database} if database else {}
    command = [sys.executable, PROGRAM, folder / "town"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600, env=environment)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_reviewers_at_once_on_sqlite(tmp_path: Path) -> None:
    assert reviewed(tmp_path) == NONE


@pytest.mark.skipif(binaries() is None, reason="there is no PostgreSQL")
def test_reviewers_at_once_on_postgresql(tmp_path: Path) -> None:
    programs = binaries()
    assert programs is not None
    # not below pytest's folder, which the server's ordinary user may not enter
    with tempfile.TemporaryDirectory(prefix="dentelle-postgres-") as folder, server(Path(folder), programs) as database:
        assert reviewed(tmp_path, database) == NONE


def test_a_process_killed_while_it_decides_leaves_nothing_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert outlast(tmp_path / "town", kills=3, seed=20_26) > 0
