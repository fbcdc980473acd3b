"""The commands about registers: what they print, and what they refuse."""

from pathlib import Path

import pytest
from registers.stock_files import establishments, units

from dentelle.cli import main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DENTELLE_REGISTERS", str(tmp_path / "registers"))
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path, code: int = 0) -> tuple[str, str]:
    """What a command prints on standard output and on standard error."""
    assert main([str(argument) for argument in arguments]) == code
    read = capsys.readouterr()
    return read.out, read.err


def test_a_list_is_imported_listed_and_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ateliers.csv").write_text("Numéro;Nom\n7;Forge\n;Sans numéro\n")
    (folder / "m.toml").write_text('[columns]\n"Numéro" = "id"\n"Nom" = "name"\n')
    command = ("register", "import", "csv", folder / "ateliers.csv", "--name", "ateliers", "--mapping", folder / "m.toml")
    out, err = said(capsys, *command, "--vintage", "2026-03-31")
    assert out == ""
    assert "The register ateliers has 1 row:" in err
    assert "1 row was left out" in err
    assert said(capsys, "register", "list")[0] == "ateliers\t1\t-\t2026-03-31\n"
    shown = said(capsys, "register", "show", "ateliers")[0]
    assert "vintage: 2026-03-31" in shown
    assert "previous vintage: none" in shown
    assert said(capsys, "register", "show", "ateliers", "7")[0] == "id: 7\nname: Forge\n"


def test_an_activity_is_said_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "firms.csv").write_text("id,name,activity\n7,Forge,62.10Y\n")
    (folder / "naf.csv").write_text("".join(f"{n}.10Y,Activité {n}\n" for n in range(10, 99)))
    said(capsys, "register", "import", "csv", folder / "firms.csv", "--name", "firms")
    assert "[en]" in said(capsys, "register", "show", "firms", "7")[0]
    assert "89 codes of NAF2025" in said(capsys, "register", "import", "naf", folder / "naf.csv")[1]
    assert "activity means: Activité 62 [fr]" in said(capsys, "register", "show", "firms", "7")[0]


def test_stock_files_are_imported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = (units(folder, {}), establishments(folder, {}, {"siret": "73282932000082", "codeCommuneEtablissement": "62041"}))
    assert "sirene has 1 row:" in said(capsys, "register", "import", "sirene", *files, "--departements", "59")[1]
    assert "name: ATELIERS ZOLAMON" in said(capsys, "register", "show", "sirene", "73282932000074")[0]


def test_what_is_wrong_is_said_in_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "There is no register 'x'" in said(capsys, "register", "show", "x", code=1)[1]
    assert "cannot be read" in said(capsys, "register", "import", "csv", folder / "gone.csv", "--name", "x", code=1)[1]
    (folder / "a.csv").write_text("id,name\n1,A\n")
    importing = ("register", "import", "csv", folder / "a.csv", "--name", "a")
    assert "Write it like 500MB or 4GB" in said(capsys, *importing, "--memory", "much", code=1)[1]
    said(capsys, *importing)
    assert "has no row with the id '2'" in said(capsys, "register", "show", "a", "2", code=1)[1]
    for wrong in (["--departements", "59,99"], ["--vintage", "summer"]):
        with pytest.raises(SystemExit):
            main(["register", "import", "sirene", str(folder / "a.csv"), *wrong])
    assert "there is no département 99" in capsys.readouterr().err
