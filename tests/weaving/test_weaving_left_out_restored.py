"""A backup made before a person was erased, once restored, names the person to nobody; nor does a weave that was at it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from everything_said import exports, found, tables
from small_territory import INSTITUTE, Small

from dentelle.atlas.models import EntityRow, Run, Tombstone
from dentelle.atlas.privacy.leaving_out import Wish, leave_out, names_of
from dentelle.tombstones import ERASED

FORMS = ("Hélène Vasson", "Vasson")
ERASE = """
import sys
from pathlib import Path
from dentelle.atlas.opening import open_atlas
open_atlas(Path(sys.argv[1]), to_write=True)
from dentelle.atlas.privacy.leaving_out import Wish, leave_out
leave_out(Wish(("Hélène Vasson",), "erased"), who="anna", why="objection")
"""


def run(*command: object) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DENTELLE_TERRITORY")}
    ended = subprocess.run([sys.executable, *map(str, command)], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def dentelle(folder: Path, *arguments: object) -> str:
    return run("-m", "dentelle", "-C", folder, *arguments)


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="its territories have a database of their own")
def test_a_backup_that_was_made_before(tmp_path: Path) -> None:
    folder, copy = tmp_path / "town", tmp_path / "town.tar.gz"
    run("-m", "dentelle", "init", folder)
    (folder / "inbox" / "a.txt").write_text(INSTITUTE, encoding="utf-8")
    dentelle(folder, "weave")
    assert found([("export", dentelle(folder, "export"))], FORMS)
    dentelle(folder, "backup", copy)
    run("-c", ERASE, folder)
    assert not found([("export", dentelle(folder, "export"))], FORMS)
    dentelle(folder, "restore", "--replace", copy)
    for _ in range(2):
        assert not found([("export", dentelle(folder, "export")), ("decisions", dentelle(folder, "judge", "export"))], FORMS)
        dentelle(folder, "weave")


def test_a_weave_that_was_reading_meanwhile_begins_again(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    small.weave()
    identity = EntityRow.objects.visible().get(label="Hélène Vasson").identity_id
    small.write("b.txt", "Hélène Vasson est née à Denain. Mme Vasson habite Valenciennes.\n")
    done = []

    def meanwhile(stage: str, _: int, __: int) -> None:
        if stage == "writing" and not done:
            done.append(leave_out(Wish(names_of(identity), ERASED, identity), who="anna", why="objection"))

    small.weave(progress=meanwhile)
    assert done
    assert Run.objects.filter(state="published").count() == 2
    assert Tombstone.objects.get().settled
    assert found([*tables(), *exports()], FORMS) == []
