"""What a newer vintage of a register says of the rows that somebody holds."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from registers.stock_files import establishments, units

from dentelle.registers.changes import Change, changes
from dentelle.registers.sirene import import_sirene
from dentelle.registers.store import open_register

SIREN, SIRET, SECOND = "732829320", "73282932000074", "73282932000082"


def vintages(folder: Path, before: list[Mapping[str, str]], after: list[Mapping[str, str]], name: str = "") -> list[Change]:
    """The changes of all establishments between two imports of the same register."""
    root = folder / "registers"
    for day, places, changed in (("2026-05-01", before, ""), ("2026-06-01", after, name)):
        firm = {"denominationUniteLegale": changed or "ATELIERS ZOLAMON"}
        import_sirene([units(folder, firm), establishments(folder, *places)], root=root, vintage=day)
    with open_register("sirene", root) as new:
        old = new.previous()
        assert old is not None
        assert (old.description.vintage, new.description.vintage) == ("2026-05-01", "2026-06-01")
        with old:
            found = changes(old, new, [SIRET, SIREN, "nobody"])
            assert changes(new, new, [SIRET, SIREN]) == ()
            assert changes(old, new, ["nobody"]) == ()
    return list(found)


CLOSED = {"etatAdministratifEtablissement": "F", "dateDebut": "2026-05-15"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([{}], [{}], []),
        ([{}], [{}, {"siret": SECOND}], [Change("opened", SECOND, "", "ATELIERS ZOLAMON", "1999-10-01")]),
        ([{}], [{}, {"siret": SECOND, **CLOSED}], []),
        ([{}], [CLOSED], [Change("closed", SIRET, since="2026-05-15")]),
        ([CLOSED], [{}], [Change("reopened", SIRET)]),
        ([{}, {"siret": SECOND}], [{}], [Change("gone", SECOND, "ATELIERS ZOLAMON")]),
        (
            [{}],
            [{"numeroVoieEtablissement": "14", "indiceRepetitionEtablissement": ""}],
            [
                Change(
                    "moved",
                    SIRET,
                    "12 B RUE DES ECOLES, BATIMENT B, 59300 VALENCIENNES",
                    "14 RUE DES ECOLES, BATIMENT B, 59300 VALENCIENNES",
                )
            ],
        ),
        ([{}], [{"libelleVoieEtablissement": "DES ÉCOLES"}], []),
        (
            [{"codeCommuneEtablissement": "01340"}],
            [{"codeCommuneEtablissement": "01015", "codePostalEtablissement": "01300"}],
            [],
        ),
        ([{}], [{"statutDiffusionEtablissement": "P"}], [Change("hidden", SIRET)]),
        ([{"statutDiffusionEtablissement": "P"}], [{}], []),
    ],
)
def test_what_changed(
    tmp_path: Path, before: list[Mapping[str, str]], after: list[Mapping[str, str]], expected: list[Change]
) -> None:
    assert vintages(tmp_path, before, after) == expected


def test_a_firm_that_is_renamed_is_renamed_in_each_of_its_places(tmp_path: Path) -> None:
    found = vintages(tmp_path, [{}, {"siret": SECOND}], [{}, {"siret": SECOND}], "ZOLAMON GROUPE")
    assert found == [Change("renamed", id, "ATELIERS ZOLAMON", "ZOLAMON GROUPE") for id in (SIRET, SECOND)]


def test_what_else_is_new_is_not_told(tmp_path: Path) -> None:
    assert vintages(tmp_path, [{}], [{}, {"siret": "40483304800022"}]) == []


def test_only_two_vintages_are_kept_and_the_same_files_again_cost_none(tmp_path: Path) -> None:
    vintages(tmp_path, [{}], [{}, {"siret": SECOND}])
    root = tmp_path / "registers"
    files = [tmp_path / "StockUniteLegale_utf8.csv", tmp_path / "StockEtablissement_utf8.csv"]
    import_sirene(files, root=root, vintage="2026-06-01")
    with open_register("sirene", root) as register, register.previous() or register as old:
        assert old.description.vintage == "2026-05-01"
    import_sirene(files, root=root, vintage="2026-07-01")
    with open_register("sirene", root) as register, register.previous() or register as old:
        assert (old.description.vintage, register.description.vintage) == ("2026-06-01", "2026-07-01")
        assert old.previous() is None
