"""The process that brings the index of the search up to date begins by itself, knowing nothing but its territory."""

import os
import subprocess
import sys
from pathlib import Path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    here = {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "DENTELLE_TERRITORY": str(folder),
        "DJANGO_SETTINGS_MODULE": "dentelle.settings",
    }
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run([sys.executable, "-m", *words], env=kept | here, capture_output=True, text=True, check=False)


def test_the_process_makes_the_index(tmp_path: Path) -> None:
    (tmp_path / "territory.toml").write_text('name = "Test"\n', encoding="utf-8")
    assert run(tmp_path, "dentelle", "-C", str(tmp_path), "search", "rebuild").returncode == 0
    index = tmp_path / "var" / "search" / "current"
    index.unlink()
    made = run(tmp_path, "dentelle.web.tending", str(os.getpid()))
    assert made.returncode == 0, made.stderr
    assert index.exists()


def test_it_does_nothing_for_a_server_that_has_gone(tmp_path: Path) -> None:
    assert run(tmp_path, "dentelle.web.tending", "1").returncode == 1
