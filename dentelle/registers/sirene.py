"""The stock files of the French register of companies (Insee's SIRENE): legal units and establishments become one register.

Invariant: what a holder keeps from the public is nowhere in the register. Where the diffusion of a unit or of an establishment is
partial, the row is ``masked``, has no street, postal code or trade name, and, where the unit is a person, no name at all; cells
that read [ND] are empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from dentelle.errors import RegisterError
from dentelle.folding import fold
from dentelle.gazetteer import legal_categories
from dentelle.registers.assembling import Range, assemble
from dentelle.registers.parsing import Wanted, columns_of, parse, text
from dentelle.registers.staging import Progress, Staging, literal, made_before, put_in_place, staging
from dentelle.registers.store import Description, checked_name, registers_folder
from dentelle.registers.table_import import MEMORY, day, stamp

NAME = "sirene"
UNITS, ESTABLISHMENTS = "unit", "establishment"
NEEDED = {
    UNITS: (
        "siren",
        "statutDiffusionUniteLegale",
        "denominationUniteLegale",
        "categorieJuridiqueUniteLegale",
        "etatAdministratifUniteLegale",
    ),
    ESTABLISHMENTS: (
        "siret",
        "statutDiffusionEtablissement",
        "libelleVoieEtablissement",
        "codePostalEtablissement",
        "libelleCommuneEtablissement",
        "codeCommuneEtablissement",
        "etatAdministratifEtablissement",
    ),
}
SOLE_TRADER = "1000"
NOT_SAID = "[ND]"
PUBLIC = "O"  # the diffusion of all that keeps nothing back
NO_UNITS = (
    "SELECT '' AS id, '' AS denomination, []::VARCHAR[] AS names, '' AS person, false AS is_person, '' AS category, "
    "false AS masked WHERE false"
)
UNKNOWN_DAY = "1900-01-01"  # of a row that is closed, nobody says since when


@dataclass(frozen=True, slots=True)
class Limit:
    """Which establishments are wanted: those of these départements (codes; none: of all), and whether only open ones."""

    departements: tuple[str, ...] = ()
    active_only: bool = False

    def words(self) -> str:
        """What the register is limited to, in words; "" for all there is."""
        places = f"départements {', '.join(self.departements)}" if self.departements else ""
        return "; ".join(part for part in (places, "open ones only" if self.active_only else "") if part)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one file. ``said`` gives the SQL of one of them: "" where it is not there, not filled or kept back."""

    there: tuple[str, ...]

    def said(self, name: str) -> str:
        """The SQL of the column ``name`` as text."""
        known = {fold(column): column for column in self.there}
        if fold(name) not in known:
            return "''"
        return f"nullif_nd({text(known[fold(name)])})"


def import_sirene(
    paths: Sequence[Path],
    name: str = NAME,
    limit: Limit | None = None,
    *,
    root: Path | None = None,
    vintage: str = "",
    memory: str = MEMORY,
    progress: Progress | None = None,
) -> Description:
    """Makes the register ``name`` of stock files, legal units and establishments in any order; returns what it is.

    With establishments there is a row for each, named by its legal unit where the file of units is given; legal units alone are
    rows themselves. Raises RegisterError naming the file and what is missing from it.
    """
    limit = limit or Limit()
    root = root or registers_folder()
    vintage = vintage or max(day(path) for path in paths)
    paths = sorted(paths, key=lambda path: path.name)
    options = {"departements": limit.departements, "active_only": limit.active_only, "vintage": vintage}
    work = {"kind": "sirene", "files": [stamp(path) for path in paths], **options}
    with staging(root, checked_name(name), work, memory) as staged:
        if (there := made_before(root, name, staged, progress)) is not None:
            return there
        staged.database.execute(
            f"CREATE OR REPLACE TEMP MACRO nullif_nd(said) AS CASE WHEN said = '{NOT_SAID}' THEN '' ELSE said END"
        )
        kinds = [_kind(columns_of(staged, path), path) for path in paths]
        if ESTABLISHMENTS not in kinds and limit.departements:
            raise RegisterError("The file of legal units says no département. Give the file of establishments as well.")
        for source, (path, kind) in enumerate(zip(paths, kinds, strict=True)):
            parse(staged, path, kind, source, partial(_wanted, kind, limit), progress)
        staged.lookup("categories", legal_categories().items())
        files = tuple(path.name for path in paths)
        whole = ESTABLISHMENTS if ESTABLISHMENTS in kinds else UNITS
        made = assemble(staged, f"{whole}-*.parquet", lambda ids: _rows(staged, kinds, ids), files, progress)
        scheme = "siret" if whole == ESTABLISHMENTS else "siren"
        described = replace(made.description(name, "sirene", scheme, vintage, files), partial=limit.words())
        return put_in_place(root, staged, described, progress)


def _kind(there: tuple[str, ...], path: Path) -> str:
    known = {fold(column) for column in there}
    kind = ESTABLISHMENTS if "siret" in known else UNITS
    missing = [column for column in NEEDED[kind] if fold(column) not in known]
    if missing:
        raise RegisterError(
            f"{path} is no stock file of SIRENE ({'establishments' if kind == ESTABLISHMENTS else 'legal units'}): "
            f"it has no column {', '.join(missing)}. Fetch StockUniteLegale or StockEtablissement; other lists are imported with "
            "dentelle register import csv."
        )
    return kind


def _wanted(kind: str, limit: Limit, there: tuple[str, ...]) -> Wanted:
    return _unit(Columns(there), limit) if kind == UNITS else _establishment(Columns(there), limit)


def _unit(columns: Columns, limit: Limit) -> Wanted:
    said = columns.said
    masked = f"{said('statutDiffusionUniteLegale')} <> '{PUBLIC}'"
    names = [said("sigleUniteLegale"), *(said(f"denominationUsuelle{number}UniteLegale") for number in (1, 2, 3))]
    first = f"coalesce(nullif({said('prenomUsuelUniteLegale')}, ''), {said('prenom1UniteLegale')})"
    last = f"coalesce(nullif({said('nomUsageUniteLegale')}, ''), {said('nomUniteLegale')})"
    category = said("categorieJuridiqueUniteLegale")
    person = f"({category} = '{SOLE_TRADER}' OR {category} = '' AND {said('denominationUniteLegale')} = '')"
    wanted = {
        "id": _code(said("siren"), 9),
        "denomination": said("denominationUniteLegale"),
        "names": f"CASE WHEN {masked} THEN []::VARCHAR[] ELSE [{', '.join(names)}] END",
        "person": f"CASE WHEN {masked} OR NOT {person} THEN '' ELSE trim({first} || ' ' || {last}) END",
        "is_person": person,
        "category": category,
        **_activity(columns, "UniteLegale"),
        **_life(columns, "UniteLegale", "C"),
        "masked": masked,
    }
    return Wanted(_listed(wanted), _state(columns, "UniteLegale") if limit.active_only else "true")


def _establishment(columns: Columns, limit: Limit) -> Wanted:
    said = columns.said
    masked = f"{said('statutDiffusionEtablissement')} <> '{PUBLIC}'"
    names = [f"{said('denominationUsuelleEtablissement')}", *(said(f"enseigne{number}Etablissement") for number in (1, 2, 3))]
    street = [f"{name}Etablissement" for name in ("numeroVoie", "indiceRepetition", "typeVoie", "libelleVoie")]
    more = ("complementAdresseEtablissement", "distributionSpecialeEtablissement")
    lines = [f"nullif({_joined(' ', [said(name) for name in street])}, '')", *(f"nullif({said(name)}, '')" for name in more)]
    insee = _code(said("codeCommuneEtablissement"), 5)
    abroad = said("libelleCommuneEtrangerEtablissement")
    wanted = {
        "id": _code(said("siret"), 14),
        "parent": f"left({_code(said('siret'), 14)}, 9)",
        "names": f"CASE WHEN {masked} THEN []::VARCHAR[] ELSE [{', '.join(names)}] END",
        "address": f"CASE WHEN {masked} THEN '' ELSE concat_ws(', ', {', '.join(lines)}) END",
        "postcode": f"CASE WHEN {masked} THEN '' ELSE {_code(said('codePostalEtablissement'), 5)} END",
        "city": f"coalesce(nullif({said('libelleCommuneEtablissement')}, ''), {abroad})",
        "insee": insee,
        **_activity(columns, "Etablissement"),
        **_life(columns, "Etablissement", "F"),
        "masked": masked,
    }
    only = [_state(columns, "Etablissement")] if limit.active_only else []
    if limit.departements:
        department = f"CASE WHEN left({insee}, 2) IN ('97', '98') THEN left({insee}, 3) ELSE left({insee}, 2) END"
        only.append(f"{department} IN ({', '.join(literal(code) for code in limit.departements)})")
    return Wanted(_listed(wanted), " AND ".join(only) or "true")


def _activity(columns: Columns, suffix: str) -> dict[str, str]:
    """The code in force with its nomenclature; that of NAF 2025 where only it is filled."""
    code = columns.said(f"activitePrincipale{suffix}")
    later = columns.said(f"activitePrincipaleNAF25{suffix}")
    return {
        "activity": f"coalesce(nullif({code}, ''), {later})",
        "nomenclature": f"CASE WHEN {code} <> '' THEN {columns.said(f'nomenclatureActivitePrincipale{suffix}')} "
        f"WHEN {later} <> '' THEN 'NAF2025' ELSE '' END",
    }


def _life(columns: Columns, suffix: str, ended: str) -> dict[str, str]:
    """When it was opened; when it was closed, the day from which it is said to be in that state."""
    since = f"coalesce(nullif({columns.said('dateDebut')}, ''), nullif({columns.said(f'dateDernierTraitement{suffix}')}, '')"
    return {
        "opened": f"left({columns.said(f'dateCreation{suffix}')}, 10)",
        "closed": f"CASE WHEN {columns.said(f'etatAdministratif{suffix}')} = '{ended}' "
        f"THEN left({since}, '{UNKNOWN_DAY}'), 10) ELSE '' END",
    }


def _code(said: str, length: int) -> str:
    """The SQL of a code of digits with the zeros in front that are lost where it is typed as a number."""
    return f"CASE WHEN length({said}) BETWEEN 1 AND {length - 1} THEN lpad({said}, {length}, '0') ELSE {said} END"


def _state(columns: Columns, suffix: str) -> str:
    return f"{columns.said(f'etatAdministratif{suffix}')} = 'A'"


def _joined(between: str, parts: Sequence[str]) -> str:
    filled = ", ".join(f"nullif({part}, '')" for part in parts)
    return f"concat_ws('{between}', {filled})"


def _listed(wanted: dict[str, str]) -> str:
    return ", ".join(f"{sql} AS {name}" for name, sql in wanted.items())


# ---- the rows of the register


def _rows(staged: Staging, kinds: Sequence[str], ids: Range) -> str:
    """The rows of the establishments in ``ids`` with their legal units, or of the legal units alone."""
    units = f"SELECT * FROM read_parquet({staged.path(f'{UNITS}-*.parquet')}) WHERE "
    once = " QUALIFY row_number() OVER (PARTITION BY id ORDER BY source, row) = 1"
    if ESTABLISHMENTS not in kinds:
        here = (
            "SELECT id, '' AS parent, []::VARCHAR[] AS names, '' AS address, '' AS postcode, '' AS city, '' AS insee, activity, "
            f"nomenclature, opened, closed, masked, source, row FROM ({units} {ids.holds('id')})"
        )
        known, joined = f"{units} {ids.holds('id')} {once}", "unit.id = here.id"
    else:
        here = f"SELECT * FROM read_parquet({staged.path(f'{ESTABLISHMENTS}-*.parquet')}) WHERE {ids.holds('id')}"
        known = f"{units} {ids.holds('id', 9)} {once}" if UNITS in kinds else NO_UNITS
        joined = "unit.id = here.parent"
    return (
        "SELECT id, coalesce(all_names[1], '') AS name, array_to_string(all_names[2:], '|') AS other_names, "
        "CASE WHEN masked THEN '' ELSE address END AS address, CASE WHEN masked THEN '' ELSE postcode END AS postcode, "
        "city, insee, activity, nomenclature, legal_form, parent, opened, closed, masked, source, row "
        f"FROM ({_named(here, known, joined)})"
    )


def _named(here: str, units: str, joined: str) -> str:
    """The rows ``here`` with all their names, the official one first, and nothing of a person who wants no public."""
    hidden = "(here.masked OR coalesce(unit.masked, false))"
    trade = f"CASE WHEN {hidden} THEN []::VARCHAR[] ELSE here.names || coalesce(unit.names, []) END"
    person = f"CASE WHEN {hidden} THEN '' ELSE coalesce(unit.person, '') END"
    official = f"CASE WHEN {hidden} AND coalesce(unit.is_person, true) THEN '' ELSE coalesce(unit.denomination, '') END"
    every = f"[{official}] || {trade} || [{person}]"
    told = "list_transform(every, lambda name: replace(name, '|', '/'))"
    distinct = "list_filter(told, lambda name, place: name <> '' AND list_position(told, name) = place)"
    return (
        f"SELECT *, {distinct} AS all_names FROM (SELECT *, {told} AS told FROM ("
        f"SELECT here.* EXCLUDE (names, masked), {hidden} AS masked, {every} AS every, "
        "coalesce(categories.value, '') AS legal_form "
        f"FROM ({here}) AS here LEFT JOIN ({units}) AS unit ON {joined} LEFT JOIN categories ON categories.code = unit.category))"
    )
