"""Lists as they come: every filled row below the header is given, as the file writes it, or is named as no record."""

from pathlib import Path

import made_files as made
import pytest

from dentelle.errors import SourceError
from dentelle.given import Limits
from dentelle.sources.listing import Listing, listings, plain


def opened(
    folder: Path, content: str | bytes, name: str = "liste.csv", encoding: str = "utf-8", **told: int
) -> tuple[Listing, ...]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return listings(path, Limits(), **told)


def cells(listing: Listing) -> list[tuple[str, ...]]:
    return [row.cells for row, reason in listing.rows() if not reason]


PARTNERS = """\
Liste des partenaires;;;
mise à jour : mars 2019;;;
;;;
Nom;SIRET;CP;Commune
École d’art;5,53E+13;1310;Denain
;;;
B;;59300;
TOTAL;2;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_titles_above_and_totals_below_are_told_and_cells_are_as_written(tmp_path: Path, encoding: str) -> None:
    (listing,) = opened(tmp_path, PARTNERS, encoding=encoding)
    assert listing.columns == ("Nom", "SIRET", "CP", "Commune")
    assert (listing.header, listing.count, listing.blank) == ((4,), 3, 1)
    assert [row.cells[0] for row in listing.above] == ["Liste des partenaires", "mise à jour : mars 2019"]
    assert cells(listing) == [("École d’art", "5,53E+13", "1310", "Denain"), ("B", "", "59300", "")]
    assert [(row.number, reason) for row, reason in listing.rows() if reason] == [(8, "it holds a total (TOTAL)")]
    assert plain("5,53E+13") == "55300000000000"
    assert list(listing.rows()) == list(listing.rows())


def test_a_firm_called_total_is_no_total(tmp_path: Path) -> None:
    (listing,) = opened(tmp_path, "Nom;SIRET;Effectif\nA;1;2\nTotal;54205118000066;12\nTotal SA;;12\n")
    assert [row[0] for row in cells(listing)] == ["A", "Total", "Total SA"]


@pytest.mark.parametrize(
    ("text", "columns", "first"),
    [
        ("Structure;;Contact;;\nNom;Ville;Nom;Prénom;Tél\nA;Denain;B;C;1\n", ["Structure / Nom", "Contact / Nom"], "A"),
        ("Nom;SIRET;Adresse;;\n;;Rue;CP;Ville\nA;1;rue X;59220;Denain\nB;2;rue Y;59300;Anzin\n", ["Nom", "Adresse / Rue"], "A"),
        ("Nom;Ville;2019-2020\nA;Denain;3\nB;Anzin;4\n", ["Nom", "2019-2020"], "A"),
        ("Nom;;Ville\nA;b;\nC;d;Denain\nE;f;Anzin\n", ["Nom", "column 2", "Ville"], "A"),
        ("Liste des membres\n\nNom;Ville\nA;\nB;\nC;Denain\nD;\n", ["Nom", "Ville"], "A"),
        ("Nom\nA, B\nC d e\nF\n", ["Nom"], "A, B"),
    ],
)
def test_headers(tmp_path: Path, text: str, columns: list[str], first: str) -> None:
    (listing,) = opened(tmp_path, text)
    assert set(columns) <= set(listing.columns), listing.columns
    assert cells(listing)[0][0] == first


def test_a_person_may_say_where_the_header_is(tmp_path: Path) -> None:
    text = "Alpha;Denain;x\nBeta;Anzin;y\n"
    assert cells(opened(tmp_path, text)[0]) == [("Beta", "Anzin", "y")]
    (listing,) = opened(tmp_path, text, header=0)
    assert (listing.columns, listing.header) == (("column 1", "column 2", "column 3"), ())
    assert len(cells(listing)) == 2
    with pytest.raises(SourceError, match="no filled row 7"):
        opened(tmp_path, text, header=7)


def test_a_row_wider_than_the_header_keeps_every_cell(tmp_path: Path) -> None:
    (listing,) = opened(tmp_path, "Nom;Ville\n" + "A;Denain\n" * 100 + "B;Anzin;oups\n")
    assert listing.columns == ("Nom", "Ville", "column 3")
    assert cells(listing)[-1] == ("B", "Anzin", "oups")
    assert cells(listing)[0] == ("A", "Denain", "")


def test_a_few_bad_bytes_do_not_turn_utf8_into_another_encoding(tmp_path: Path) -> None:
    bad = "Nom;Ville\nÉcole;Denain\nTh".encode() + b"\xe9" + b";Anzin\n"
    (listing,) = opened(tmp_path, bad)
    assert (listing.encoding, listing.damaged) == ("utf-8", (3,))
    assert cells(listing) == [("École", "Denain"), ("Th\ufffd", "Anzin")]


def test_an_accent_late_in_a_long_file_is_read_in_its_encoding(tmp_path: Path) -> None:
    (listing,) = opened(
        tmp_path, "Nom;Ville\n" + f"A;{'Denain ' * 60}\n" * 12_000 + "École « À l’été »;Liège\n", encoding="cp1252"
    )
    assert listing.encoding == "cp1252"
    *_, (row, _) = listing.rows()
    assert row.cells == ("École « À l’été »", "Liège")
    assert (row.number, listing.count) == (12_002, 12_001)
    assert len(listing.sample) < 3_000


def test_a_quotation_mark_left_open_is_an_error_with_its_line(tmp_path: Path) -> None:
    text = 'Nom;Rue;CP;Ville\nA;"12 rue X;59220;Denain\n' + "B;r;59300;Anzin\n" * 9 + 'C;r";59300;Anzin\n'
    with pytest.raises(SourceError, match=r"line 2: a quotation mark .* line 12"):
        opened(tmp_path, text)


def test_cells_of_several_lines_are_no_blank_rows(tmp_path: Path) -> None:
    (listing,) = opened(tmp_path, 'Nom;Adresse;Ville\nA;"1 rue X\n59220 Denain";Denain\n"B\nC";;\n')
    assert listing.blank == 0
    assert cells(listing) == [("A", "1 rue X\n59220 Denain", "Denain"), ("B\nC", "", "")]


def test_the_sheets_of_a_workbook(tmp_path: Path) -> None:
    sheets = {
        "Liste": [
            ["Partenaires", None, None],
            [None],
            ["Nom", "SIRET", "CP"],
            ["A", 78412345600017, 1310],
            [None, 784123456.0, 59220],
        ],
        "Vide": [[None]],
        "Notes": [["lu par X"], ["et par Y"]],
    }
    first, notes = opened(tmp_path, made.xlsx(sheets, merged=("A1:C1", "A4:A5"), hidden=("Notes",)), "liste.xlsx")
    assert (first.sheet, first.encoding, first.header, first.hidden) == ("Liste", "", (3,), False)
    assert cells(first) == [("A", "78412345600017", "1310"), ("A", "784123456", "59220")]
    assert (notes.sheet, notes.hidden) == ("Notes", True)


def test_an_opendocument_spreadsheet(tmp_path: Path) -> None:
    (listing,) = opened(tmp_path, made.ods([["Nom", "CP"], ["A", 59220]]), "liste.ods")
    assert cells(listing) == [("A", "59220")]


def test_text_in_a_file_called_xls_is_read(tmp_path: Path) -> None:
    (listing,) = opened(tmp_path, "Nom\tVille\nA\tDenain\n", "export.xls")
    assert (listing.separator, cells(listing)) == ("\t", [("A", "Denain")])


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "is empty"),
        (b"Nom;Ville\n", "a.csv", "no row below its header"),
        (b"<html><table></table></html>", "a.xls", "is HTML, not a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "before 2007"),
        (b"%PDF-1.4 ", "a.pdf", "is PDF, not a table"),
    ],
)
def test_what_is_no_list_says_so(tmp_path: Path, content: bytes, name: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        opened(tmp_path, content, name)
    with pytest.raises(SourceError, match="cannot be opened"):
        listings(tmp_path / "missing.csv", Limits())
