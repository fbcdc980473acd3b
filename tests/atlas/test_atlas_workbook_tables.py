"""A workbook where a table is asked for becomes that table; what is none is refused, and what is a table stays as it is."""

import io
from datetime import date

import made_files as made
import pytest
from openpyxl import Workbook

from dentelle.atlas import workbook_tables
from dentelle.atlas.workbook_tables import as_csv
from dentelle.errors import SourceError

ROWS = [["Room", "Since", "Area", "Note"], ["A1", date(2020, 9, 1), 22.5, 'two, "three"'], [], ["A2", None, 3, None]]
CSV = 'Room,Since,Area,Note\r\nA1,2020-09-01,22.5,"two, ""three"""\r\n\r\nA2,,3\r\n'


def xlsx(*sheets: list[list[object]], hidden: int = 0) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"s{number}")
        sheet.sheet_state = "hidden" if number < hidden else "visible"
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_rows_keep_their_lines_days_and_numbers():
    assert as_csv(xlsx(ROWS), "rooms.xlsx").decode() == CSV


def test_the_first_visible_sheet_with_rows_is_read():
    assert as_csv(xlsx([["no"]], [], ROWS, [["later"]], hidden=1), "rooms.xlsx").decode() == CSV


def test_an_opendocument_sheet_is_read_too():
    assert as_csv(made.ods([["Room", "Area"], ["A1", 22.5]]), "rooms.ods").decode() == "Room,Area\r\nA1,22.5\r\n"


def test_what_is_no_package_stays_as_it_is():
    for data in (b"room;area\nA1;2\n", b"", b"[]", b"\xd0\xcf\x11\xe0"):
        assert as_csv(data, "rooms.csv") is data


def test_what_cannot_be_read_is_refused():
    whole = xlsx(ROWS)
    hostile = (made.billion_laughs(whole, "xl/workbook.xml"), made.bomb(["xl/workbook.xml"], 1))
    for data in (*hostile, b"PK\x03\x04rest", whole[: len(whole) // 2], xlsx([]), xlsx(ROWS, [], hidden=1)):
        with pytest.raises(SourceError, match=r"rooms\.xlsx"):
            as_csv(data, "rooms.xlsx")


def test_more_cells_than_a_table_has_are_refused(monkeypatch):
    monkeypatch.setattr(workbook_tables, "CELLS", 8)
    with pytest.raises(SourceError, match="too many cells"):
        as_csv(xlsx(ROWS), "rooms.xlsx")
