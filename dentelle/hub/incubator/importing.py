"""Rooms and stays from a table: all of them, or none; and the same table again, with what it says otherwise.

Invariant: what the house holds already is found again (a room by site, building and name; a stay by room, firm and first day),
never made twice, and changed only when whoever gives the table has agreed to exactly these changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction

from dentelle.atlas.browsing.days import in_full
from dentelle.errors import IncubatorError
from dentelle.folding import digest
from dentelle.hub.incubator import places, stays
from dentelle.hub.incubator.counterparts import Counterparts, Difference, change_room, change_stay, commune_in, counterparts
from dentelle.hub.incubator.forms import after_last
from dentelle.hub.incubator.invoices import PER, Price
from dentelle.hub.incubator.models import Room, Stay
from dentelle.hub.incubator.occupancy import Terms
from dentelle.hub.incubator.tables import Row, choice, read_rows

__all__ = ["NEEDED", "OTHER", "Changed", "Imported", "import_table"]

NEEDED = {"rooms": ("site", "building", "room", "area", "desks", "since"), "stays": ("building", "room", "firm", "since")}
OTHER = {
    "rooms": ("power", "fibre", "accessible", "shared", "last_day", "price", "per", "address", "commune"),
    "stays": ("last_day", "desks", "activity", "agreement", "rent", "site"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """The row on ``line`` says something else of ``what`` is here already: ``differences`` by column."""

    line: int
    what: str
    differences: tuple[Difference, ...]


@dataclass
class Imported:
    """What became of a table. ``kept``: whether it was taken; else ``faults`` by line stand against it, or ``changes`` wait.

    ``agreement`` names the changes: to give it back is to agree to them.
    """

    kept: bool = False
    new: int = 0
    same: int = 0
    changes: list[Changed] = field(default_factory=list)
    faults: list[tuple[int, IncubatorError]] = field(default_factory=list)

    @property
    def agreement(self) -> str:
        """The name of exactly these changes; "" where there are none."""
        return digest(repr(self.changes))[:32] if self.changes else ""


def import_table(kind: str, data: bytes, *, who: str, agreed: str = "") -> Imported:
    """What the CSV file ``data`` of ``kind`` ("rooms" or "stays") came to.

    Nothing of it is kept where a row is wrong, or where it changes what is here and ``agreed`` is not its ``agreement``.
    Raises IncubatorError when the table as a whole cannot be used.
    """
    rows = read_rows(data, NEEDED[kind])
    found = Imported()
    with transaction.atomic():
        known = counterparts()
        for row, there in _in_order(kind, rows, known, found):
            try:
                with transaction.atomic():
                    _take(kind, row, there, known, found, who)
            except IncubatorError as error:
                found.faults.append((row.line, error))
        found.changes.sort(key=lambda one: one.line)
        found.faults.sort(key=lambda one: one[0])
        found.kept = not found.faults and (not found.changes or agreed == found.agreement)
        if not found.kept:
            transaction.set_rollback(True)
    return found


def _in_order(kind: str, rows: Sequence[Row], known: Counterparts, found: Imported) -> list[tuple[Row, Room | Stay | None]]:
    """Each row with what it means of the house; rows of what is here come first, for one may end what another one follows.

    A row that cannot be understood, or speaks of the same as an earlier one, becomes a fault.
    """
    told, seen = list[tuple[Row, Room | Stay | None]](), set[tuple[int, date | None]]()
    for row in rows:
        try:
            there = known.room(row) if kind == "rooms" else known.stay(row)
            row.day("last_day")
            about = (there.pk, row.day("since")) if there else None
            if about in seen:
                raise IncubatorError("An earlier line speaks of the same.")
        except IncubatorError as error:
            found.faults.append((row.line, error))
            continue
        seen.update([about] if about else ())
        told.append((row, there))
    if kind == "stays":
        _refuse_moved(known, told, found)
    return sorted(told, key=lambda one: (one[1] is None, one[0].line))


def _refuse_moved(known: Counterparts, told: list[tuple[Row, Room | Stay | None]], found: Imported) -> None:
    """A row whose firm has the room already, from a day that the table does not name, is a first day that changed: a fault."""
    meant = {there.pk for _, there in told if there is not None}
    for row, there in list(told):
        if there is None and (moved := known.moved(row, meant)) is not None:
            error = IncubatorError(
                "%(firm)s has %(room)s since %(day)s. A table changes no first day: correct the line, or take that stay out.",
                firm=moved.firm.name,
                room=moved.room.name,
                day=in_full(moved.since),
            )
            found.faults.append((row.line, error))
            told.remove((row, there))


def _take(kind: str, row: Row, there: Room | Stay | None, known: Counterparts, found: Imported, who: str) -> None:
    if there is None:
        if kind == "rooms":
            _room(row, who)
        else:
            _stay(row, known.room_of_stay(row), who)
        found.new += 1
        return
    if isinstance(there, Room):
        what, differences = f"{there.building.name} · {there.name}", change_room(there, row, who)
    else:
        what, differences = f"{there.firm.name}, {there.room.name}", change_stay(there, row, who)
    if differences:
        found.changes.append(Changed(row.line, what, differences))
    else:
        found.same += 1


def _room(row: Row, who: str) -> None:
    since = row.day("since", required=True)
    terms = Terms(
        since,
        row.number("area", required=True),
        row.whole("desks", required=True),
        row.number("power") or Decimal(0),
        row.whole("fibre") or 0,
        row.flag("accessible"),
    )
    amount, per = row.number("price"), choice(row, "per", PER) or "room"
    places.add_room(
        row.text("site", required=True),
        row.text("building", required=True),
        row.text("room", required=True),
        terms,
        who=who,
        shared=row.flag("shared"),
        until=after_last(row.day("last_day")),
        price=None if amount is None else Price(since, amount, per),
        address=row.text("address"),
        commune=commune_in(row),
    )


def _stay(row: Row, room: Room, who: str) -> None:
    stays.book(
        room.pk,
        row.text("firm", required=True),
        row.day("since", required=True),
        after_last(row.day("last_day")),
        who=who,
        desks=row.whole("desks") or 0,
        agreement=row.text("agreement"),
        rent=row.number("rent"),
        activity=row.text("activity"),
    )
