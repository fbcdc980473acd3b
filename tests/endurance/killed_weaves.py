"""Weaves in processes of their own that are killed at random moments, and finished by another."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TERRITORY = """name = "Kills"

[[sources]]
glob = "texts/page-*.txt"
page = "visit"
licence = "CC0-1.0"

[[sources]]
glob = "texts/*.txt"
publisher = "The town"
licence = "CC-BY-4.0"

[[sources]]
glob = "texts/*.csv"
publisher = "The chamber"
licence = "CC0-1.0"
"""
PAGE = {
    "page-fr.txt": "Visite\n\nLa Maison Ferlanon est située à Lille. Elle a été fondée en 1980 et compte 21 ateliers.\n",
    "page-en.txt": "Visit\n\nThe Maison Ferlanon is located in Lille. It was founded in 1981 and has 21 workshops.\n",
    "partners.csv": "nom;commune\nAtelier Ravasson;Denain\nForge Dilermo;Denain\nInstitut Zolamon des Mobilités;Anzin\n",
}


def before() -> dict[str, str]:
    """The files of the first weave of a round that begins with one."""
    texts = {
        f"{number}.txt": f"L'Institut Zolamon des Mobilités est situé à Valenciennes. Il a été fondé en {1990 + number % 3}.\n"
        f"Le Laboratoire Kirasson{number} du Design travaille avec Hélène Vasson. Il est situé à Lille depuis {2000 + number}.\n"
        for number in range(8)
    }
    return texts | {"page-fr.txt": PAGE["page-fr.txt"]}


def after() -> dict[str, str]:
    """The files of the weave that is killed."""
    texts = before()
    del texts["3.txt"]
    texts["9.txt"] = texts.pop("4.txt")  # moved
    texts["5.txt"] += "La Forge Dilermo a signé la charte en 2015.\n"
    return texts | PAGE


class Round:
    """One territory in ``folder``."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.folder = folder
        self.dice = dice
        folder.mkdir(parents=True)
        (folder / "territory.toml").write_text(TERRITORY, encoding="utf-8")

    def lay_out(self, files: Mapping[str, str]) -> None:
        """Makes ``files`` the territory's, in random order."""
        texts = self.folder / "texts"
        shutil.rmtree(texts, ignore_errors=True)
        texts.mkdir()
        names = list(files)
        self.dice.shuffle(names)
        for name in names:
            (texts / name).write_text(files[name], encoding="utf-8")

    def start(self, *command: str) -> subprocess.Popen[str]:
        environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DENTELLE_TERRITORY")}
        return subprocess.Popen(
            [sys.executable, "-m", "dentelle", "-C", str(self.folder), *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment | {"DENTELLE_SHUFFLE": str(self.dice.randrange(1, 10**9))},
        )

    def run(self, *command: str) -> str:
        """What the command prints. Raises AssertionError with its messages when it fails."""
        with self.start(*command) as process:
            output, messages = process.communicate()
        assert process.returncode == 0, messages
        return output

    def kill(self, seconds: float) -> bool:
        """Starts a weave and kills it after ``seconds``; whether it was still at work."""
        with self.start("weave") as process:
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        return process.returncode == -signal.SIGKILL

    def look(self) -> str:
        """All that the territory's readers would find."""
        return self.run("export") + self.run("findings")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What readers find in the end, whether a weave was killed at work, and how many seconds the finishing one took."""

    found: str
    killed: bool
    seconds: float


def play(folder: Path, dice: random.Random, *, woven: Path | None, moment: float | None = None) -> Outcome:
    """One round: begin with a copy of ``woven`` (None: from scratch), change, be killed after ``moment`` seconds (None: not at
    all), finish.
    """
    one = Round(folder, dice)
    if woven is not None:
        shutil.copytree(woven, folder, dirs_exist_ok=True)
    one.lay_out(after())
    killed = moment is not None and one.kill(moment)
    started = time.monotonic()
    one.run("weave")
    seconds = time.monotonic() - started
    return Outcome(one.look(), killed, seconds)


def weave_before(folder: Path, dice: random.Random) -> Path:
    """A territory in ``folder``, woven once."""
    one = Round(folder, dice)
    one.lay_out(before())
    one.run("weave")
    return folder
