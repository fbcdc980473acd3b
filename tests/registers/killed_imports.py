"""Imports in processes of their own that are killed at random moments, and finished by another.

``python killed_imports.py ROOT FILE…`` imports stock files, or one list, as the register ``killed`` in small pieces.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from registers.stock_files import establishments, units

TESTS = Path(__file__).parents[1]


def stock(folder: Path, seed: int, places: int) -> list[Path]:
    """Stock files of ``places`` establishments."""
    dice = random.Random(seed)
    sirens = [f"{number:09}" for number in dice.sample(range(10**9), places // 2)]
    folder.mkdir()
    return [
        units(folder, *({"siren": siren, "denominationUniteLegale": f"FIRME {siren}"} for siren in sirens)),
        establishments(folder, *({"siret": f"{dice.choice(sirens)}{nic % 100_000:05}"} for nic in range(places))),
    ]


def start(root: Path, files: list[Path]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(Path(__file__)), str(root), *map(str, files)],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"},
    )


def finish(root: Path, files: list[Path]) -> float:
    """Imports to the end; returns the seconds that it took."""
    started = time.monotonic()
    with start(root, files) as process:
        _, messages = process.communicate()
    assert process.returncode == 0, messages
    return time.monotonic() - started


def kill(root: Path, files: list[Path], seconds: float) -> bool:
    """Starts an import and kills it after ``seconds``; whether it was still at work."""
    with start(root, files) as process:
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    return process.returncode == -signal.SIGKILL


def contents(folder: Path) -> dict[str, str]:
    """The digest of every file of a folder, by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def outlast(folder: Path, kills: int, seed: int, places: int) -> int:
    """How many imports were really killed; each round must end in the files of an import that was left alone."""
    dice = random.Random(seed)
    files = stock(folder / "files", seed, places)
    seconds = finish(folder / "alone", files)
    alone = contents(folder / "alone" / "killed")
    assert any(path.startswith("rows-") for path in alone)
    killed = 0
    for number in range(6 * kills):
        if killed >= kills:
            break
        root = folder / str(number)
        while dice.random() < 0.7 and killed < kills:  # an import may be killed more than once
            killed += kill(root, files, dice.uniform(0.05, seconds))
        finish(root, files)
        assert contents(root / "killed") == alone, f"round {number} (seed {seed}) differs"
        assert [path.name for path in root.iterdir() if path.name != ".killed.lock"] == ["killed"], (
            f"round {number} leaves remains"
        )
    return killed


if __name__ == "__main__":
    from dentelle.registers import assembling, delivery
    from dentelle.registers.sirene import import_sirene

    delivery.CHUNK, assembling.RANGE, assembling.SAMPLED = 200_000, 2_000, 10
    import_sirene([Path(file) for file in sys.argv[2:]], "killed", root=Path(sys.argv[1]), vintage="2026-06-01")
