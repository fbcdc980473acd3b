"""Which database a territory folder has, whatever it is called."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WRITE = """
import django; django.setup()
from django.db import connection
connection.cursor().execute("CREATE TABLE made (id int)")
"""


@pytest.mark.parametrize("name", ["plain", "two words", "a#b", "a?b", "a%20b", "vallée", "new\nline", b"vall\xe9e"])
def test_a_folder_of_any_name_has_its_own_database(tmp_path: Path, name: str | bytes) -> None:
    folder = tmp_path / os.fsdecode(name)
    (folder / "var").mkdir(parents=True)
    environment = {**os.environ, "DENTELLE_TERRITORY": str(folder), "DJANGO_SETTINGS_MODULE": "dentelle.settings"}
    environment.pop("DATABASE_URL", None)
    ended = subprocess.run([sys.executable, "-c", WRITE], env=environment, check=True, capture_output=True, text=True)
    assert ended.stderr == ""
    assert (folder / "var" / "atlas.sqlite3").stat().st_size
    assert [made.name for made in tmp_path.iterdir()] == [folder.name]


def test_database_url_names_another_database(tmp_path: Path) -> None:
    environment = {**os.environ, "DENTELLE_TERRITORY": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dentelle.settings"}
    subprocess.run(
        [sys.executable, "-c", WRITE], env=environment | {"DATABASE_URL": f"sqlite:///{tmp_path}/other.sqlite3"}, check=True
    )
    assert (tmp_path / "other.sqlite3").stat().st_size


@pytest.mark.parametrize(
    "address", ["foo://x", "garbage", "mysql://u:secret@localhost/x", "postgres://u:secret@localhost:port/x"]
)
def test_an_address_of_no_database_is_said_without_its_password(tmp_path: Path, address: str) -> None:
    (tmp_path / "territory.toml").write_text('name = "X"\n')
    command = [sys.executable, "-m", "dentelle", "-C", str(tmp_path), "findings"]
    ended = subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr.splitlines()[0].partition(".")[0]) == (3, "DATABASE_URL is no address of a database")
    assert "secret" not in ended.stderr
