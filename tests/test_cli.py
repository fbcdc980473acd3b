"""The command line: data on standard output, messages on standard error, exit codes for scripts."""

import json
import os
import resource
import shlex
import shutil
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from rights import closed, like_anybody
from small_territory import INSTITUTE, LAB, RIVAL

from dentelle import cli

CONTROL = {"DATABASE_URL", "DENTELLE_TERRITORY", "DENTELLE_SECRET_KEY"}


def dentelle(*arguments: str | Path, code: int = 0, rights: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the command in a process of its own, which must end with ``code``; ``rights`` gives up some before it starts."""
    environment = {name: value for name, value in os.environ.items() if name not in CONTROL}
    command = [sys.executable, "-W", "error", "-m", "dentelle", *map(str, arguments)]
    ended = subprocess.run(
        command, capture_output=True, text=True, env=environment | {"USER": "ada"}, check=False, preexec_fn=rights
    )
    assert ended.returncode == code, ended.stderr
    return ended


@pytest.fixture(scope="module")
def woven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "hainaut"
    said = dentelle("init", folder)
    assert str(folder / "territory.toml") in said.stderr
    (folder / "territory.toml").write_text('name = "Hainaut"\n\n[[sources]]\nglob = "inbox/*"\nlicence = "CC0-1.0"\n')
    for name, text in {"a.txt": INSTITUTE, "b.txt": RIVAL, "c.txt": LAB}.items():
        (folder / "inbox" / name).write_text(text)
    report = dentelle("-C", folder, "weave")
    assert "3 files; read: 3" in report.stderr
    assert report.stdout == ""
    return folder


def claims(folder: Path) -> list[dict]:
    rows = map(json.loads, dentelle("-C", folder, "export").stdout.splitlines())
    return [row for row in rows if row["is"] == "claim"]


def test_a_second_weave_has_nothing_to_do_and_is_quick(woven: Path) -> None:
    dentelle("-C", woven, "weave")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "Nothing to do" in dentelle("-C", woven, "weave").stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # The processor's time, not the clock's: the machine that tests may be busy with other tests.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2


def test_state_stays_in_var_and_its_key_is_private(woven: Path) -> None:
    assert {path.name for path in woven.iterdir()} == {"territory.toml", "inbox", "var"}
    assert (woven / "var" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_hints_can_be_pasted_and_warnings_name_no_line_that_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "a b"
    command = dentelle("init", folder).stderr.splitlines()[-1].partition("run: ")[2]
    assert shlex.split(command) == ["dentelle", "-C", str(folder), "weave"]
    (folder / "inbox" / "lost\nlink.txt").symlink_to("nowhere")
    said = dentelle("-C", folder, "weave").stderr.splitlines()
    assert any(line.startswith('territory.toml: "inbox/lost\\nlink.txt" is a link') for line in said), said


def test_show_by_name_and_id(woven: Path) -> None:
    shown = dentelle("-C", woven, "show", "institut zolamon des mobilites").stdout
    assert "founded: 1994" in shown
    assert "inbox/a.txt: “" in shown
    identity = shown.split("(")[1].split(", ")[1]
    assert dentelle("-C", woven, "show", identity).stdout == shown


def test_judge_and_undo_show_at_once(woven: Path) -> None:
    before = dentelle("-C", woven, "export").stdout
    claim = next(one for one in claims(woven) if one["property"] == "founded" and one["value"]["edtf"] == "1996")
    assert "Recorded" in dentelle("-C", woven, "judge", "reject", claim["id"], "--why", "no").stderr
    assert "rejected" in dentelle("-C", woven, "show", claim["entity"]).stdout
    after = dentelle("-C", woven, "export").stdout
    assert after != before
    dentelle("-C", woven, "weave")
    assert dentelle("-C", woven, "export").stdout == after
    dentelle("-C", woven, "judge", "undo", claim["id"])
    assert dentelle("-C", woven, "export").stdout == before


def test_a_doubtful_pair_comes_with_the_command_that_decides_it(woven: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(woven, copy)
    for name, text in {
        "d.txt": "La CCI Grand Hainaut est située à Valenciennes.\n",
        "e.txt": "La CCI est là. CCI ! La CCI.\n",
    }.items():
        (copy / "inbox" / name).write_text(text)
    dentelle("-C", copy, "weave")
    lines = dentelle("-C", copy, "findings", "--check", "pairs").stdout.splitlines()
    sentence = next(number for number, line in enumerate(lines) if "“CCI”" in line)
    command = shlex.split(lines[sentence + 1])
    assert command[:2] == ["dentelle", "judge"]
    dentelle("-C", copy, "judge", "same", *command[-2:])
    assert "“CCI”" not in dentelle("-C", copy, "findings", "--check", "pairs").stdout
    assert "CCI" in dentelle("-C", copy, "show", "CCI Grand Hainaut").stdout


def test_reset_keeps_what_people_decided(woven: Path) -> None:
    claim = claims(woven)[0]
    dentelle("-C", woven, "judge", "accept", claim["id"])
    before = dentelle("-C", woven, "export").stdout
    dentelle("-C", woven, "reset")
    assert not claims(woven)
    dentelle("-C", woven, "weave")
    assert dentelle("-C", woven, "export").stdout == before
    dentelle("-C", woven, "judge", "undo", claim["id"])


def test_export_to_a_reader_that_has_seen_enough(woven: Path) -> None:
    shell = f"{sys.executable} -m dentelle -C {woven} export | head -1; exit ${{PIPESTATUS[0]}}"
    environment = {name: value for name, value in os.environ.items() if name not in CONTROL}
    ended = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, env=environment, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert len(ended.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("show", "Nobody"), 1, "There is no entity 'Nobody'"),
        (("judge", "accept", "0" * 20), 1, "There is no claim"),
        (("judge", "same", "one"), 1, "dentelle judge same A B"),
        (("judge", "correct", "one"), 1, "judge correct CLAIM VALUE"),
        (("judge", "bless", "one"), 2, "invalid choice"),
        (("serve", "--port", "0"), 2, "is no port"),
        (("serve", "--port", "abc"), 2, "abc is no port: use 1 to 65535"),
        (("findings", "--check", "zzz"), 2, "counts, dates,"),
        (("export", "--format", "xml"), 2, "invalid choice"),
        ((), 2, "COMMAND"),
    ],
)
def test_what_is_wrong_is_said_with_its_exit_code(woven: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    ended = dentelle("-C", woven, *arguments, code=code)
    assert message in ended.stderr
    assert ended.stdout == ""


def test_every_mistake_of_the_declaration_is_said(tmp_path: Path) -> None:
    (tmp_path / "territory.toml").write_text('nam = "x"\nlanguages = ["xx"]\n')
    said = dentelle("-C", tmp_path, "weave", code=1).stderr
    assert said.count("territory.toml:") >= 2
    assert not (tmp_path / "var").exists()
    (tmp_path / "territory.toml").write_text('name = "x"\nlanguages = ["x\\n\\u001b[2J"]\n')
    assert '"x\\n\\x1b[2J" is not a language' in dentelle("-C", tmp_path, "weave", code=1).stderr


def test_where_there_is_no_territory_it_says_how_to_make_one(tmp_path: Path) -> None:
    for command in ("weave", "export", "findings", "reset"):
        assert "dentelle init" in dentelle("-C", tmp_path, command, code=1).stderr
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_used_is_said(woven: Path, tmp_path: Path) -> None:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/none/atlas.sqlite3"}
    command = [sys.executable, "-m", "dentelle", "-C", str(woven), "export"]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert ended.returncode == 3
    assert "The database cannot be used" in ended.stderr


def test_an_atlas_that_may_only_be_read_is_read(woven: Path, tmp_path: Path) -> None:
    copy = tmp_path / "vallée #1?"
    shutil.copytree(woven, copy)
    commands = (("export",), ("findings",), ("show", "Institut Zolamon des Mobilités"))
    before = [dentelle("-C", copy, *command).stdout for command in commands]
    with closed(copy / "var" / "atlas.sqlite3", 0o444), closed(copy / "var", 0o555), closed(copy, 0o555):
        assert [dentelle("-C", copy, *command, rights=like_anybody).stdout for command in commands] == before
        for command in (("weave",), ("reset",), ("judge", "accept", "0" * 20)):
            assert "may be read, not written" in dentelle("-C", copy, *command, code=3, rights=like_anybody).stderr


def test_an_atlas_that_is_being_written_is_read_by_others(woven: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(woven, copy)
    before = dentelle("-C", copy, "export").stdout
    with closing(sqlite3.connect(copy / "var" / "atlas.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("UPDATE atlas_entityrow SET label = label || '!'")
        database.commit()
        with closed(copy / "var" / "atlas.sqlite3", 0o444), closed(copy / "var", 0o555):
            after = dentelle("-C", copy, "export", rights=like_anybody).stdout
    assert after != before
    assert "Institut Zolamon des Mobilités!" in after


def test_where_nothing_can_be_written_it_is_said(woven: Path, tmp_path: Path) -> None:
    (tmp_path / "territory.toml").write_text('name = "X"\n')
    with closed(tmp_path, 0o555):
        for command in ("weave", "export", "serve"):
            said = dentelle("-C", tmp_path, command, code=3, rights=like_anybody).stderr
            assert f"There is no atlas in {tmp_path} and none can be made: Permission denied" in said


def test_a_database_of_a_newer_version_is_left_alone(woven: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(woven, copy)
    with closing(sqlite3.connect(copy / "var" / "atlas.sqlite3")) as database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('atlas', '9999_later', '2030-01-01')")
        database.commit()
    assert "newer Dentelle" in dentelle("-C", copy, "export", code=3).stderr


def test_serve_answers_and_ends_when_told(woven: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"127.0.0.1:{port}" in dentelle("-C", woven, "serve", "--port", str(port), code=3).stderr
    environment = {name: value for name, value in os.environ.items() if name not in CONTROL}
    command = [sys.executable, "-m", "dentelle", "-C", str(woven), "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stderr is not None
        assert f"http://127.0.0.1:{port}/" in server.stderr.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/fr/", timeout=20) as page:
            assert page.status == 200
            assert "Hainaut" in page.read().decode()
        server.terminate()
        assert server.wait(20) == 0


def test_read_needs_no_territory_and_keeps_the_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(INSTITUTE)
    (tmp_path / "a.txt").write_text(LAB)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "list.csv").write_text("nom;commune\nForge Dilermo;Denain\n")
    names = ["b.txt", "broken.pdf", "missing.txt", "list.csv", "a.txt"]
    ended = dentelle("read", *(tmp_path / name for name in names), "--format", "jsonl", code=1)
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [Path(row["path"]).name for row in rows] == ["b.txt", "list.csv", "a.txt"]
    for row in (rows[0], rows[2]):
        text = Path(row["path"]).read_text()
        assert row["claims"]
        assert all(text[one["start"] : one["end"]] == one["quote"] for one in row["claims"])
    assert "broken.pdf" in ended.stderr
    assert "missing.txt" in ended.stderr
    assert "Forge Dilermo" in dentelle("read", tmp_path / "list.csv").stdout
    assert "organisation: Laboratoire Kirasson du Design" in dentelle("read", tmp_path / "a.txt").stdout


def test_read_with_an_engine_that_is_not_there_reads_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LAB)
    for engine, advice in (("oracle", "Use builtin, spacy"), ("spacy:fr_none_at_all", "spacy download fr_none_at_all")):
        ended = dentelle("read", tmp_path / "a.txt", "--engine", engine, code=1)
        assert advice in ended.stderr
        assert not ended.stdout


def test_read_explains_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(INSTITUTE)
    told = dentelle("read", tmp_path / "a.txt", "--explain").stdout
    assert "slots   " in told
    assert "fired   " in told
    refused = dentelle("read", tmp_path / "a.txt", "--explain", "--format", "jsonl", code=2)
    assert "not allowed with argument" in refused.stderr


def test_reading_imports_no_django() -> None:
    code = "import sys, dentelle.weaving.single, dentelle.weaving.workers; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_command_has_help_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("init", "weave", "serve", "read", "show", "findings", "judge", "export", "reset"):
        with pytest.raises(SystemExit) as ending:
            cli.main([command, "--help"])
        assert ending.value.code == 0
        assert f"dentelle {command}" in capsys.readouterr().out.split("examples:")[1] or command == "weave"
