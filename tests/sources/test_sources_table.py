"""Tables: every filled row is a record or is named as left out; keys survive reordering."""

import datetime
from dataclasses import replace

import made_files as made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.errors import SourceError
from dentelle.given import Limits
from dentelle.model import Record, Skipped
from dentelle.sources.cells import cell_text, plain_number
from dentelle.sources.delimited import delimited_records
from dentelle.sources.rows import Row
from dentelle.sources.table import Table, records_of
from dentelle.sources.workbook import workbook_records

DAY = datetime.datetime(2019, 4, 3)  # noqa: DTZ001 - as openpyxl gives it
LIST = "Nom;SIRET;Ville\nStudio Rhonelle;78412345600017;Denain\nOctopode;78412345600025;Anzin\n"


def read(text: str, encoding: str = "utf-8") -> tuple[list[Record], list[Skipped]]:
    return delimited_records(text.encode(encoding), "liste.csv", "s", Limits())


def fields(records: list[Record]) -> list[dict[str, str]]:
    return [dict(record.fields) for record in records]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(separator: str, newline: str) -> None:
    records, skipped = read(LIST.replace(";", separator).replace("\n", newline))
    assert fields(records) == [
        {"Nom": "Studio Rhonelle", "SIRET": "78412345600017", "Ville": "Denain"},
        {"Nom": "Octopode", "SIRET": "78412345600025", "Ville": "Anzin"},
    ]
    assert [(record.key, record.row) for record in records] == [("78412345600017", 2), ("78412345600025", 3)]
    assert skipped == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    records, _ = read("Nom;Activité\nÉcole d’art;création numérique à Anzin\n", encoding)
    assert fields(records) == [{"Nom": "École d’art", "Activité": "création numérique à Anzin"}]


def test_what_a_terminal_would_obey_is_no_text_of_a_cell() -> None:
    records, _ = read("Nom;Ville\n\x1b[31mStudio\x1b[0m\x07;Den\u0085ain\nB\x9b1mC;Anzin\n")
    assert fields(records) == [{"Nom": "[31mStudio[0m", "Ville": "Den ain"}, {"Nom": "B1mC", "Ville": "Anzin"}]


def test_quoted_cells_hold_separators_and_lines() -> None:
    records, _ = read('Nom;Adresse;Note\n"A; B";"1, rue X\n59220 Denain";"dit ""oui"""\nC;d;e\n')
    assert fields(records)[0] == {"Nom": "A; B", "Adresse": "1, rue X 59220 Denain", "Note": 'dit "oui"'}
    assert [record.row for record in records] == [3, 4]


def test_titles_above_the_header_and_notes_below_are_no_records() -> None:
    text = "Liste des partenaires 2019;;\n;;\nNom;Ville;Effectif\nA;Denain;3\nNom;Ville;Effectif\nB;Anzin;4\n;;\nSource : CCI;;\n"
    records, skipped = read(text)
    assert [record.fields[0][1] for record in records] == ["A", "B"]
    assert [(s.row, s.reason) for s in skipped] == [(5, "unsupported"), (8, "unsupported")]
    assert "repeats the header" in skipped[0].detail
    assert "liste.csv, row 8" in skipped[1].detail


def test_a_list_without_header_has_numbered_columns() -> None:
    records, _ = read("Octopode;59220;2015\nRailvox;59410;2011\n")
    assert fields(records)[0] == {"column 1": "Octopode", "column 2": "59220", "column 3": "2015"}


def test_years_may_name_columns() -> None:
    records, _ = read("Nom;2018;2019\nOctopode;3;4\n")
    assert fields(records) == [{"Nom": "Octopode", "2018": "3", "2019": "4"}]


def test_blank_and_repeated_column_names() -> None:
    records, _ = read("Nom;;Ville;Ville\nA;b;c;d;e\n")
    assert fields(records) == [{"Nom": "A", "column 2": "b", "Ville": "c", "Ville (4)": "d", "column 5": "e"}]


def test_a_list_of_one_column() -> None:
    records, _ = read("Nom\nOctopode\nRailvox\n")
    assert fields(records) == [{"Nom": "Octopode"}, {"Nom": "Railvox"}]


def test_a_row_with_nothing_but_a_name_is_a_record() -> None:
    records, skipped = read("Nom;Ville;Effectif\nA;Denain;3\nB;;\nC;Anzin;4\n")
    assert len(records) == 3
    assert skipped == []


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("7,84123456000170E+13", "78412345600017"),
        ("7.84E+13", "78400000000000"),
        ("78412345600017.0", "78412345600017"),
        ("59220,00", "59220"),
        ("3.5", "3.5"),
        ("1.234E-5", "1.234E-5"),
        ("006280234", "006280234"),
        ("2E10", "2E10"),
    ],
)
def test_identifiers_get_their_digits_back(written: str, plain: str) -> None:
    assert plain_number(written) == plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (78412345600017.0, "78412345600017"),
        (78412345600017, "78412345600017"),
        (12.5, "12.5"),
        (True, "true"),
        (DAY, "2019-04-03"),
        (DAY.replace(hour=18, minute=30), "2019-04-03 18:30"),
        (datetime.date(2019, 4, 3), "2019-04-03"),
        (datetime.time(18, 30), "18:30:00"),
        ("  deux\n mots ", "deux mots"),
    ],
)
def test_cells(value: object, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("dates", "iso"),
    [
        (["03/04/2019", "25/12/2018"], ["2019-04-03", "2018-12-25"]),
        (["03.04.2019", "04.04.2019"], ["2019-04-03", "2019-04-04"]),
        (["03/04/2019", "12/25/2018"], ["2019-03-04", "2018-12-25"]),
        (["25/12/2018", "12/25/2018"], ["25/12/2018", "12/25/2018"]),
        (["31/02/2019", "01/02/2019"], ["31/02/2019", "2019-02-01"]),
        (["03/04/2019", "bientôt"], ["03/04/2019", "bientôt"]),
    ],
)
def test_a_column_of_dates_is_iso_where_its_order_is_certain(dates: list[str], iso: list[str]) -> None:
    records, _ = read("Nom;Créée\n" + "".join(f"N{i};{date}\n" for i, date in enumerate(dates)))
    assert [dict(record.fields)["Créée"] for record in records] == iso


cell = st.text(st.sampled_from("abcXYZ éà1"), max_size=6).map(str.strip)
tables = st.lists(st.tuples(cell, cell, cell).filter(any), min_size=1, max_size=12)


@given(tables, st.randoms(use_true_random=False), st.sampled_from(["Ville", "SIRET", "id"]))
def test_keys_are_distinct_and_the_same_in_any_order(rows: list[tuple[str, ...]], dice: object, column: str) -> None:
    header = Row(1, ("Nom", column, "Note"))
    body = [Row(number, cells) for number, cells in enumerate(rows, start=2)]
    table = Table("a.csv", "s")
    records, _ = records_of([header, *body], table)
    mixed = list(body)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    again, _ = records_of([header, *(replace(row, number=n) for n, row in enumerate(mixed, start=2))], table)
    assert len({record.key for record in records}) == len(records)
    assert {(r.key, r.fields) for r in again} == {(r.key, r.fields) for r in records}


def test_a_key_is_the_identifier_where_there_is_one_and_survives_other_edits() -> None:
    before, _ = read(LIST)
    after, _ = read(LIST.replace("Denain", "Lourches"))
    assert [record.key for record in before] == [record.key for record in after]


def test_doubles_of_an_identifier_are_told_apart_by_their_rows() -> None:
    records, _ = read(LIST + "".join(f"N{i};9991234560{i:04};X\n" for i in range(30)) + "Autre;78412345600017;Denain\n")
    keys = [record.key for record in records]
    assert len(set(keys)) == len(keys)
    assert sum(key.startswith("78412345600017~") for key in keys) == 2


def test_workbook_with_merged_title_several_sheets_and_a_hidden_one() -> None:
    data = made.xlsx(
        {
            "Partenaires": [
                ["Partenaires du pôle", None, None],
                [None, None, None],
                ["Ville", "Nom", "SIRET"],
                ["Denain", "Octopode", 78412345600017.0],
                [None, "Railvox", 78412345600025],
                ["Anzin", "Clinivue", None],
            ],
            "Autres": [["Nom", "SIRET"], ["Octopode SAS", "78412345600017"], ["Clinivue", "78412345600033"]],
            "Codes": [["a", "b"], ["x", "y"]],
        },
        merged=("A1:C1", "A4:A5"),
        hidden=("Codes",),
    )
    records, skipped = workbook_records(data, "xlsx", "a.xlsx", "s", Limits())
    assert [(r.sheet, r.row) for r in records] == [
        ("Partenaires", 4),
        ("Partenaires", 5),
        ("Partenaires", 6),
        ("Autres", 2),
        ("Autres", 3),
    ]
    assert fields(records)[0] == {"Ville": "Denain", "Nom": "Octopode", "SIRET": "78412345600017"}
    assert fields(records)[1]["Ville"] == "Denain"
    assert len({record.key for record in records}) == 5
    assert "sheet Codes is hidden" in skipped[0].detail


def test_opendocument_spreadsheet() -> None:
    data = made.ods([["Nom", "SIRET"], ["Octopode", 78412345600017.0], ["Railvox", 78412345600025.0]])
    records, _ = workbook_records(data, "ods", "a.ods", "s", Limits())
    assert fields(records) == [{"Nom": "Octopode", "SIRET": "78412345600017"}, {"Nom": "Railvox", "SIRET": "78412345600025"}]


def test_a_file_of_unclosed_quotes_is_refused_with_its_line() -> None:
    with pytest.raises(SourceError, match="line 2"):
        read('a;b\n"open;' + "x" * 1_100_000)
