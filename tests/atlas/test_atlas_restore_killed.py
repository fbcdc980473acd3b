"""A restore killed before any step leaves what was there, or what the backup has, or says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("killed_restore.py")


def ran(*command, url=""):
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DENTELLE_TERRITORY")}
    environment |= {"DJANGO_SETTINGS_MODULE": "dentelle.settings", "USER": "ada"} | ({"DATABASE_URL": url} if url else {})
    ended = subprocess.run([sys.executable, *map(str, command)], env=environment, capture_output=True, text=True, timeout=300)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, database_of_its_own):
    """The database to restore into: a file, or one on the server that these tests run with."""
    if request.param == "postgresql" and not database_of_its_own:
        pytest.skip("runs with tests/with_postgres.py")
    return database_of_its_own if request.param == "postgresql" else ""


def test_a_kill_before_any_step(tmp_path, url):
    ran("-m", "dentelle", "init", tmp_path / "town")
    (tmp_path / "town" / "inbox" / "a.txt").write_text("L’Institut Zolamon a été créé en 1998.")
    ran("-m", "dentelle", "-C", tmp_path / "town", "user", "add", "anna@example.org", "--role", "administrator", url=url)
    ran("-m", "dentelle", "-C", tmp_path / "town", "backup", tmp_path / "town.tar.gz", url=url)
    state = tmp_path / "before" / "var"
    state.mkdir(parents=True)
    (state / "secret-key").write_text("old key of the place, long enough")
    (state / "tombstones.jsonl").write_text("")
    (tmp_path / "before" / "notes.txt").write_text("mine")
    kills, refused = map(int, ran(SCRIPT, tmp_path, tmp_path / "town.tar.gz", url=url).split())
    assert kills > 20
    assert refused > 0
