"""Which column of a file gives which field of a register.

A mapping file is TOML: a table ``[columns]`` whose keys are the file's columns as its header writes them and whose values are
fields; several columns may give one field.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dentelle.errors import RegisterError
from dentelle.folding import fold
from dentelle.registers.parsing import Wanted, text
from dentelle.registers.schema import FIELDS

NEEDED = ("id", "name")
TOGETHER = {"other_names": "|", "address": " "}  # fields that several columns give together; of other fields the first filled


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """``columns``: pairs of a file's column and a field; none: the columns that bear a field's name. ``path`` is for messages."""

    columns: tuple[tuple[str, str], ...] = ()
    path: str = ""

    def select(self, there: tuple[str, ...], file: str) -> Wanted:
        """The SQL of every field from the columns that are ``there``.

        Raises RegisterError when a mapped column is not there, or when nothing gives the id or the name.
        """
        known = {fold(column): column for column in reversed(there)}
        pairs = self.columns or tuple((field, field) for field in FIELDS if field in known)
        gone = [column for column, _ in pairs if fold(column) not in known]
        if gone:
            raise RegisterError(f"{self.path} maps columns that {file} has not: {', '.join(gone)}. It has: {', '.join(there)}")
        giving: dict[str, list[str]] = {}
        for column, field in pairs:
            giving.setdefault(field, []).append(text(known[fold(column)]))
        missing = [field for field in NEEDED if field not in giving]
        if missing:
            raise RegisterError(
                f"No column of {file} gives {' and '.join(missing)}. Its columns are: {', '.join(there)}. "
                "Write a mapping, a TOML file with a table [columns] of lines that read "
                f'"{there[0]}" = "id", and name it with --mapping.'
            )
        return Wanted(", ".join(f"{_together(field, giving.get(field, []))} AS {field}" for field in FIELDS))


def _together(field: str, columns: list[str]) -> str:
    if not columns:
        return "''"
    filled = ", ".join(f"nullif({column}, '')" for column in columns)
    if field in TOGETHER:
        return f"concat_ws('{TOGETHER[field]}', {filled})"
    return f"coalesce({filled}, '')"


def load_mapping(path: Path) -> ColumnMapping:
    """The mapping in the TOML file ``path``. Raises RegisterError naming what is wrong in it."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise RegisterError(
            f"{path} is no mapping that can be read ({problem}). It must be TOML with a table [columns]."
        ) from problem
    columns = held.get("columns")
    if not isinstance(columns, Mapping) or not columns:
        raise RegisterError(f'{path} has no table [columns]. Write one whose lines read "a column of the file" = "a field".')
    wrong = [f"{column} = {field!r}" for column, field in columns.items() if field not in FIELDS]
    if wrong:
        raise RegisterError(f"{path} names fields that there are not: {', '.join(wrong)}. The fields are: {', '.join(FIELDS)}")
    return ColumnMapping(tuple(columns.items()), str(path))
