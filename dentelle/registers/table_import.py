"""Any list of organisations that has ids becomes a register.

Invariant: nothing of the list is lost in silence: a row without an id, one whose id stands on an earlier row, and one with more
cells than the header are in skipped.csv with the reason.
"""

from datetime import UTC, datetime
from pathlib import Path

from dentelle.errors import IdentifierError, RegisterError
from dentelle.gazetteer import nomenclature_of
from dentelle.registers.assembling import Range, assemble
from dentelle.registers.identifiers import validate
from dentelle.registers.mapping import ColumnMapping
from dentelle.registers.parsing import parse
from dentelle.registers.schema import FIELDS
from dentelle.registers.staging import Progress, Staging, made_before, put_in_place, staging
from dentelle.registers.store import Description, checked_name, registers_folder

MEMORY = "1GB"  # what DuckDB may hold while it imports
GUESSED = ("siret", "siren", "uai", "rna")  # schemes of ids that are known by looking at them
INSEE = "CASE WHEN regexp_full_match(insee, '\\d{4}') THEN '0' || insee ELSE insee END"  # a spreadsheet ate the zero
SURE = 0.98  # share of a sample of ids that must be valid in a scheme


def import_table(
    path: Path,
    name: str,
    mapping: ColumnMapping | None = None,
    *,
    root: Path | None = None,
    vintage: str = "",
    memory: str = MEMORY,
    progress: Progress | None = None,
) -> Description:
    """Makes the register ``name`` of the list ``path`` (CSV, Parquet or XLSX, also zipped or gzipped); returns what it is.

    ``vintage``: the day the list is of (ISO), by default the file's own. ``memory``: DuckDB's limit, such as "1GB". An import
    that was killed goes on where it was. Raises RegisterError, naming what is wrong with the file or the mapping.
    """
    mapping = mapping or ColumnMapping()
    root = root or registers_folder()
    vintage = vintage or day(path)
    work = {"kind": "table", "files": [stamp(path)], "mapping": mapping.columns, "vintage": vintage}
    with staging(root, checked_name(name), work, memory) as staged:
        if (there := made_before(root, name, staged)) is not None:
            return there
        parse(staged, path, "table", 0, lambda columns: mapping.select(columns, path.name), progress)
        scheme = _scheme(staged)
        parent = "CASE WHEN parent = '' THEN left(id, 9) ELSE parent END" if scheme == "siret" else "parent"
        _look_up_nomenclatures(staged)
        made = assemble(staged, "table-*.parquet", lambda ids: _rows(staged, parent, ids), (path.name,), progress)
        return put_in_place(root, staged, made.description(name, "table", scheme, vintage, (path.name,)), progress)


def stamp(path: Path) -> list[object]:
    """Name, size and time of a file: what tells that it is the one of an earlier import. Raises RegisterError without it."""
    try:
        held = path.stat()
    except OSError as problem:
        raise RegisterError(f"{path} cannot be read ({problem.strerror}). Check its name.") from problem
    return [path.name, held.st_size, held.st_mtime_ns]


def day(path: Path) -> str:
    """The day a file was last changed, ISO."""
    return datetime.fromtimestamp(float(str(stamp(path)[2])) / 1e9, UTC).date().isoformat()


def _rows(staged: Staging, parent: str, ids: Range) -> str:
    there = {"parent": parent, "nomenclature": "coalesce(nullif(nomenclature, ''), value, '')", "insee": INSEE}
    given = ", ".join(f"{there.get(field, field)} AS {field}" for field in FIELDS)
    parts = staged.path("table-*.parquet")
    return (
        f"SELECT {given}, false AS masked, source, row FROM read_parquet({parts}) LEFT JOIN nomenclatures ON code = activity "
        f"WHERE {ids.holds('id')}"
    )


def _look_up_nomenclatures(staged: Staging) -> None:
    """The nomenclature of each activity code of a list that shows it; other lists write the nature of a school there."""
    codes = f"SELECT DISTINCT activity FROM read_parquet({staged.path('table-*.parquet')}) WHERE length(activity) BETWEEN 5 AND 6"
    found = staged.database.execute(codes).fetchall()
    staged.lookup("nomenclatures", ((code, nomenclature_of(code)) for (code,) in found))


def _scheme(staged: Staging) -> str:
    """The scheme of which the ids are, "" when they are of none that can be known by looking."""
    parts = staged.path("table-*.parquet")
    sampled = f"SELECT id FROM read_parquet({parts}) ORDER BY hash(id) LIMIT 500"
    sample = [row[0] for row in staged.database.execute(sampled).fetchall()]
    for scheme in GUESSED:
        if sample and sum(_valid(scheme, value) for value in sample) >= SURE * len(sample):
            return scheme
    return ""


def _valid(scheme: str, value: str) -> bool:
    try:
        return validate(scheme, value).value == value
    except IdentifierError:
        return False
