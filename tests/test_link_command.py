"""``dentelle link`` as a person runs it."""

import csv
from pathlib import Path

import pytest
from exchange.lists.linked_lists import AMITO, ZOLAMON, registers
from test_cli import dentelle

LIST = "Nom;Ville\nAtelier Zolamon;Denain\nAmitourelle;Anzin\n;Lille\n"


@pytest.fixture(scope="module")
def firms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return registers(tmp_path_factory.mktemp("firms"))


def test_link_needs_no_territory_and_says_what_it_did(firms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DENTELLE_REGISTERS", str(firms))
    (tmp_path / "liste.csv").write_bytes(LIST.encode("cp1252"))
    ended = dentelle("link", tmp_path / "liste.csv", "--register", "firms", "--out", tmp_path / "out.csv", "--candidates", "5")
    assert ended.stdout == ""
    assert "Nom    name   (such as “Atelier Zolamon”)" in ended.stderr
    assert "match 2, review 0, none 1: 3 rows" in ended.stderr
    assert "row 4: the row has no name" in ended.stderr
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [ZOLAMON, AMITO, ""]
    assert list(rows[0]) == ["Nom", "Ville", "id", "score", "decision", "reason", "runner_up"]
    assert set(tmp_path.iterdir()) == {tmp_path / "liste.csv", tmp_path / "out.csv"}


def test_exit_codes(firms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DENTELLE_REGISTERS", str(firms))
    (tmp_path / "liste.csv").write_text(LIST)
    said = dentelle("link", tmp_path / "no.csv", "--register", "firms", "--out", tmp_path / "o.csv", code=1).stderr
    assert "no.csv cannot be opened" in said
    said = dentelle("link", tmp_path / "liste.csv", "--register", "nobody", "--out", tmp_path / "o.csv", code=1).stderr
    assert "There is no register 'nobody'" in said
    said = dentelle("link", tmp_path / "liste.csv", "--register", "firms", "--out", tmp_path / "no" / "o.csv", code=1).stderr
    assert "cannot be written" in said
    said = dentelle("link", tmp_path / "l.csv", "--register", "firms", "--out", "o.csv", "--candidates", "0", code=2).stderr
    assert "0 is no number of candidates" in said
