"""The stock files of legal units and establishments become one register that says nothing of those who want no public."""

import gzip
import random
import zipfile
from pathlib import Path

import duckdb
import pytest
from registers.stock_files import establishments, units

from dentelle.errors import RegisterError
from dentelle.registers import assembling, delivery, parsing
from dentelle.registers.schema import RegisterRow
from dentelle.registers.sirene import Limit, import_sirene
from dentelle.registers.store import Description, open_register

SIRET, SIREN = "73282932000074", "732829320"
TRADER = {"siret": "40483304800022"}
PERSON = {
    "siren": "404833048",
    "denominationUniteLegale": "",
    "categorieJuridiqueUniteLegale": "1000",
    "prenom1UniteLegale": "ODETTE",
    "nomUniteLegale": "KIRASSON",
}


def imported(folder: Path, *paths: Path, limit: Limit | None = None) -> Description:
    return import_sirene(paths, limit=limit, root=folder / "registers", vintage="2026-06-01")


def rows(folder: Path) -> dict[str, RegisterRow]:
    with open_register("sirene", folder / "registers") as register:
        return {row.id: row for row in register}


def test_an_establishment_is_named_by_its_legal_unit(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        establishments(
            tmp_path,
            {"enseigne1Etablissement": "LE ZOLAMON", "denominationUsuelleEtablissement": "ZOLAMON NORD"},
            {"siret": "73282932000082", "etatAdministratifEtablissement": "F", "dateDebut": "2019-12-31"},
        ),
        units(tmp_path, {"sigleUniteLegale": "AZ", "denominationUsuelle1UniteLegale": "ZOLAMON NORD"}),
    )
    assert (made.rows, made.closed, made.masked, made.scheme, made.vintage) == (2, 1, 0, "siret", "2026-06-01")
    assert rows(tmp_path)[SIRET] == RegisterRow(
        number=0,
        id=SIRET,
        name="ATELIERS ZOLAMON",
        other_names="ZOLAMON NORD|LE ZOLAMON|AZ",
        address="12 B RUE DES ECOLES, BATIMENT B",
        postcode="59300",
        city="VALENCIENNES",
        insee="59606",
        activity="62.01Z",
        nomenclature="NAFRev2",
        legal_form="SAS, société par actions simplifiée",
        parent=SIREN,
        opened="1999-10-01",
        closed="",
        masked=False,
    )
    assert rows(tmp_path)["73282932000082"].closed == "2019-12-31"


def test_a_sole_trader_goes_by_the_trade_name_and_by_the_own(tmp_path: Path) -> None:
    usage = {"siren": "552100554", "nomUsageUniteLegale": "RAVASSON", "prenomUsuelUniteLegale": "LOU"}
    paths = (
        units(tmp_path, PERSON, {**PERSON, **usage}),
        establishments(tmp_path, {**TRADER, "enseigne1Etablissement": "AU FIL D'OR"}, {"siret": "55210055400013"}),
    )
    imported(tmp_path, *paths)
    found = rows(tmp_path)
    assert found["40483304800022"].names == ("AU FIL D'OR", "ODETTE KIRASSON")
    assert found["55210055400013"].names == ("LOU RAVASSON",)
    assert found["55210055400013"].legal_form == "Entrepreneur individuel"


@pytest.mark.parametrize("hides", ["unit", "establishment", "both"])
def test_partial_diffusion_masks_everywhere(tmp_path: Path, hides: str) -> None:
    """Even where a file holds more than it should."""
    unit = {**PERSON, "sigleUniteLegale": "OK", "denominationUsuelle1UniteLegale": "CHEZ ODETTE"}
    place = {**TRADER, "enseigne1Etablissement": "KIRASSON COUTURE", "complementAdresseEtablissement": "[ND]"}
    if hides != "establishment":
        unit["statutDiffusionUniteLegale"] = "P"
    if hides != "unit":
        place["statutDiffusionEtablissement"] = "P"
    made = imported(tmp_path, units(tmp_path, unit), establishments(tmp_path, place))
    row = rows(tmp_path)["40483304800022"]
    assert made.masked == 1
    assert row.masked
    assert (row.name, row.other_names, row.address, row.postcode) == ("", "", "", "")
    assert (row.city, row.insee, row.activity) == ("VALENCIENNES", "59606", "62.01Z")
    held = b"".join(path.read_bytes() for path in (tmp_path / "registers").rglob("*") if path.is_file())
    assert not any(name in held for name in (b"ODETTE", b"KIRASSON", b"COUTURE"))


def test_a_masked_company_keeps_its_name_and_what_is_not_said_is_empty(tmp_path: Path) -> None:
    imported(
        tmp_path,
        units(tmp_path, {"statutDiffusionUniteLegale": "P", "sigleUniteLegale": "[ND]"}),
        establishments(tmp_path, {"statutDiffusionEtablissement": "P", "libelleVoieEtablissement": "[ND]"}),
    )
    row = rows(tmp_path)[SIRET]
    assert row.masked
    assert (row.names, row.address) == (("ATELIERS ZOLAMON",), "")


def test_either_file_alone_is_a_register(tmp_path: Path) -> None:
    made = imported(tmp_path, units(tmp_path, {}, {**PERSON, "etatAdministratifUniteLegale": "C", "dateDebut": "2020-02-29"}))
    assert (made.scheme, made.rows, made.closed) == ("siren", 2, 1)
    found = rows(tmp_path)
    assert (found[SIREN].name, found[SIREN].parent, found[SIREN].opened) == ("ATELIERS ZOLAMON", "", "1973-05-01")
    assert (found["404833048"].name, found["404833048"].closed) == ("ODETTE KIRASSON", "2020-02-29")
    made = imported(tmp_path, establishments(tmp_path, {"enseigne1Etablissement": "LE ZOLAMON"}))
    assert made.scheme == "siret"
    assert (rows(tmp_path)[SIRET].name, rows(tmp_path)[SIRET].parent) == ("LE ZOLAMON", SIREN)


def test_an_establishment_whose_unit_is_not_there_stays(tmp_path: Path) -> None:
    imported(tmp_path, units(tmp_path, PERSON), establishments(tmp_path, {"enseigne1Etablissement": "LE ZOLAMON"}))
    assert [(row.id, row.name, row.legal_form) for row in rows(tmp_path).values()] == [(SIRET, "LE ZOLAMON", "")]


def test_naf_2025_is_taken_where_only_it_is_filled(tmp_path: Path) -> None:
    later = {"activitePrincipaleNAF25Etablissement": "62.10Y"}
    imported(
        tmp_path,
        establishments(tmp_path, later, {**TRADER, **later, "activitePrincipaleEtablissement": ""}),
        units(tmp_path, {}),
    )
    assert [(row.activity, row.nomenclature) for row in rows(tmp_path).values()] == [("62.10Y", "NAF2025"), ("62.01Z", "NAFRev2")]


def test_merged_communes_are_followed(tmp_path: Path) -> None:
    imported(tmp_path, establishments(tmp_path, {"codeCommuneEtablissement": "01340"}))
    assert rows(tmp_path)[SIRET].insee == "01015"


def test_only_some_departements_or_open_ones(tmp_path: Path) -> None:
    paths = (
        units(tmp_path, {}),
        establishments(
            tmp_path,
            {},
            {"siret": "73282932000082", "codeCommuneEtablissement": "97411"},
            {"siret": "73282932000090", "codeCommuneEtablissement": "2A004"},
            {"siret": "73282932000108", "etatAdministratifEtablissement": "F"},
        ),
    )
    assert imported(tmp_path, *paths, limit=Limit(("59", "974"))).rows == 3
    assert imported(tmp_path, *paths, limit=Limit(("59", "2A"), active_only=True)).rows == 2
    assert list(rows(tmp_path)) == [SIRET, "73282932000090"]
    with pytest.raises(RegisterError, match="says no département"):
        imported(tmp_path, paths[0], limit=Limit(("59",)))


def test_a_file_that_is_no_stock_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"StockEtablissement_utf8.csv.*no column statutDiffusionEtablissement"):
        imported(tmp_path, establishments(tmp_path, {}, without=["statutDiffusionEtablissement"]))
    with pytest.raises(RegisterError, match=r"no column denominationUniteLegale"):
        imported(tmp_path, units(tmp_path, {}, without=["denominationUniteLegale"]))


def test_columns_that_may_be_missing_may_be_missing(tmp_path: Path) -> None:
    optional = ["enseigne2Etablissement", "complementAdresseEtablissement", "dateDebut", "activitePrincipaleEtablissement"]
    imported(tmp_path, establishments(tmp_path, {"etatAdministratifEtablissement": "F"}, without=optional))
    assert (rows(tmp_path)[SIRET].address, rows(tmp_path)[SIRET].closed) == ("12 B RUE DES ECOLES", "1900-01-01")


def test_parquet_zip_and_gzip_give_the_same(tmp_path: Path) -> None:
    low = {"siren": "005520135", "denominationUniteLegale": "FORGE DILERMO"}
    ain = {"siret": "00552013500010", "codePostalEtablissement": "01300", "codeCommuneEtablissement": "01015"}
    plain = [units(tmp_path, low, PERSON), establishments(tmp_path, ain, TRADER)]
    imported(tmp_path, *plain)
    expected = rows(tmp_path)
    assert expected["00552013500010"].name == "FORGE DILERMO"
    for path in plain:
        with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, path.name)
        path.with_suffix(".csv.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        typed = f"SELECT * FROM read_csv('{path}')"  # dates and numbers, as a publisher may type them
        duckdb.sql(f"COPY ({typed}) TO '{path.with_suffix('.parquet')}' (FORMAT parquet)")
    for suffix in (".zip", ".csv.gz"):
        imported(tmp_path, *(path.with_suffix(suffix) for path in plain))
        assert rows(tmp_path) == expected
    imported(tmp_path, plain[0].with_suffix(".parquet"), plain[1].with_suffix(".parquet"))
    assert rows(tmp_path) == expected


def test_in_small_pieces_and_any_order_the_register_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(5)
    sirens = [f"{number:09}" for number in dice.sample(range(10**9), 300)]
    owners = [{"siren": siren, "denominationUniteLegale": f"FIRME {siren}"} for siren in sirens]
    places = [{"siret": f"{dice.choice(sirens)}{nic:05}"} for nic in range(1000)]
    paths = units(tmp_path, *owners), establishments(tmp_path, *places)
    imported(tmp_path, *paths)
    expected = rows(tmp_path)
    assert len(expected) == 1000
    assert all(row.name == f"FIRME {row.parent}" for row in expected.values())
    monkeypatch.setattr(delivery, "CHUNK", 20_000)
    monkeypatch.setattr(parsing, "PARQUET_ROWS", 100)
    monkeypatch.setattr(assembling, "RANGE", 90)
    monkeypatch.setattr(assembling, "SAMPLED", 3)
    made = import_sirene(paths[::-1], "pieces", root=tmp_path / "registers", vintage="2026-06-01")
    assert len(made.parts) > 5
    with open_register("pieces", tmp_path / "registers") as register:
        assert {row.id: row for row in register} == expected
