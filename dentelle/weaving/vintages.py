"""What the newest vintage of a register says of actors that the atlas holds: the findings of the last weave, as a table.

Invariant: nothing is looked up here; the rows are those findings, and an atlas that was woven with another vintage is refused,
for what it found is older than what is asked.
"""

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from dentelle.atlas.models import FindingEntity, FindingRow, Source
from dentelle.errors import RegisterError
from dentelle.registers.store import PREVIOUS, describe, register_folder
from dentelle.spreadsheet import harmless
from dentelle.terminal import inert
from dentelle.weaving.registers import source_id

__all__ = ["ActorChange", "actor_changes", "table_lines", "vintages_line", "write_table"]

_ORDER = ("closed", "gone", "moved", "renamed", "opened", "reopened", "hidden")
_WIDEST = 44  # columns of a cell on a terminal; the file has it all


@dataclass(frozen=True, slots=True)
class ActorChange:
    """A change to the row ``id`` of the register that the actor ``entity`` is linked to; ``change`` as in ``registers.changes``.

    ``since``: a day (ISO) where the register says one.
    """

    change: str
    actor: str
    entity: str
    id: str
    before: str
    after: str
    since: str


def actor_changes(register: str) -> tuple[ActorChange, ...]:
    """What the newest vintage of ``register`` changed of the atlas's actors, what is closed or gone first.

    Raises RegisterError for a register that is not there or that the atlas was not woven with, and for a vintage newer than
    the last weave.
    """
    newest = describe(register_folder(register)).vintage
    woven = Source.objects.filter(pk=source_id(register), present=True).values_list("date", flat=True).first()
    if woven is None:
        raise RegisterError(
            f"The atlas was not woven with the register {register}. Name it in territory.toml and run: dentelle weave"
        )
    if woven != newest:
        raise RegisterError(f"The atlas was woven with {register} of {woven}, the newest is of {newest}. Run: dentelle weave")
    found = [row for row in FindingRow.objects.visible().filter(check_name="vintages") if row.data["register"] == register]
    links = FindingEntity.objects.visible().filter(finding_key__in=[row.key for row in found])
    entities = dict(links.values_list("finding_key", "identity_id"))
    changes = (_change(row.data, entities.get(row.key, "")) for row in found)
    return tuple(sorted(changes, key=lambda one: (_ORDER.index(one.change), one.actor, one.entity, one.id)))


def _change(data: dict[str, str], entity: str) -> ActorChange:
    said = (data[key] for key in ("outcome", "entity", "id", "former", "current", "since"))
    change, actor, row, before, after, since = said
    return ActorChange(change, actor, entity, row, before, after, since)


def vintages_line(register: str, count: int) -> str:
    """Which two vintages were compared, and how many changes there are."""
    folder = register_folder(register)
    newest = describe(folder).vintage
    if not (folder / PREVIOUS / "register.json").is_file():
        return f"{register} ({newest}) has no vintage before it to be compared with."
    before = describe(folder / PREVIOUS).vintage
    return f"{register} ({newest}, before {before}): {count} {'change' if count == 1 else 'changes'} to actors of the atlas."


def table_lines(changes: Iterable[ActorChange]) -> list[str]:
    """``changes`` in columns for a terminal, the header first; nothing where there are none."""
    rows = [[inert(cell) for cell in astuple(one)] for one in changes]
    if not rows:
        return []
    rows.insert(0, [field.name for field in fields(ActorChange)])
    cut = [[cell if len(cell) <= _WIDEST else f"{cell[: _WIDEST - 1]}…" for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cut]


def write_table(changes: Iterable[ActorChange], path: Path) -> None:
    """Writes ``changes`` as CSV (UTF-8 with a mark, so that spreadsheets read accents; no cell is run as a formula).

    Raises RegisterError when the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(field.name for field in fields(ActorChange))
            writer.writerows([harmless(cell) for cell in astuple(one)] for one in changes)
    except OSError as problem:
        raise RegisterError(f"{path} cannot be written: {problem.strerror}. Name another file with --out.") from problem
