"""Whoever books at once, no place is ever let twice: on SQLite, and on PostgreSQL where DATABASE_URL names one."""

import json
import subprocess
import sys
from pathlib import Path


def test_bookings_at_once_let_no_place_twice(tmp_path):
    program = Path(__file__).with_name("at_once.py")
    ended = subprocess.run(
        [sys.executable, program, tmp_path / "house"], capture_output=True, text=True, check=False, timeout=300
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert (found["errors"], found["let_twice"]) == ([], [])
    assert found["booked"] >= 6  # some got a place
    assert found["refused"] >= 6  # and some were refused


def test_a_jury_and_those_who_decide_at_once_lose_nothing(tmp_path):
    program = Path(__file__).with_name("jury_at_once.py")
    ended = subprocess.run([sys.executable, program, tmp_path / "jury"], capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found.pop("decided") == 6
    assert not any(found.values()), found
