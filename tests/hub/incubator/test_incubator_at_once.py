"""Whoever books at once, no place is ever let twice: on SQLite, and on PostgreSQL where DATABASE_URL names one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def ended(name: str, folder: Path, database: str) -> dict[str, Any]:
    environment = os.environ | ({"DATABASE_URL": database} if database else {})
    command = [sys.executable, Path(__file__).with_name(name), folder]
    program = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert program.returncode == 0, program.stderr
    return json.loads(program.stdout)


def test_bookings_at_once_let_no_place_twice(tmp_path, database_of_its_own):
    found = ended("at_once.py", tmp_path / "house", database_of_its_own)
    assert (found["errors"], found["let_twice"]) == ([], [])
    assert found["booked"] >= 6  # some got a place
    assert found["refused"] >= 6  # and some were refused


def test_a_jury_and_those_who_decide_at_once_lose_nothing(tmp_path, database_of_its_own):
    found = ended("jury_at_once.py", tmp_path / "jury", database_of_its_own)
    assert found.pop("decided") == 6
    assert not any(found.values()), found
