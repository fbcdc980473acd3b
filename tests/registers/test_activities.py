"""The labels of activity codes: imported lists before packaged ones."""

from pathlib import Path

import openpyxl
import pytest

from dentelle.errors import RegisterError
from dentelle.registers.activities import import_labels, label

ROWS = [
    ("Nomenclature d'activités, liste des sous-classes", "", ""),
    ("Ligne", "Code", "Libellé"),
    ("1", "A", "Agriculture"),
    ("2", "62.10Y", "Conseil et programmation"),
    *((str(n), f"01.{n}Y", f"Culture numéro {n}") for n in range(11, 40)),
]


def as_csv(folder: Path, separator: str = ";") -> Path:
    path = folder / "naf.csv"
    path.write_text("".join(separator.join(row) + "\n" for row in ROWS), encoding="cp1252")
    return path


def as_workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(folder / "naf.xlsx")
    return folder / "naf.xlsx"


@pytest.mark.parametrize("made", [as_csv, as_workbook])
def test_an_imported_list_is_said_before_the_packaged_one(made, tmp_path: Path) -> None:
    assert label("62.10Y", "NAF2025", "fr", tmp_path).language == "en"
    assert import_labels(made(tmp_path), "NAF2025", "fr", tmp_path) == 31
    assert label("6210Y", "NAF2025", "fr", tmp_path).text == "Conseil et programmation"
    assert label("62.10Y", "NAF2025", "de", tmp_path).language == "en"
    assert label("00.00Y", "NAF2025", "fr", tmp_path) is None


def test_a_newer_list_takes_the_place_of_the_older(tmp_path: Path) -> None:
    import_labels(as_csv(tmp_path), "NAF2025", "fr", tmp_path)
    newer = tmp_path / "newer.csv"
    newer.write_text("".join(f"{n}.10Y,Activité {n}\n" for n in range(10, 99)), encoding="utf-8")
    import_labels(newer, "NAF2025", "fr", tmp_path)
    assert label("62.10Y", "NAF2025", "fr", tmp_path).text == "Activité 62"


def test_a_file_that_is_no_list_of_activities_changes_nothing(tmp_path: Path) -> None:
    import_labels(as_csv(tmp_path), "NAF2025", "fr", tmp_path)
    other = tmp_path / "people.csv"
    other.write_text("name,town\nAnna,Mons\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="gives 0 activity codes a label"):
        import_labels(other, "NAF2025", "fr", tmp_path)
    assert label("62.10Y", "NAF2025", "fr", tmp_path).text == "Conseil et programmation"
