"""Lists as they come become registers; nothing is lost in silence."""

import csv
import gzip
import hashlib
import random
import zipfile
from pathlib import Path

import duckdb
import pytest
from stdnum import luhn

from dentelle.errors import RegisterError
from dentelle.registers import assembling, delivery, parsing
from dentelle.registers.mapping import ColumnMapping, load_mapping
from dentelle.registers.schema import COLUMNS, RegisterRow
from dentelle.registers.store import Description, open_register, register_names
from dentelle.registers.table_import import import_table
from dentelle.registers.telling import imported_lines

HEADER = "id,name,other_names,address,postcode,city,insee,activity,legal_form\n"
LISTED = (
    HEADER
    + 'c,"Atelier ""Zolamon"", le vrai",Zolamon|AZ,"3, rue des Écoles",59220,Denain,59172,62.01Z,SARL\n'
    + "a,Forge Dilermo,,,59300,Valenciennes,59606,,\n"
    + "b,Société Ferlanon,Ferlanon,12 place  d'Armes,59000,Lille,59350,,SAS\n"
)


def written(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def rows(root: Path, name: str = "partners") -> list[RegisterRow]:
    with open_register(name, root) as register:
        return list(register)


def imported(folder: Path, path: Path, mapping: ColumnMapping | None = None) -> Description:
    return import_table(path, "partners", mapping, root=folder / "registers")


def skipped(folder: Path, name: str = "partners") -> list[list[str]]:
    with (folder / "registers" / name / "skipped.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]


def contents(folder: Path) -> dict[str, str]:
    """The digest of every file of a folder, by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_list_becomes_rows_sorted_by_id(tmp_path: Path) -> None:
    made = imported(tmp_path, written(tmp_path, LISTED))
    assert (made.rows, made.skipped, made.scheme, made.sources) == (3, 0, "", ("list.csv",))
    found = rows(tmp_path / "registers")
    assert [(row.number, row.id, row.name) for row in found] == [
        (0, "a", "Forge Dilermo"),
        (1, "b", "Société Ferlanon"),
        (2, "c", 'Atelier "Zolamon", le vrai'),
    ]
    assert found[2].names == ('Atelier "Zolamon", le vrai', "Zolamon", "AZ")
    assert (found[1].address, found[1].insee, found[1].legal_form) == ("12 place d'Armes", "59350", "SAS")
    assert not found[0].masked
    assert found[0].closed == found[0].parent == found[0].nomenclature == ""


def test_the_files_have_the_columns_in_their_order(tmp_path: Path) -> None:
    imported(tmp_path, written(tmp_path, LISTED))
    (file,) = (tmp_path / "registers" / "partners").glob("rows-*.parquet")
    described = duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{file}')").fetchall()
    assert {row[0]: row[1] for row in described} == COLUMNS
    assert [row[0] for row in described] == list(COLUMNS)


@pytest.mark.parametrize(
    "bytes_of",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("cp1252"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: gzip.compress(text.encode(), mtime=0),
    ],
)
def test_whatever_the_encoding_the_rows_are_the_same(tmp_path: Path, bytes_of) -> None:
    imported(tmp_path, written(tmp_path, bytes_of(LISTED)))
    assert [row.name for row in rows(tmp_path / "registers")] == [
        "Forge Dilermo",
        "Société Ferlanon",
        'Atelier "Zolamon", le vrai',
    ]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    text = f"city,here{separator}name{separator}id\nDenain{separator}Forge, atelier{separator}7\n"
    imported(tmp_path, written(tmp_path, text))
    assert [(row.id, row.name) for row in rows(tmp_path / "registers")] == [("7", "Forge, atelier")]


def test_parquet_xlsx_and_zip_give_what_csv_gives(tmp_path: Path) -> None:
    from openpyxl import Workbook

    plain = written(tmp_path, LISTED)
    imported(tmp_path, plain)
    expected = rows(tmp_path / "registers")
    parquet = tmp_path / "list.parquet"
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{plain}', all_varchar = true)) TO '{parquet}' (FORMAT parquet)")
    book = Workbook()
    for line in csv.reader(LISTED.splitlines()):
        book.active.append(line)
    book.save(tmp_path / "list.xlsx")
    with zipfile.ZipFile(tmp_path / "list.zip", "w") as archive:
        archive.write(plain, "inside/list.csv")
        archive.writestr("readme.md", "about")
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
        archive.write(parquet, "list.parquet")
    for name in ("list.parquet", "list.xlsx", "list.zip", "packed.zip"):
        assert imported(tmp_path, tmp_path / name).sources == (name,)
        assert rows(tmp_path / "registers") == expected, name


def test_an_archive_of_two_tables_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "list.zip", "w") as archive:
        archive.writestr("a.csv", LISTED)
        archive.writestr("b.csv", LISTED)
    with pytest.raises(RegisterError, match=r"list\.zip must hold one .*a\.csv, b\.csv"):
        imported(tmp_path, tmp_path / "list.zip")


def test_rows_without_an_id_or_with_one_that_stands_already_are_left_out_and_listed(tmp_path: Path) -> None:
    text = "id,name\n1,Une\n,Sans\n2,Deux\n1,Encore une\n \t,Blanc\n3,Trois,de trop\n4\n\n5,Cinq,\n"
    made = imported(tmp_path, written(tmp_path, text))
    assert [(row.id, row.name) for row in rows(tmp_path / "registers")] == [("1", "Une"), ("2", "Deux"), ("4", ""), ("5", "Cinq")]
    assert made.skipped == 4
    assert sorted(skipped(tmp_path), key=lambda line: int(line[1])) == [
        ["list.csv", "3", "", "it has no id"],
        ["list.csv", "5", "1", "its id stands on an earlier row"],
        ["list.csv", "6", "", "it has no id"],
        ["list.csv", "7", "", "it has 3 cells where the header has 2"],
    ]


def test_a_stray_quotation_mark_costs_at_most_its_row(tmp_path: Path) -> None:
    lines = [f'{number},Tube 5" modèle {number}' if number == 7 else f"{number},Atelier {number}" for number in range(40)]
    imported(tmp_path, written(tmp_path, "id,name\n" + "\n".join(lines) + "\n"))
    found = {row.id: row.name for row in rows(tmp_path / "registers")}
    assert found["7"] == 'Tube 5" modèle 7'
    assert len(found) == 40


def test_a_mapping_says_which_column_gives_what(tmp_path: Path) -> None:
    mapping = written(
        tmp_path,
        '[columns]\n"Code UAI" = "id"\n"Appellation" = "name"\n"Sigle" = "other_names"\n"Ancien nom" = "other_names"\n'
        '"N°" = "address"\n"Voie" = "address"\n"Fermé le" = "closed"\n',
        "m.toml",
    )
    text = 'code uai;Appellation;Sigle;Ancien nom;N°;Voie;Fermé le;Tél\n0590001A;Lycée;LZ;"École; bis";3;rue X;2020-01-31;06\n'
    imported(tmp_path, written(tmp_path, text), load_mapping(mapping))
    (row,) = rows(tmp_path / "registers")
    assert (row.id, row.other_names, row.address, row.closed) == ("0590001A", "LZ|École; bis", "3 rue X", "2020-01-31")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[columns", "no mapping that can be read"),
        ("a = 1", r"has no table \[columns\]"),
        ('[columns]\nA = "nom"', "A = 'nom'. The fields are: id, name"),
    ],
)
def test_a_wrong_mapping_is_explained(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RegisterError, match=said):
        load_mapping(written(tmp_path, text, "m.toml"))


def test_columns_that_are_missing_are_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"No column of list.csv gives id and name. Its columns are: SIRET, Nom"):
        imported(tmp_path, written(tmp_path, "SIRET;Nom\n1;A\n"))
    with pytest.raises(RegisterError, match=r"list.csv has not: Ville. It has: id, name"):
        imported(tmp_path, written(tmp_path, "id,name\n1,A\n"), ColumnMapping((("Ville", "city"),), "m.toml"))
    assert register_names(tmp_path / "registers") == ()


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "no header"), (b"\x1f\x8b\x08 broken", "fetched whole"), (None, "Check its name")]
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, data: bytes | None, said: str) -> None:
    path = written(tmp_path, data) if data is not None else tmp_path / "gone.csv"
    with pytest.raises(RegisterError, match=said) as raised:
        imported(tmp_path, path)
    assert str(path) in raised.value.detail


def test_a_parquet_file_that_is_cut_off_is_explained(tmp_path: Path) -> None:
    path = written(tmp_path, b"PAR1" + bytes(200), "list.parquet")
    with pytest.raises(RegisterError, match=r"import of partners stopped: .*are whole"):
        imported(tmp_path, path)


def test_the_scheme_of_ids_is_seen_and_an_establishment_has_its_legal_unit(tmp_path: Path) -> None:
    siret = "73282932000074"
    made = imported(tmp_path, written(tmp_path, f"id,name\n{siret},Une\n"))
    assert made.scheme == "siret"
    assert rows(tmp_path / "registers")[0].parent == siret[:9]


def test_merged_communes_and_nomenclatures_are_brought_up_to_date(tmp_path: Path) -> None:
    text = "id,name,insee,activity\n1,A,01340,62.01Z\n2,B,1340,6210Y\n3,C,59606,collège\n4,D,99999,\n"
    imported(tmp_path, written(tmp_path, text))
    assert [(row.insee, row.nomenclature) for row in rows(tmp_path / "registers")] == [
        ("01015", "NAFRev2"),
        ("01015", "NAF2025"),
        ("59606", ""),
        ("99999", ""),
    ]


def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "CHUNK", 5_000)
    monkeypatch.setattr(parsing, "PARQUET_ROWS", 300)
    monkeypatch.setattr(assembling, "RANGE", 700)
    monkeypatch.setattr(assembling, "SAMPLED", 7)


def many(seed: int = 1) -> str:
    dice = random.Random(seed)
    return HEADER + "".join(
        f'{dice.randrange(4000)},"Atelier\n{number}",,"{number}, rue ""X""",59{number % 1000:03},Ville {number % 7},,,\n'
        for number in range(3000)
    )


def test_in_small_pieces_the_register_has_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, many())
    whole = imported(tmp_path, path)
    expected, left_out = rows(tmp_path / "registers"), skipped(tmp_path)
    assert whole.rows + whole.skipped == 3000
    small_pieces(monkeypatch)
    told: list[tuple[str, int, int]] = []
    made = import_table(path, "pieces", root=tmp_path / "registers", progress=lambda *step: told.append(step))
    assert len(made.parts) > 2
    assert rows(tmp_path / "registers", "pieces") == expected
    assert [row.number for row in expected] == list(range(whole.rows))
    assert sorted(row.id for row in expected) == [row.id for row in expected]
    assert sorted(skipped(tmp_path, "pieces")) == sorted(left_out)
    assert {stage for stage, _, _ in told} == {"reading list.csv", "sorting", "indexing"}
    assert all(done <= total for _, done, total in told)


def test_zeros_that_a_spreadsheet_dropped_come_back(tmp_path: Path) -> None:
    units = [number + luhn.calc_check_digit(number) for number in ("00572078", "01234567", "73282932", "05542118")]
    whole = [number + luhn.calc_check_digit(number) for number in (f"{unit}0001" for unit in units)]
    rows_of = [f"{number.lstrip('0')},Forge {place}\n" for place, number in enumerate(whole)]
    made = imported(tmp_path, written(tmp_path, "id,name\n" + "".join(rows_of)))
    assert (made.scheme, made.rows, made.restored) == ("siret", len(whole), 3)
    assert [row.id for row in rows(tmp_path / "registers")] == sorted(whole)
    assert {row.parent for row in rows(tmp_path / "registers")} == {number[:9] for number in whole}
    assert "3 ids got back the zeros in front" in "\n".join(imported_lines(made, tmp_path))


def test_numbers_that_are_no_sirens_stay_as_they_are(tmp_path: Path) -> None:
    made = imported(tmp_path, written(tmp_path, "id,name\n" + "".join(f"{n},Forge {n}\n" for n in range(1200, 1260))))
    assert (made.scheme, made.restored, rows(tmp_path / "registers")[0].id) == ("", 0, "1200")
