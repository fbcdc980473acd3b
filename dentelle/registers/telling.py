"""What the command line says of registers, line by line."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from dentelle.errors import RegisterError
from dentelle.model import LANGUAGES
from dentelle.registers.activities import label
from dentelle.registers.schema import RegisterRow
from dentelle.registers.store import Description, open_register, register_names, registers_folder


def imported_lines(made: Description, root: Path | None = None) -> Iterator[str]:
    """What an import made."""
    folder = (root or registers_folder()) / made.name
    yield f"The register {made.name} has {_counts(made)}: {folder}"
    if made.restored:
        ids = "id" if made.restored == 1 else "ids"
        yield f"{made.restored:,} {ids} got back the zeros in front that a spreadsheet had dropped."
    if made.skipped:
        were = "row was" if made.skipped == 1 else "rows were"
        yield f"{made.skipped:,} {were} left out; {folder / 'skipped.csv'} says why."


def list_lines(root: Path | None = None) -> Iterator[str]:
    """A line for each register: name, rows, scheme of the ids, vintage; tab-separated."""
    for name in register_names(root):
        with open_register(name, root) as register:
            held = register.description
        yield f"{name}\t{held.rows}\t{held.scheme or '-'}\t{held.vintage}"


def register_lines(name: str, root: Path | None = None) -> Iterator[str]:
    """What the register is. Raises RegisterError when it is unknown."""
    with open_register(name, root) as register:
        held = register.description
        before = register.previous()
        yield f"{name}: {_counts(held)}"
        yield f"ids: {held.scheme or 'of no known scheme'}"
        yield f"vintage: {held.vintage}"
        if held.partial:
            yield f"limited to: {held.partial}"
        yield f"from: {', '.join(held.sources)}"
        yield f"left out: {held.skipped:,}"
        yield f"previous vintage: {before.description.vintage if before else 'none'}"
        yield f"folder: {register.folder}"
    if before:
        before.close()


def row_lines(name: str, id: str, root: Path | None = None) -> Iterator[str]:
    """The row with the id ``id``. Raises RegisterError when there is none."""
    with open_register(name, root) as register:
        row = register.by_ids([id]).get(id)
    if row is None:
        raise RegisterError(f"The register {name} has no row with the id {id!r}.")
    for field in fields(RegisterRow):
        if field.name != "number" and (value := getattr(row, field.name)) not in ("", False):
            yield f"{field.name}: {'yes' if value is True else value}"
            if field.name == "activity" and (meant := label(value, row.nomenclature, LANGUAGES[0], root)):
                yield f"activity means: {meant.text} [{meant.language}]"


def _counts(held: Description) -> str:
    more = [f"{held.closed:,} closed"] if held.closed else []
    more += [f"{held.masked:,} partly masked"] if held.masked else []
    return f"{held.rows:,} row{'s' if held.rows != 1 else ''}" + (f", of them {' and '.join(more)}" if more else "")
