"""Small stock files in the shape of Insee's."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

UNIT = {
    "siren": "732829320",
    "statutDiffusionUniteLegale": "O",
    "dateCreationUniteLegale": "1973-05-01",
    "sigleUniteLegale": "",
    "prenom1UniteLegale": "",
    "prenomUsuelUniteLegale": "",
    "nomUniteLegale": "",
    "nomUsageUniteLegale": "",
    "denominationUniteLegale": "ATELIERS ZOLAMON",
    "denominationUsuelle1UniteLegale": "",
    "denominationUsuelle2UniteLegale": "",
    "denominationUsuelle3UniteLegale": "",
    "categorieJuridiqueUniteLegale": "5710",
    "activitePrincipaleUniteLegale": "62.01Z",
    "nomenclatureActivitePrincipaleUniteLegale": "NAFRev2",
    "nicSiegeUniteLegale": "00074",
    "dateDebut": "2010-01-01",
    "etatAdministratifUniteLegale": "A",
}
ESTABLISHMENT = {
    "siren": "732829320",
    "nic": "00074",
    "siret": "73282932000074",
    "statutDiffusionEtablissement": "O",
    "dateCreationEtablissement": "1999-10-01",
    "complementAdresseEtablissement": "BATIMENT B",
    "numeroVoieEtablissement": "12",
    "indiceRepetitionEtablissement": "B",
    "typeVoieEtablissement": "RUE",
    "libelleVoieEtablissement": "DES ECOLES",
    "codePostalEtablissement": "59300",
    "libelleCommuneEtablissement": "VALENCIENNES",
    "codeCommuneEtablissement": "59606",
    "dateDebut": "2010-01-01",
    "etatAdministratifEtablissement": "A",
    "enseigne1Etablissement": "",
    "enseigne2Etablissement": "",
    "enseigne3Etablissement": "",
    "denominationUsuelleEtablissement": "",
    "activitePrincipaleEtablissement": "62.01Z",
    "nomenclatureActivitePrincipaleEtablissement": "NAFRev2",
}


def stock_file(
    path: Path, template: Mapping[str, str], changes: Sequence[Mapping[str, str]], without: Sequence[str] = ()
) -> Path:
    """A CSV file with a row for each of ``changes`` to ``template``; columns in ``without`` are left away."""
    columns = [column for column in {**template, **{name: "" for change in changes for name in change}} if column not in without]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({**template, **change} for change in changes)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def units(folder: Path, *changes: Mapping[str, str], without: Sequence[str] = ()) -> Path:
    """A file of legal units."""
    return stock_file(folder / "StockUniteLegale_utf8.csv", UNIT, changes, without)


def establishments(folder: Path, *changes: Mapping[str, str], without: Sequence[str] = ()) -> Path:
    """A file of establishments; their SIREN is the beginning of their SIRET."""
    full = [{**change, "siren": change.get("siret", ESTABLISHMENT["siret"])[:9]} for change in changes]
    return stock_file(folder / "StockEtablissement_utf8.csv", ESTABLISHMENT, full, without)
