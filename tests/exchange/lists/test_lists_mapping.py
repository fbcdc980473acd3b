"""Which column holds what: guessed from names and cells in four languages, or said by a person, never half understood."""

from pathlib import Path

import pytest

from dentelle.errors import SourceError
from dentelle.exchange.lists.mapping import FIELDS, guessed, load_mapping, saved, understood
from dentelle.exchange.lists.opening import open_list

ROWS = {
    "Raison sociale": "Atelier Zolamon", "Sigle": "AZ", "Enseigne": "Zola", "N° SIRET": "78412345700011",
    "Adresse 1": "3 rue X", "Complément d'adresse": "bât. B", "CP": "59220", "Commune": "Denain", "Pays": "France",
    "Code NAF": "62.01Z", "Activité": "logiciel", "Forme juridique": "SARL", "Département": "59", "N° RNA": "W592001234",
    "N° TVA": "FR40303265045", "Courriel": "a@b.fr", "Remarques": "x",
}  # fmt: skip


def file(folder: Path, text: str, name: str = "liste.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def fields(folder: Path, columns: dict[str, str]) -> dict[str, str]:
    text = ";".join(columns) + "\n" + (";".join(columns.values()) + "\n") * 3
    return dict(open_list(file(folder, text)).mapping.fields)


def test_a_french_list(tmp_path: Path) -> None:
    assert fields(tmp_path, ROWS) == {
        "Raison sociale": "name", "Sigle": "other_names", "Enseigne": "other_names", "N° SIRET": "siret", "Adresse 1": "address",
        "Complément d'adresse": "address", "CP": "postcode", "Commune": "city", "Pays": "country", "Code NAF": "activity",
        "Activité": "activity", "Forme juridique": "kind", "Département": "department", "N° RNA": "rna", "N° TVA": "vat",
        "Courriel": "", "Remarques": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (
            {"Organization name": "A b", "Trading name": "c", "Street": "1 X street", "ZIP": "7000", "Town": "Mons"},
            "name other_names address postcode city",
        ),
        (
            {"Firma": "A b", "Straße": "X 1", "PLZ": "52062", "Ort": "Aachen", "Rechtsform": "GmbH"},
            "name address postcode city kind",
        ),
        (
            {"Naam": "A b", "Straat": "X 1", "Postcode": "9000", "Gemeente": "Gent", "KBO-nummer": "0403.170.701"},
            "name address postcode city bce",
        ),
        ({"denominationUniteLegale": "A B", "siren": "784123457", "libelleCommuneEtablissement": "Denain"}, "name siren city"),
        ({"Nom": "Alba", "Prénom": "Anne", "Raison sociale": "A b", "Ville": "Denain"}, " ".join(("-", "-", "name", "city"))),
        ({"ID": "7", "Nom du bénéficiaire": "A b", "Montant": "1000", "Ville": "Denain"}, "- name - city"),
    ],
)
def test_lists_of_other_sorts(tmp_path: Path, columns: dict[str, str], found: str) -> None:
    assert list(fields(tmp_path, columns).values()) == [field.replace("-", "") for field in found.split()]


def test_a_list_without_header_is_understood_by_its_cells(tmp_path: Path) -> None:
    rows = (
        "Atelier Zolamon;78412345700011;59220;Denain",
        "Ferlanon;05221034100013;01310;Polliat",
        "Dilermo;90000001900019;59300;Anzin",
    )
    text = "\n".join(rows)
    opened = open_list(file(tmp_path, text))
    assert opened.listing.header == ()
    assert [field for _, field in opened.mapping.fields] == ["name", "siret", "postcode", "city"]


def test_an_empty_column_is_not_preferred_to_a_filled_one(tmp_path: Path) -> None:
    found = fields(tmp_path, {"Nom": "", "Structure": "A b", "Adresse": ""})
    assert found == {"Nom": "", "Structure": "name", "Adresse": "address"} or found["Nom"] == "other_names"


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    opened = open_list(file(tmp_path, 'Nom;"Ville ""x""";SIRET\nA;Denain;\n'))
    path = file(tmp_path, saved(opened.mapping, opened.listing), "m.toml")
    again = open_list(tmp_path / "liste.csv", load_mapping(path))
    assert again.mapping.fields == opened.mapping.fields
    assert again.mapping.source == str(path)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[columns\n", "is no mapping that can be read"),
        ("x = 1\n", r"has no table \[columns\]"),
        ('header = 1\n[columns]\n"Nom" = "name"\n', "header is no setting"),
        ('[columns]\n"Nom" = "nom"\n', "names fields that there are not: Nom = 'nom'. The fields are: name"),
        ('sheet = 3\n[columns]\n"Nom" = "name"\n', "sheet is a name in quotes"),
        ('header_row = -1\n[columns]\n"Nom" = "name"\n', "header_row a number from 0"),
    ],
)
def test_a_mapping_that_is_wrong_says_what(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        load_mapping(file(tmp_path, written, "m.toml"))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            '[columns]\n"Noms" = "name"\n',
            "maps columns that liste.csv has not: “Noms”. It has: “Nom”, “Ville”. Is “Noms” now called “Nom”",
        ),
        ('[columns]\n"Ville" = "city"\n', "m.toml gives no column the field name"),
        ('[columns]\n"Nom" = "name"\n"Ville" = "name"\n', "gives the field name to “Nom”, “Ville”"),
        ('header_row = 9\n[columns]\n"Nom" = "name"\n', "no filled row 9"),
        ('sheet = "X"\n[columns]\n"Nom" = "name"\n', "is a text file and has no sheets"),
    ],
)
def test_a_mapping_of_another_list_says_what_does_not_fit(tmp_path: Path, written: str, said: str) -> None:
    path = file(tmp_path, "Nom;Ville\nA;Denain\n")
    with pytest.raises(SourceError, match=said):
        open_list(path, load_mapping(file(tmp_path, written, "m.toml")))


def test_every_guess_is_a_field(tmp_path: Path) -> None:
    opened = open_list(file(tmp_path, ";".join(ROWS) + "\n" + ";".join(ROWS.values()) + "\n"))
    assert {field for _, field in guessed(opened.listing).fields if field} <= set(FIELDS)
    assert understood(opened.listing, None) == guessed(opened.listing)
