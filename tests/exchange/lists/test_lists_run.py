"""A list linked to a register: every row comes out in its place, with its cells, decided; what is wrong with it is said."""

from pathlib import Path

import made_files as made
import openpyxl
import pytest
from exchange.lists.linked_lists import AMITO, DILERMO, DILERMO_TOO, FERLANON, ZOLAMON, linked

from dentelle.errors import RegisterError, SourceError
from dentelle.linking.lists import Candidate, Decided, one_to_one

LIST = f"""\
Liste des partenaires;;;;;
;;;;;
id;Raison sociale;SIRET;CP;Commune;Remarque
1;L'Atelier Zolamon;;59220;DENAIN CEDEX;=1+1
2;Ferlanon;{FERLANON.lstrip("0")};1310;;+33 3 27
3;Forge Dilermo;90000001900018;59300;Valenciennes;
4;;;59220;Denain;
;;;;;
5;Boulangerie Quelconque;{DILERMO};75011;Paris;
6;Grandiose Zébulon;;59000;Lille;
TOTAL;6;;;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_list_as_it_comes(folder: Path, encoding: str) -> None:
    rows, report, told = linked(folder, LIST.encode(encoding))
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5", "6", "TOTAL"]
    assert rows[0]["Remarque"] == "'=1+1"
    assert rows[1] | {"Remarque": "+33 3 27", "CP": "1310", "SIRET": FERLANON.lstrip("0")} == rows[1]
    assert [row["link_id"] for row in rows[:3]] == [ZOLAMON, FERLANON, DILERMO]
    assert [row["decision"] for row in rows] == ["match", "match", "match", "none", "review", "none", "none"]
    assert f"same SIRET {FERLANON}; same name" in rows[1]["reason"]
    assert "SIRET 90000001900018 is not valid" in rows[2]["reason"]
    assert rows[3]["reason"] == "the row has no name"
    assert rows[4]["link_id"] == DILERMO
    assert "neither the name nor the town" in rows[4]["reason"]
    assert "it holds a total" in rows[6]["reason"]
    assert (report.rows, report.decisions["match"], report.identified) == (7, 3, 1)
    assert [number for number, _ in report.skipped] == [7, 11]
    assert [number for number, _ in report.invalid] == [6]
    assert [number for number, _ in report.contradicted] == [9]
    said = "\n".join(told)
    assert f"liste.csv ({encoding}, separator ;): 7 rows below the header in row 3." in said
    assert "row 1 “Liste des partenaires”" in said
    assert "Not used: id, Remarque." in said
    assert "The list has a column id of its own; the one that was added is called link_id." in said
    assert "Blank rows left out: 1." in said


def test_a_workbook_of_several_sheets_with_merged_cells_and_numbers(folder: Path) -> None:
    sheets = {
        "Lisez-moi": [["Mode d'emploi"], ["Écrire à la CCI"], ["Merci"]],
        "Adhérents": [
            ["Structure", None, None, "Contact", None],
            ["Nom", "SIRET", "Ville", "Nom", "Prénom"],
            ["Forge Dilermo", float(DILERMO), "Valenciennes", "Alba", "Anne"],
            [None, float(DILERMO_TOO), "Lille", "Berto", "Bob"],
            ["Ferlanon", 5.53e13, "Polliat", "Cilla", "Chloé"],
        ],
    }
    content = made.xlsx({"Adhérents": sheets["Adhérents"], "Lisez-moi": sheets["Lisez-moi"]}, merged=("A1:C1", "D1:E1", "A3:A4"))
    rows, _, told = linked(folder, content, "liste.xlsx", candidates=5)
    assert [row["id"] for row in rows][:2] == [DILERMO, DILERMO_TOO]
    assert [row["decision"] for row in rows[:2]] == ["match", "match"]
    assert rows[0]["Contact / Nom"] == "Alba"
    assert rows[1]["Structure / Nom"] == "Forge Dilermo"
    assert rows[0]["Structure / SIRET"] == DILERMO
    said = "\n".join(told)
    assert "sheet “Adhérents”: 3 rows below the header in rows 1 and 2" in said
    assert "Sheets that were not read: “Lisez-moi” (2 rows)" in said
    assert "Not used: Contact / Nom, Contact / Prénom." in said
    with pytest.raises(SourceError, match=r"has no sheet “Adherentes”\. It has: “Adhérents”, “Lisez-moi”"):
        linked(folder, content, "liste.xlsx", sheet="Adherentes")


def test_what_a_spreadsheet_cut_is_no_identifier(folder: Path) -> None:
    _, report, _ = linked(folder, "Nom;SIRET;Ville\nFerlanon;5,53E+13;Polliat\n")
    ((number, said),) = report.invalid
    assert number == 2
    assert "a spreadsheet has cut its digits" in said


def test_a_siren_finds_the_establishment_of_the_town(folder: Path) -> None:
    rows, _, _ = linked(
        folder, "Nom;SIREN;Ville\nDilermo;900000019;Lille\nDilermo;900000019;\nAutre;900000027;Anzin\n", candidates=5
    )
    assert (rows[0]["id"], rows[0]["decision"]) == (DILERMO_TOO, "match")
    assert {row["id"] for row in rows[1:3]} == {DILERMO, DILERMO_TOO}
    assert {row["decision"] for row in rows[1:3]} == {"review"}
    assert (rows[3]["id"], rows[3]["decision"]) == (AMITO, "match")
    assert "same town Anzin" in rows[3]["reason"]


def test_a_row_without_a_name_may_have_an_identifier(folder: Path) -> None:
    rows, report, _ = linked(folder, f"Nom;SIRET;Ville\n;{ZOLAMON};Denain\n;{ZOLAMON};\n;{AMITO[:-1]}3;\nA;;\n")
    assert [row["decision"] for row in rows[:3]] == ["match", "review", "none"]
    assert [number for number, _ in report.skipped] == [4]


def test_contradicted_identifiers_are_reviewed_with_what_the_name_says(folder: Path) -> None:
    rows, report, _ = linked(folder, f"Nom;SIRET;Ville\nAtelier Zolamon;{DILERMO};Denain\n", candidates=5)
    assert {row["id"] for row in rows[:2]} >= {ZOLAMON, DILERMO}
    assert {row["decision"] for row in rows} == {"review"}
    assert rows[0]["runner_up"].startswith(rows[1]["id"])
    assert len(report.contradicted) == 1


def test_one_to_one_links_each_row_of_the_register_once(folder: Path) -> None:
    rows, report, _ = linked(folder, "Nom;Ville\n" + "Atelier Zolamon;Denain\n" * 2, one_to_one=True)
    assert [row["decision"] for row in rows] == ["match", "review"]
    assert "row 2 of the list has it" in rows[1]["reason"]
    assert report.decisions["match"] == 1


def test_one_to_one_keeps_the_surest_row() -> None:
    made = [
        Decided(str(n), "match", (Candidate("x", score, "so"), Candidate("y", 0.01, "so"))) for n, score in enumerate((0.8, 0.9))
    ]
    first, second = one_to_one(made)
    assert (first.decision, second.decision) == ("review", "match")
    assert [one.id for one in first.candidates] == ["x", "y"]


def test_the_mapping_is_saved_and_used_again(folder: Path) -> None:
    saved = folder / "liste.toml"
    text = "Truc;Chose;Machin\nAtelier Zolamon;x1;Denain\nFerlanon;x2;Polliat\n"
    linked(folder, text, save_mapping=saved)
    assert '"Truc" = "name"' in saved.read_text(encoding="utf-8")
    saved.write_text('[columns]\n"Truc" = "name"\n"Machin" = "city"\n', encoding="utf-8")
    rows, _, told = linked(folder, text, mapping=saved)
    assert [row["id"] for row in rows] == [ZOLAMON, FERLANON]
    assert any("Not used: Chose." in line for line in told)


def test_the_output_may_be_a_workbook_whose_cells_are_text(folder: Path) -> None:
    linked(folder, LIST)
    from dentelle.exchange.lists import Options, link_list

    link_list(Options(list=folder / "liste.csv", register="firms", out=folder / "out.xlsx"), lambda line: None)
    (header, first, second, *_) = openpyxl.load_workbook(folder / "out.xlsx").active.iter_rows()
    assert [cell.value for cell in header][-5:] == ["link_id", "score", "decision", "reason", "runner_up"]
    assert (first[5].value, first[5].data_type, first[5].quotePrefix) == ("=1+1", "s", True)
    assert (second[6].value, second[6].data_type) == (FERLANON, "s")


def test_nothing_is_written_when_it_cannot_be(folder: Path) -> None:
    (folder / "out.csv").write_text("kept")
    for list_, asked, said in [
        ("Nom\n", {}, "no row below its header"),
        ("12;34\n56;78\n", {}, "No column of liste.csv looks like a name"),
    ]:
        with pytest.raises(SourceError, match=said):
            linked(folder, list_, **asked)
    assert (folder / "out.csv").read_text() == "kept"
    with pytest.raises(SourceError, match="is the list itself"):
        linked(folder, LIST, "out.csv")
    assert {path.name for path in folder.iterdir()} == {"liste.csv", "out.csv"}


def test_an_unknown_register_is_said_before_the_list_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DENTELLE_REGISTERS", str(tmp_path))
    with pytest.raises(RegisterError, match="There is no register 'firms'"):
        linked(tmp_path, LIST)


def test_rows_flow_through_in_batches(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dentelle.exchange.lists import run

    monkeypatch.setattr(run, "BATCH", 3)
    text = "Nom;SIRET;Ville\n" + f"Atelier Zolamon;;Denain\nx;{AMITO};Anzin\n;;Lille\n" * 5
    rows, report, _ = linked(folder, text)
    assert [row["decision"] for row in rows] == ["match", "match", "none"] * 5
    assert report.rows == 15
    assert sum(report.spent.values()) > 0
    rows, again, _ = linked(folder, "Nom;Ville\n" + "Atelier Zolamon;Denain\n" * 900)
    assert {row["id"] for row in rows} == {ZOLAMON}
    assert sum(again.spent.values()) % 900 == 0
    assert sum(again.spent.values()) > 0
