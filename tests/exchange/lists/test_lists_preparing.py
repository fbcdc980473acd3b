"""A row as it is compared: cells repaired where programs spoil them, identifiers only if they are valid."""

import pytest

from dentelle.exchange.lists.mapping import ColumnMapping
from dentelle.exchange.lists.preparing import Prepared, Preparing
from dentelle.linking.lists import ListRow


def prepared(**cells: str) -> Prepared:
    return Preparing(ColumnMapping(tuple((f"column {field}", field) for field in cells))).prepare(7, list(cells.values()))


def row(**cells: str) -> ListRow:
    return prepared(**cells).row


def test_every_field_finds_its_place() -> None:
    found = row(
        name=" Atelier  X ",
        other_names="AX | Axe;A.",
        address="3 rue Y",
        postcode="59220",
        city="Denain",
        kind="SARL",
        activity="pain",
    )
    assert found == ListRow("7", "Atelier X", ("AX", "Axe", "A."), "3 rue Y", "59220", "Denain", "", (), "SARL; pain")


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ({"city": "59220 Denain"}, ("", "59220", "Denain")),
        ({"city": "7000 Mons"}, ("", "7000", "Mons")),
        ({"address": "3 rue Y, 59220 Denain"}, ("3 rue Y", "59220", "Denain")),
        ({"address": "3 rue Y - 59322 VALENCIENNES CEDEX 9"}, ("3 rue Y", "59322", "VALENCIENNES CEDEX 9")),
        ({"address": "3 rue Y 59220 Denain", "city": "Denain"}, ("3 rue Y", "59220", "Denain")),
        ({"address": "12 rue du 11 novembre"}, ("12 rue du 11 novembre", "", "")),
        ({"insee": "1004"}, ("", "01500", "Ambérieu-en-Bugey")),
        ({"department": "Nord (59)"}, ("", "59", "")),
        ({"department": "Nord"}, ("", "59", "")),
        ({"department": "2a"}, ("", "2A", "")),
        ({"postcode": "1310", "city": "Polliat"}, ("", "01310", "Polliat")),
        ({"postcode": "1310.0", "city": "Polliat"}, ("", "01310", "Polliat")),
        ({"postcode": "7000", "city": "Mons", "country": "Belgique"}, ("", "7000", "Mons")),
        ({"postcode": '="01310"'}, ("", "01310", "")),
        ({"postcode": "-", "city": "NC"}, ("", "", "")),
    ],
)
def test_where_it_is(cells: dict[str, str], where: tuple[str, str, str]) -> None:
    found = row(name="A", **cells)
    assert (found.address, found.postcode, found.city) == where


@pytest.mark.parametrize(
    ("scheme", "written", "valid"),
    [
        ("siret", "784 123 457 00011", "78412345700011"),
        ("siret", "7,8412345700011E+13", "78412345700011"),
        ("siret", "78412345700011.0", "78412345700011"),
        ("siret", "5221034100013", "05221034100013"),
        ("siret", "35600000049837", "35600000049837"),  # La Poste: the sum of the digits
        ("siren", "784123457", "784123457"),
        ("vat", "FR 40 303 265 045", "FR40303265045"),
        ("bce", "BE 0403.170.701", "0403170701"),
    ],
)
def test_identifiers_are_had_back(scheme: str, written: str, valid: str) -> None:
    assert prepared(name="A", **{scheme: written}).row.identifiers == ((scheme, valid),)


@pytest.mark.parametrize("written", ["78412345700012", "5,53E+13", "abc", "784123457"])
def test_an_identifier_that_is_not_valid_is_told(written: str) -> None:
    found = prepared(name="A", siret=written)
    assert found.row.identifiers == ()
    ((what, why),) = found.invalid
    assert written in what
    assert ("cut its digits" if "E" in written else "fourteen digits") in why


def test_utf8_once_read_as_cp1252_is_repaired() -> None:
    assert row(name="Ã‰cole dâ€™art").name == "École d’art"
    assert row(name="SÃO Â").name == "SÃO Â"
