"""Which column of a list holds what, guessed or as a person wrote it down.

A mapping file is TOML: ``sheet`` and ``header_row`` where they were chosen, and a table ``[columns]`` whose keys are the list's
columns as its header writes them and whose values are fields; "" for a column that is not used. Invariant: a mapping names
columns that the list has and fields that there are, and one column holds the name; a file that does otherwise is refused.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dentelle.errors import SourceError
from dentelle.folding import fold
from dentelle.linking.columns import guess
from dentelle.sources.listing import Listing

__all__ = ["FIELDS", "IDENTIFIERS", "MANY", "ColumnMapping", "MappingFile", "guessed", "load_mapping", "saved", "understood"]

IDENTIFIERS = ("siret", "siren", "uai", "rna", "vat", "bce", "kvk", "uid", "rcsl", "ror", "lei", "isni", "wikidata")
_PLAIN = (
    "name",
    "other_names",
    "address",
    "postcode",
    "city",
    "insee",
    "department",
    "country",
    "kind",
    "activity",
    "register_id",
)
FIELDS: tuple[str, ...] = (*_PLAIN, *IDENTIFIERS)
MANY = frozenset({"other_names", "address", "kind", "activity"})  # fields that several columns give together
UNUSED = ""
_AS_GUESSED = {  # fields of a list in a weave → fields of a list to be linked; the rest have one name, or are not used
    "short_name": "other_names",
    "town": "city",
    "legal_form": "kind",
    "works_in": "activity",
    "activity_code": "activity",
}
_GUESSED_MANY = frozenset({"other_names", "short_name", "address", "kind", "legal_form", "works_in", "activity_code"})


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """``fields``: (column, field) for every column of the list in its order, "" for one that is not used.

    ``source`` says in messages where it comes from: a file, or "" when it was guessed.
    """

    fields: tuple[tuple[str, str], ...]
    source: str = ""

    def positions(self, field: str) -> tuple[int, ...]:
        """Where the columns of ``field`` stand, from 0."""
        return tuple(at for at, (_, held) in enumerate(self.fields) if held == field)


@dataclass(frozen=True, slots=True)
class MappingFile:
    """What a mapping file says: ``columns`` (column, field), and ``sheet`` and ``header_row`` when it says them."""

    path: str
    columns: tuple[tuple[str, str], ...]
    sheet: str = ""
    header_row: int | None = None


def guessed(listing: Listing) -> ColumnMapping:
    """What the columns of ``listing`` seem to hold, by their names and cells."""
    cells: dict[str, list[str]] = {column: [] for column in listing.columns}
    for row in listing.sample:
        for column, cell in zip(listing.columns, row.cells, strict=False):
            if cell:
                cells[column].append(cell)
    found = dict(guess(cells, many=_GUESSED_MANY))
    fields = {column: _AS_GUESSED.get(field, field) for column, field in found.items()}
    return ColumnMapping(tuple((column, _used(fields.get(column, UNUSED))) for column in listing.columns))


def _used(field: str) -> str:
    return field if field in FIELDS else UNUSED


def understood(listing: Listing, told: MappingFile | None) -> ColumnMapping:
    """The mapping of ``listing``: as ``told``, or guessed. Raises SourceError where it cannot be used."""
    mapping = _as_told(listing, told) if told else guessed(listing)
    if not mapping.positions("name"):
        says = f"{mapping.source} gives no column the field name" if told else f"No column of {listing.name} looks like a name"
        raise SourceError(
            "unsupported",
            f"{says}. Its columns are: {_listed(listing.columns)}. Write a mapping, a TOML file with a table [columns] of lines "
            f'such as "{listing.columns[0]}" = "name", and name it with --mapping.',
        )
    return mapping


def _as_told(listing: Listing, told: MappingFile) -> ColumnMapping:
    known = {fold(column): column for column in reversed(listing.columns)}
    gone = [column for column, _ in told.columns if fold(column) not in known]
    if gone:
        near = get_close_matches(fold(gone[0]), known, n=1, cutoff=0.6)
        hint = f" Is “{gone[0]}” now called “{known[near[0]]}”?" if near else ""
        raise SourceError(
            "unsupported",
            f"{told.path} maps columns that {listing.name} has not: {_listed(gone)}. It has: {_listed(listing.columns)}.{hint}",
        )
    stated = {known[fold(column)]: field for column, field in told.columns}
    for field in FIELDS:
        columns = [column for column, held in stated.items() if held == field]
        if len(columns) > 1 and field not in MANY:
            raise SourceError(
                "unsupported",
                f'{told.path} gives the field {field} to {_listed(columns)}. One column can hold it; put "" for the others.',
            )
    return ColumnMapping(tuple((column, stated.get(column, UNUSED)) for column in listing.columns), told.path)


def load_mapping(path: Path) -> MappingFile:
    """The mapping in the TOML file ``path``. Raises SourceError naming what is wrong in it."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SourceError(
            "unreadable", f"{path} is no mapping that can be read ({problem}). It must be TOML with a table [columns]."
        ) from problem
    columns, sheet, header = held.get("columns"), held.get("sheet", ""), held.get("header_row")
    if not isinstance(columns, Mapping) or not columns:
        raise SourceError(
            "unreadable", f'{path} has no table [columns]. Write one whose lines read "a column of the list" = "a field".'
        )
    if strange := sorted(set(held) - {"columns", "sheet", "header_row"}):
        raise SourceError(
            "unreadable", f"{path}: {strange[0]} is no setting of a mapping; there are sheet, header_row and [columns]."
        )
    wrong = [f"{column} = {field!r}" for column, field in columns.items() if field != UNUSED and field not in FIELDS]
    if wrong:
        raise SourceError(
            "unreadable",
            f'{path} names fields that there are not: {", ".join(wrong)}. The fields are: {", ".join(FIELDS)}, and "" for none.',
        )
    if not isinstance(sheet, str) or not (header is None or (type(header) is int and header >= 0)):
        raise SourceError(
            "unreadable", f"{path}: sheet is a name in quotes, header_row a number from 0 (0: the list has no header)."
        )
    return MappingFile(str(path), tuple(columns.items()), sheet, header)


def saved(mapping: ColumnMapping, listing: Listing, told: MappingFile | None = None) -> str:
    """``mapping`` as a mapping file for ``listing``, with the header row when it was ``told``."""
    lines = [f'# Which column of {listing.name} holds what; "" for one that is not used. The fields are:']
    lines += [f"# {', '.join(_PLAIN)},", f"# {', '.join(IDENTIFIERS)}."]
    if listing.sheet:
        lines.append(f"sheet = {_quoted(listing.sheet)}")
    header = listing.header[-1] if listing.header else 0
    if told is None or told.header_row is None:
        lines.append(f"# header_row = {header}  # as found; take the # away to say it yourself, 0: the list has no header")
    else:
        lines.append(f"header_row = {header}")
    lines += ["", "[columns]"]
    lines += [f"{_quoted(column)} = {_quoted(field)}" for column, field in mapping.fields]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f"“{column}”" for column in columns)
