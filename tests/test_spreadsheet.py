"""No cell that people take away is run by a spreadsheet, by whatever sign it parts the cells."""

import csv
import io

import pytest

from dentelle.spreadsheet import harmless, looks_like_formula

HOSTILE = (
    "=1+1",
    "a;=1+1",
    "a,=1+1",
    "a\t@SUM(1)",
    "a\n-2+3+cmd|' /C calc'!A0",
    "a\r\n+cmd|'x'!A0",
    'Lace; "=HYPERLINK(""http://x"")"',
    "a; =cmd|x;=1",
    "\t=1",
)
PLAIN = (
    "Lace & Co",
    "+33 3 27 00 00 00",
    "-1,5",
    "1,-5",
    "Saint-Amand, Denain",
    "a@b.org; c@d.org",
    "x=y",
    "",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("written", [",", ";", "\t"])
@pytest.mark.parametrize("opened", [",", ";", "\t"])
def test_nothing_is_run(text: str, written: str, opened: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=written).writerow(["name", harmless(text), "end"])
    cells = [cell for row in csv.reader(io.StringIO(file.getvalue()), delimiter=opened) for cell in row]
    assert not [cell for cell in cells if looks_like_formula(cell.strip(' "'))]


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_formula_stays(text: str) -> None:
    assert harmless(text) == text
