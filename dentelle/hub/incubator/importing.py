"""Rooms and stays from a table: all of them, or none."""

from collections.abc import Callable
from decimal import Decimal

from django.db import transaction

from dentelle.errors import IncubatorError
from dentelle.hub.incubator import models, places, stays
from dentelle.hub.incubator.forms import after_last
from dentelle.hub.incubator.invoices import PER, Price
from dentelle.hub.incubator.occupancy import Terms
from dentelle.hub.incubator.tables import Row, read_rows

__all__ = ["KINDS", "import_table"]

NEEDED = {"rooms": ("site", "building", "room", "area", "desks", "since"), "stays": ("building", "room", "firm", "since")}


def import_table(kind: str, data: bytes, *, who: str) -> tuple[int, list[tuple[int, IncubatorError]]]:
    """How many rows of the CSV file ``data`` were taken, and what is wrong by line: then none was.

    ``kind`` is "rooms" or "stays". Raises IncubatorError when the table as a whole cannot be used.
    """
    rows = read_rows(data, NEEDED[kind])
    faults: list[tuple[int, IncubatorError]] = []
    with transaction.atomic():
        for row in rows:
            try:
                with transaction.atomic():
                    KINDS[kind](row, who)
            except IncubatorError as error:
                faults.append((row.line, error))
        if faults:
            transaction.set_rollback(True)
    return 0 if faults else len(rows), faults


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
    per = row.text("per") or "room"
    if per not in PER:
        raise IncubatorError(
            "Column %(column)s: “%(cell)s” is none of %(choices)s.", column="per", cell=per, choices=", ".join(PER)
        )
    amount = row.number("price")
    places.add_room(
        row.text("site", required=True),
        row.text("building", required=True),
        row.text("room", required=True),
        terms,
        who=who,
        shared=row.flag("shared"),
        until=after_last(row.day("last_day")),
        price=None if amount is None else Price(since, amount, per),
    )


def _stay(row: Row, who: str) -> None:
    building, name = row.text("building", required=True), row.text("room", required=True)
    rooms = models.Room.objects.filter(name=name, building__name=building)[:2]
    if len(rooms) != 1:
        raise IncubatorError("There is no room %(room)s in %(building)s, or more than one.", room=name, building=building)
    stays.book(
        rooms[0].pk,
        row.text("firm", required=True),
        row.day("since", required=True),
        after_last(row.day("last_day")),
        who=who,
        desks=row.whole("desks") or 0,
        agreement=row.text("agreement"),
        rent=row.number("rent"),
        activity=row.text("activity"),
    )


KINDS: dict[str, Callable[[Row, str], None]] = {"rooms": _room, "stays": _stay}
