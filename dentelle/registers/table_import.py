"""Any list of organisations that has ids becomes a register.

Invariant: nothing of the list is lost in silence: a row without an id, one whose id stands on an earlier row, and one with more
cells than the header are in skipped.csv with the reason.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from dentelle.errors import IdentifierError, RegisterError
from dentelle.gazetteer import nomenclature_of
from dentelle.registers.assembling import Range, assemble
from dentelle.registers.identifiers import validate
from dentelle.registers.mapping import ColumnMapping
from dentelle.registers.parsing import parse
from dentelle.registers.schema import FIELDS
from dentelle.registers.staging import Progress, Staging, literal, made_before, put_in_place, staging
from dentelle.registers.store import Description, checked_name, registers_folder

MEMORY = "1GB"  # what DuckDB may hold while it imports
GUESSED = ("siret", "siren", "uai", "rna")  # schemes of ids that are known by looking at them
INSEE = "CASE WHEN regexp_full_match(insee, '\\d{4}') THEN '0' || insee ELSE insee END"  # a spreadsheet ate the zero
PARTS = "table-*.parquet"
LENGTHS = {"siret": 14, "siren": 9}  # of ids that a spreadsheet takes for numbers
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
        if (there := made_before(root, name, staged, progress)) is not None:
            return there
        parse(staged, path, "table", 0, lambda columns: mapping.select(columns, path.name), progress)
        scheme = _scheme(staged)
        parts, restored = _restored(staged, scheme)
        parent = "CASE WHEN parent = '' THEN left(id, 9) ELSE parent END" if scheme == "siret" else "parent"
        _look_up_nomenclatures(staged)
        made = assemble(staged, parts, lambda ids: _rows(staged, parts, parent, ids), (path.name,), progress)
        described = replace(made.description(name, "table", scheme, vintage, (path.name,)), restored=restored)
        return put_in_place(root, staged, described, progress)


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


def _rows(staged: Staging, parts: str, parent: str, ids: Range) -> str:
    there = {"parent": parent, "nomenclature": "coalesce(nullif(nomenclature, ''), value, '')", "insee": INSEE}
    given = ", ".join(f"{there.get(field, field)} AS {field}" for field in FIELDS)
    return (
        f"SELECT {given}, false AS masked, source, row FROM read_parquet({staged.path(parts)}) "
        "LEFT JOIN nomenclatures ON code = activity "
        f"WHERE {ids.holds('id')}"
    )


def _look_up_nomenclatures(staged: Staging) -> None:
    """The nomenclature of each activity code of a list that shows it; other lists write the nature of a school there."""
    codes = f"SELECT DISTINCT activity FROM read_parquet({staged.path('table-*.parquet')}) WHERE length(activity) BETWEEN 5 AND 6"
    found = staged.database.execute(codes).fetchall()
    staged.lookup("nomenclatures", ((code, nomenclature_of(code)) for (code,) in found))


def _scheme(staged: Staging) -> str:
    """The scheme of which the ids are, "" when they are of none that can be known by looking."""
    parts = staged.path(PARTS)
    sampled = f"SELECT id FROM read_parquet({parts}) ORDER BY hash(id) LIMIT 500"
    sample = [row[0] for row in staged.database.execute(sampled).fetchall()]
    for scheme in GUESSED:
        if sample and sum(_valid(scheme, value) for value in sample) >= SURE * len(sample):
            return scheme
    return ""


def _valid(scheme: str, value: str) -> bool:
    """Whether ``value`` is an id of ``scheme`` as it is written, but for zeros in front that a spreadsheet dropped."""
    return _whole(scheme, value).endswith(value)


def _whole(scheme: str, value: str) -> str:
    """``value`` as an id of ``scheme``, with its zeros; "" when it is none."""
    try:
        return validate(scheme, value).value
    except IdentifierError:
        return ""


def _restored(staged: Staging, scheme: str) -> tuple[str, int]:
    """The parts (a glob) in which all ids have the zeros in front that spreadsheets drop, and how many ids got them back."""
    if scheme not in LENGTHS:
        return PARTS, 0
    short = f"length(id) < {LENGTHS[scheme]} AND regexp_full_match(id, '\\d+')"
    found = staged.database.execute(f"SELECT DISTINCT id FROM read_parquet({staged.path(PARTS)}) WHERE {short}").fetchall()
    pairs = [(value, whole) for (value,) in found if (whole := _whole(scheme, value))]
    if not pairs:
        return PARTS, 0
    staged.lookup("zeros", pairs)
    restored = 0
    for path in sorted(staged.folder.glob(PARTS)):
        file = f"restored-{path.name}"
        rows = f"read_parquet({literal(str(path))}) AS part LEFT JOIN zeros ON zeros.code = part.id"
        if staged.noted(file) is None:
            counted = staged.database.execute(f"SELECT count(zeros.value) FROM {rows}").fetchone()
            query = f"SELECT part.* REPLACE (coalesce(zeros.value, part.id) AS id) FROM {rows}"
            staged.write(query, file, "FORMAT parquet")
            staged.note(file, restored=counted[0] if counted else 0)
        restored += int((staged.noted(file) or {}).get("restored", 0))
    return f"restored-{PARTS}", restored
