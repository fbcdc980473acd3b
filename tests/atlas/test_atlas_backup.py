"""A backup made while others write is restored whole or not at all, and what was there stays beside."""

import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from dentelle.atlas.safekeeping import archive
from dentelle.errors import BackupError

DATABASE = Path("var", "atlas.sqlite3")


def dentelle(*arguments, code=0):
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DENTELLE_TERRITORY")}
    command = [sys.executable, "-m", "dentelle", *map(str, arguments)]
    ended = subprocess.run(command, env=environment | {"USER": "ada"}, capture_output=True, text=True, check=False)
    assert ended.returncode == code, ended.stderr
    return ended


@pytest.fixture(scope="module")
def territory(tmp_path_factory):
    folder = tmp_path_factory.mktemp("backup") / "hainaut"
    dentelle("init", folder)
    (folder / "inbox" / "sub").mkdir(parents=True)
    (folder / "inbox" / "sub" / "a é.txt").write_text("L’Institut Zolamon a été créé en 1998.")
    (folder / "inbox" / "away").symlink_to("/etc/hostname")
    dentelle("-C", folder, "user", "add", "anna@example.org", "--role", "administrator")
    return folder


@pytest.fixture(scope="module")
def copy(territory, tmp_path_factory):
    path = tmp_path_factory.mktemp("copies") / "hainaut.tar.gz"
    assert "found whole" in dentelle("-C", territory, "backup", path).stderr
    return path


def invited(folder):
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        return [email for (email,) in database.execute("SELECT email FROM atlas_invitation ORDER BY email")]


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_in_it(copy):
    assert copy.stat().st_mode & 0o777 == 0o600
    with tarfile.open(copy) as tar:
        names = tar.getnames()
        said = json.load(tar.extractfile("manifest.json"))
    assert {"files/territory.toml", "files/inbox/sub/a é.txt", "atlas.sqlite3"} == set(said["files"])
    assert names[-1] == "manifest.json"
    assert not any("secret" in name or "away" in name for name in names)


def test_it_is_restored_into_a_new_folder(territory, copy, tmp_path):
    dentelle("-C", tmp_path / "again", "restore", copy)
    again = tmp_path / "again"
    assert (again / "territory.toml").read_bytes() == (territory / "territory.toml").read_bytes()
    assert (again / "inbox" / "sub" / "a é.txt").exists()
    assert invited(again) == ["anna@example.org"]
    assert (again / DATABASE).stat().st_mode & 0o777 == 0o600
    assert "anna@example.org" in dentelle("-C", again, "user", "list").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


def test_what_is_there_is_moved_aside_only_when_asked(copy, tmp_path):
    folder = tmp_path / "x"
    (folder / "var").mkdir(parents=True)
    (folder / "var" / "secret-key").write_text("old key of the place, long enough")
    (folder / "notes.txt").write_text("mine")
    assert "--replace" in dentelle("-C", folder, "restore", copy, code=1).stderr
    assert tree(folder).keys() == {"var/secret-key", "notes.txt"}
    dentelle("-C", folder, "restore", "--replace", copy)
    assert (folder / "var" / "secret-key").read_text().startswith("old key")
    assert not (folder / "notes.txt").exists()
    (aside,) = (path for path in tmp_path.iterdir() if path.name.startswith("x.before-"))
    assert (aside / "notes.txt").read_text() == "mine"


def without_list(content):
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(content)) as tar, tarfile.open(fileobj=out, mode="w:gz") as new:
        for member in tar.getmembers()[:-1]:
            new.addfile(member, tar.extractfile(member))
    return out.getvalue()


def with_member(name, kind=tarfile.REGTYPE):
    def changed(content):
        out = io.BytesIO()
        with tarfile.open(fileobj=io.BytesIO(content)) as tar, tarfile.open(fileobj=out, mode="w:gz") as new:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc"
            new.addfile(member)
            for each in tar.getmembers():
                new.addfile(each, tar.extractfile(each))
        return out.getvalue()

    return changed


def flipped(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :]


DAMAGES = {
    "cut": lambda content: content[: len(content) * 2 // 3],
    "the last byte": lambda content: content[:-9],
    "flipped": flipped,
    "empty": lambda content: b"",
    "text": lambda content: b"not an archive at all",
    "no list": without_list,
    "one more": with_member("files/more.txt"),
    "outside": with_member("../outside.txt"),
    "absolute": with_member("/tmp/outside.txt"),
    "a link": with_member("files/inbox", tarfile.SYMTYPE),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_archive_changes_nothing(copy, tmp_path, damage):
    bad = tmp_path / "bad.tar.gz"
    bad.write_bytes(damage(copy.read_bytes()))
    with pytest.raises(BackupError), archive.unpacked(bad, tmp_path / "in"):
        pytest.fail("it was taken for whole")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.tar.gz"]


def test_the_command_says_so_and_leaves_the_territory(copy, tmp_path):
    (tmp_path / "bad.tar.gz").write_bytes(copy.read_bytes()[:-9])
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "notes.txt").write_text("mine")
    said = dentelle("-C", tmp_path / "x", "restore", "--replace", tmp_path / "bad.tar.gz", code=1).stderr
    assert "Nothing was changed" in said
    assert tree(tmp_path / "x") == {"notes.txt": b"mine"}
    assert "There is no file" in dentelle("-C", tmp_path / "y", "restore", tmp_path / "none.tar.gz", code=1).stderr
    assert {path.name for path in tmp_path.iterdir()} == {"bad.tar.gz", "x"}


def test_a_backup_of_a_newer_dentelle_is_refused(copy, tmp_path):
    newer = tmp_path / "newer.tar.gz"
    with tarfile.open(copy) as tar:
        said = json.load(tar.extractfile("manifest.json"))
        tar.extractall(tmp_path / "in")
    files = ((name, tmp_path / "in" / name) for name in said["files"])
    archive.write(newer, files, {**said, "migrations": [*said["migrations"], "atlas.9999_tomorrow"]})
    assert "newer Dentelle (atlas.9999_tomorrow)" in dentelle("-C", tmp_path / "x", "restore", newer, code=1).stderr
    assert not (tmp_path / "x").exists()


def test_it_is_one_moment_while_others_write(territory, tmp_path):
    """Somebody adds pairs of rows, two to a transaction, all the time: a copy never holds half a pair."""
    end = threading.Event()

    def write():
        with closing(sqlite3.connect(territory / DATABASE, timeout=20)) as database:
            database.execute("CREATE TABLE IF NOT EXISTS pairs (n int)")
            while not end.is_set():
                with database:
                    database.executemany("INSERT INTO pairs VALUES (?)", [(1,), (2,)])
                end.wait(0.002)  # SQLite's lock is no queue: who never pauses keeps everybody else out

    writer = threading.Thread(target=write)
    writer.start()
    try:
        dentelle("-C", territory, "backup", tmp_path / "a.tar.gz")
    finally:
        end.set()
        writer.join()
    dentelle("-C", tmp_path / "x", "restore", tmp_path / "a.tar.gz")
    with closing(sqlite3.connect(tmp_path / "x" / DATABASE)) as database:
        ones, twos = (database.execute("SELECT count(*) FROM pairs WHERE n = ?", (n,)).fetchone()[0] for n in (1, 2))
    assert ones == twos
