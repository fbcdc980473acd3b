"""Lists of offers as partners keep them, in four languages."""

import pytest

from dentelle.errors import InterfaceError
from dentelle.hub.interface.offer_files import column_names, condition_of, offers_in

FRENCH = """Type;Titre;Description;Territoire;Thèmes;Conditions;Ouverture;Clôture;Organisme;Téléphone
Financement;Chèque robotique;Pour un robot;"59, R11";industrie|robot;headcount<=50|naf_prefix=25;01/09/2026;31.12.2026;CCI;03 27
;;;;;;;;;
Locaux;Atelier;Avec pont roulant;59172;;;;;Agglo;
"""


def test_a_french_list_without_references():
    (two, cheque), (four, atelier) = offers_in(FRENCH.encode("cp1252"), "aides.csv")
    assert (two, four) == (2, 4)
    assert (cheque["family"], cheque["perimeter"], cheque["domains"]) == ("funding", ["59", "R11"], ["industrie", "robot"])
    assert cheque["window"] == {"opens": "2026-09-01", "closes": "2026-12-31"}
    assert [one["field"] for one in cheque["conditions"]] == ["headcount", "naf_prefix"]
    assert (atelier["family"], cheque["provider"], cheque["phone"]) == ("premises", "CCI", "03 27")
    again = dict(offers_in(FRENCH.replace("Pour un robot", "Pour deux").upper().encode(), "aides.csv"))
    assert again[2]["id"] == cheque["id"]
    assert cheque["id"] != atelier["id"]


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
def test_the_columns_that_the_page_names_are_understood(language):
    head = ";".join(column_names(language))
    cells = ["a1", "Förderung", "de", "Robotik", "Text", "59", "Industrie", "", "", "", "CCI", "Jo", "jo@example.org", "1"]
    ((_, told),) = offers_in(f"{head}\n{';'.join(cells)}\n".encode(), "x.csv")
    assert (told["id"], told["family"], told["title"], told["email"]) == ("a1", "funding", "Robotik", "jo@example.org")


def test_a_workbook_and_a_list_without_titles_are_told_what_to_do():
    with pytest.raises(InterfaceError, match="save the sheet as CSV"):
        offers_in(b"PK\x03\x04rest", "aides.xlsx")
    with pytest.raises(InterfaceError, match="lacks the columns title"):
        list(offers_in(b"family\nfunding\n", "aides.csv"))


def test_a_condition_as_people_write_it():
    assert condition_of("naf_prefix=13,14") == {"field": "naf_prefix", "op": "in", "value": ["13", "14"]}
