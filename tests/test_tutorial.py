"""The tutorial, followed to the letter: its texts are woven, and what it promises is printed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TUTORIAL = (Path(__file__).parents[1] / "docs" / "tutorial" / "first-atlas.md").read_text(encoding="utf-8")


def indented(after: str) -> str:
    """The first indented block behind the words ``after``."""
    found = re.search(r"\n\n((?:    .*\n|\n)+)", TUTORIAL[TUTORIAL.index(after) :])
    assert found
    return re.sub(r"^    ", "", found[1], flags=re.MULTILINE).strip("\n") + "\n"


def dentelle(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DENTELLE_TERRITORY")}
    command = [sys.executable, "-m", "dentelle", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=120)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Steps 1 to 3."""
    place = tmp_path_factory.mktemp("tutorial")
    dentelle("init", "my-valley", folder=place)
    for name, after in (
        ("mill.txt", "Save this as `my-valley/inbox/mill.txt`"),
        ("moulin.txt", "and this as `my-valley/inbox/moulin.txt`"),
    ):
        (place / "my-valley" / "inbox" / name).write_text(indented(after), encoding="utf-8")
    dentelle("-C", "my-valley", "weave", folder=place)
    return place


def test_a_second_weave_has_nothing_to_do(folder: Path) -> None:
    assert "nothing to do" in dentelle("-C", "my-valley", "weave", folder=folder).stderr.lower()


def test_the_two_years_stand_side_by_side(folder: Path) -> None:
    promised = re.search(r"\*(sources disagree on .+?)\*", TUTORIAL)
    assert promised
    assert promised[1] in dentelle("-C", "my-valley", "findings", folder=folder).stdout
    shown = dentelle("-C", "my-valley", "show", "Weir Mill", folder=folder).stdout
    assert "founded: 1871" in shown
    assert "founded: 1872" in shown
    assert "The Weir Mill was founded in 1871." in shown


def test_the_rule_of_the_last_step_is_right(folder: Path) -> None:
    from dentelle.territory import load

    declared = folder / "my-valley" / "territory.toml"
    before = declared.read_text(encoding="utf-8")
    rule = indented("Put a second one before it")
    declared.write_text(before.replace("\n[[sources]]", f"\n{rule}\n[[sources]]", 1), encoding="utf-8")
    try:
        assert load(folder / "my-valley").rule_for("inbox/moulin.txt").publish == "full"
    finally:
        declared.write_text(before, encoding="utf-8")
