"""A register without its index, or with that of another release, gets one without being imported again."""

import json
import shutil
from pathlib import Path

import pytest
from rights import anybody, closed

from dentelle.errors import RegisterError
from dentelle.linking.lists import ListRow, link
from dentelle.registers.index import Index
from dentelle.registers.staging import ensure_index
from dentelle.registers.store import open_register
from dentelle.registers.table_import import import_table

LISTED = "id,name,postcode,city\n" + "".join(f"{n:03},Atelier Zolamon {n},59300,Valenciennes\n" for n in range(20))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_text(LISTED)
    import_table(tmp_path / "list.csv", "ateliers", root=tmp_path / "registers")
    return tmp_path / "registers" / "ateliers"


def old(folder: Path) -> None:
    described = json.loads((folder / "index" / "index.json").read_text())
    (folder / "index" / "index.json").write_text(json.dumps(described | {"version": 0}))


def gone(folder: Path) -> None:
    shutil.rmtree(folder / "index")


def cut(folder: Path) -> None:
    (folder / "index" / "index.json").write_text("{")


@pytest.mark.parametrize("damage", [gone, old, cut])
def test_linking_says_that_the_index_is_missing(folder: Path, damage: object) -> None:
    damage(folder)  # type: ignore[operator]
    with (
        open_register("ateliers", folder.parent) as register,
        pytest.raises(RegisterError, match=r"ateliers: no candidate index|ateliers has no index"),
    ):
        list(link([ListRow("1", "Atelier")], register))


@pytest.mark.parametrize("damage", [gone, old, cut])
def test_an_index_is_made_in_its_place(folder: Path, damage: object) -> None:
    damage(folder)  # type: ignore[operator]
    told: list[tuple[str, int, int]] = []
    ensure_index(folder, lambda *step: told.append(step))
    assert Index(folder).size == 20
    assert told[-1] == ("indexing", 20, 20)
    told.clear()
    ensure_index(folder, lambda *step: told.append(step))
    assert told == []


def test_the_same_import_again_makes_the_index_that_is_missing(folder: Path) -> None:
    gone(folder)
    made = import_table(folder.parent.parent / "list.csv", "ateliers", root=folder.parent)
    assert made.rows == Index(folder).size == 20


def test_a_folder_that_cannot_be_written_is_told(folder: Path) -> None:
    gone(folder)
    with anybody(), closed(folder, 0o500), pytest.raises(RegisterError, match="none could be made"):
        ensure_index(folder)
