"""Imports of a list in processes of their own, killed before each step and gone on with.

``python killed_list_imports.py FOLDER STEP``: a step is ``prepare``, the name of the function before which the process kills
itself, or ``finish``.
"""

import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

TESTS = Path(__file__).parents[1]
STEPS = (  # of taking a list in, then of taking it back
    "dentelle.weaving.taking._store",
    "dentelle.territory.declaring.declare",
    "dentelle.weaving.imports.accepting._record",
    "dentelle.weaving.imports.accepting._judge",
    "dentelle.weaving.drafts.content",
    "dentelle.weaving.drafts.save",
)
UNDOING = ("dentelle.weaving.drafts.write", "pathlib.Path.replace")


def run(folder: Path, step: str) -> int:
    """The exit status of a process that goes as far as ``step``."""
    environment = {
        "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}",
        "DENTELLE_TERRITORY": str(folder),
        "DJANGO_SETTINGS_MODULE": "dentelle.settings",
    }
    command = [sys.executable, str(Path(__file__)), str(folder), step]
    return subprocess.run(command, env=os.environ | environment, check=False).returncode


def _die(*_: object, **__: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _patch(step: str) -> None:
    place, _, name = step.rpartition(".")
    try:
        setattr(import_module(place), name, _die)
    except ModuleNotFoundError:
        module, _, owner = place.rpartition(".")
        setattr(getattr(import_module(module), owner), name, _die)


def main(folder: Path, step: str) -> None:
    from small_territory import INSTITUTE, Here, Small

    from dentelle.atlas.opening import open_atlas

    if step == "prepare":
        made = Small(folder)
        made.write("a.txt", INSTITUTE)
    open_atlas(folder, to_write=True)

    from dentelle.atlas.models import ListImport
    from dentelle.territory import load
    from dentelle.weaving import drafts, intake, run
    from dentelle.weaving.drafts import Decision
    from dentelle.weaving.imports import accepting, prepare

    run.Pool = prepare.Pool = Here
    if step == "prepare":
        from dirty_list import dirty_list

        run.weave(load(folder))
        draft = drafts.make(folder, "members.csv", [dirty_list(rows=60).data], {"publisher": "The Hive"}, "a@example.org", "list")
        with drafts.changing(folder, draft.token) as now:
            now.columns = (("Raison sociale", "name"), ("N° SIRET", "siret"), ("Commune", "town"))
        intake.read(load(folder), draft.token)
        found = prepare.compared(folder, draft.token)
        assert found is not None
        question = next(fate.questions[0] for fate in found.rows if fate.fate == "perhaps")
        with drafts.changing(folder, draft.token) as now:
            now.decisions = {question.key: Decision("different")}
        return
    (draft,) = drafts.every(folder)
    if step in UNDOING or step == "undo":
        if step != "undo":
            _patch(step)
        accepting.undo(folder, ListImport.objects.get(), who="a@example.org")
        return
    if step != "finish":
        _patch(step)
    accepting.take(folder, draft.token, who="a@example.org")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
