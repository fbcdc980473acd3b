"""Decisions taken at once, on one entity and while weaves run, lose none and leave the atlas that a weave would make."""

import json
import os
import subprocess
import sys
from pathlib import Path


def test_decisions_at_once_lose_none(tmp_path: Path, database_of_its_own: str) -> None:
    program = Path(__file__).with_name("at_once.py")
    environment = os.environ | ({"DATABASE_URL": database_of_its_own} if database_of_its_own else {})
    command = [sys.executable, program, tmp_path / "town"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == {"errors": [], "lost": [], "differs": []}
