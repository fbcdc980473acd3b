"""What a newer vintage of a register says of some of its rows that the older one did not.

Invariant: ``changes`` is a pure function of two registers and the ids asked about; rows that both have and that say the same
make no change. The register that an import took the place of stays in the new one's folder ``previous``, so that
``open_register(name).previous()`` answers after the swap.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dentelle.folding import fold
from dentelle.gazetteer import todays_commune
from dentelle.registers.schema import RegisterRow
from dentelle.registers.store import Register

What = Literal["opened", "closed", "reopened", "gone", "moved", "renamed", "hidden"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change to the row ``id``: ``before`` and ``after`` in words, ``since`` a day (ISO) where the register says one.

    opened: an establishment of a unit that was asked about is new. closed, reopened: as the register says. gone: the row is not
    there any more. moved: another address, postal code or commune. renamed: another name. hidden: its holder now keeps it from
    the public, which is said instead of what became empty.
    """

    what: What
    id: str
    before: str = ""
    after: str = ""
    since: str = ""


def changes(old: Register, new: Register, ids: Iterable[str]) -> tuple[Change, ...]:
    """What changed between two vintages for the rows and legal units with these ids, by id.

    For a legal unit (SIREN) of a register of establishments its establishments are compared. An id that neither register knows
    makes no change.
    """
    asked = sorted(set(ids))
    before, after = _held(old, asked), _held(new, asked)
    found: list[Change] = []
    for id in sorted(before.keys() | after.keys()):
        found += _compared(before.get(id), after.get(id))
    return tuple(found)


def _held(register: Register, asked: list[str]) -> dict[str, RegisterRow]:
    """The rows with these ids and the establishments of these units, by id."""
    under = (row for rows in register.of_parents(asked).values() for row in rows)
    return register.by_ids(asked) | {row.id: row for row in under}


def _compared(old: RegisterRow | None, new: RegisterRow | None) -> list[Change]:
    if new is None:
        return [Change("gone", old.id, old.name)] if old is not None else []
    if old is None:
        return [] if new.closed else [Change("opened", new.id, "", new.name or _place(new), new.opened)]
    found = []
    if new.closed and not old.closed:
        found.append(Change("closed", new.id, "", "", new.closed))
    if old.closed and not new.closed:
        found.append(Change("reopened", new.id, "", "", ""))
    if new.masked and not old.masked:
        return [*found, Change("hidden", new.id)]
    if old.masked and not new.masked:
        return found
    if _moved(old, new):
        found.append(Change("moved", new.id, _place(old), _place(new)))
    if fold(old.name) != fold(new.name):
        found.append(Change("renamed", new.id, old.name, new.name))
    return found


def _moved(old: RegisterRow, new: RegisterRow) -> bool:
    """Whether the two stand elsewhere. A merger of communes changes the code, the name and the postal code, not the place."""
    if old.insee and new.insee:
        return todays_commune(old.insee) != todays_commune(new.insee) or fold(old.address) != fold(new.address)
    return any(fold(getattr(old, part)) != fold(getattr(new, part)) for part in ("address", "postcode", "city"))


def _place(row: RegisterRow) -> str:
    return ", ".join(part for part in (row.address, f"{row.postcode} {row.city}".strip()) if part)
