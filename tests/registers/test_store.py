"""Where registers live, and what is read from them."""

import json
import random
from pathlib import Path

import pytest

from dentelle.errors import RegisterError
from dentelle.registers import assembling
from dentelle.registers.store import open_register, register_names, registers_folder
from dentelle.registers.table_import import import_table


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(assembling, "RANGE", 30)
    monkeypatch.setattr(assembling, "SAMPLED", 3)
    listed = tmp_path / "list.csv"
    listed.write_text("id,name,parent\n" + "".join(f"{number:03},Atelier {number},{number % 40}\n" for number in range(100)))
    import_table(listed, "ateliers", root=tmp_path / "registers")
    return tmp_path / "registers"


def test_registers_live_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DENTELLE_REGISTERS", str(tmp_path / "there"))
    assert registers_folder() == tmp_path / "there"
    monkeypatch.delenv("DENTELLE_REGISTERS")
    monkeypatch.chdir(tmp_path)
    assert registers_folder() == tmp_path / "var" / "registers"
    assert register_names() == ()


def test_rows_are_fetched_by_number_by_id_and_by_legal_unit(root: Path) -> None:
    with open_register("ateliers", root) as register:
        assert len(register) == 100
        assert len(register.description.parts) > 1
        numbers = random.sample(range(100), 20)
        assert {number: row.id for number, row in register.rows([*numbers, 100, -1]).items()} == {
            number: f"{number:03}" for number in numbers
        }
        assert {id: row.number for id, row in register.by_ids(["007", "099", "x"]).items()} == {"007": 7, "099": 99}
        assert [row.id for row in register.of_parents(["7", "nobody"])["7"]] == ["007", "047", "087"]
        assert register.rows([]) == register.by_ids([]) == register.of_parents([]) == {}
        assert [row.number for row in register] == list(range(100))
        assert register.previous() is None


def test_an_unknown_register_names_those_there_are(root: Path) -> None:
    with pytest.raises(RegisterError, match=r"no register 'atelier' in .*There are: ateliers"):
        open_register("atelier", root)
    with pytest.raises(RegisterError, match="none yet"):
        open_register("atelier", root / "empty")
    with pytest.raises(RegisterError, match="no register"):
        open_register("../registers/ateliers", root)


@pytest.mark.parametrize("name", ["", ".hidden", "a/b", "Names", "previous name", "x" * 65])
def test_a_name_that_is_no_folder_name_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "list.csv").write_text("id,name\n1,A\n")
    with pytest.raises(RegisterError, match="small letters"):
        import_table(tmp_path / "list.csv", name, root=tmp_path)


def test_a_damaged_register_is_explained(root: Path) -> None:
    next((root / "ateliers").glob("rows-*-0000.parquet")).unlink()
    with open_register("ateliers", root) as register, pytest.raises(RegisterError, match="replaced while in use, or a file"):
        register.rows([3])
    (root / "ateliers" / "register.json").write_text("{")
    with pytest.raises(RegisterError, match=r"register\.json cannot be read"):
        open_register("ateliers", root)


def test_what_a_kill_left_between_two_renames_is_put_right(root: Path) -> None:
    (root / "ateliers").rename(root / ".ateliers.import")
    assert register_names(root) == ("ateliers",)
    (root / "ateliers").rename(root / ".ateliers.import")
    with open_register("ateliers", root) as register:
        assert len(register) == 100


def test_the_description_is_plain_json(root: Path) -> None:
    held = json.loads((root / "ateliers" / "register.json").read_text(encoding="utf-8"))
    assert held["rows"] == 100
    assert held["parts"][0]["first"] == 0
