"""The lines to bill for a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from dentelle.hub.incubator.firms import ShownFirm, shown_firms
from dentelle.hub.incubator.forms import last_day
from dentelle.hub.incubator.invoices import Line, lines, month_of, total
from dentelle.hub.incubator.models import Stay
from dentelle.hub.incubator.occupancy import Room
from dentelle.hub.incubator.scenarios import House

__all__ = ["Bill", "BillLine", "bill", "bill_table"]


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line with whom it is for; ``last``: the last day that it bills."""

    firm: ShownFirm
    room: Room
    agreement: str
    line: Line
    last: date


@dataclass(frozen=True, slots=True)
class Bill:
    """All lines of the month that begins on ``month``, their sum, and the stays for whose room nobody set a price."""

    month: date
    lines: tuple[BillLine, ...]
    total: Decimal
    without_price: tuple[tuple[ShownFirm, Room], ...]


def bill(known: House, day: date, language: str) -> Bill:
    """What the stays of ``known`` owe for the month of ``day``."""
    period = month_of(day)
    there = [stay for stay in known.stays if stay.held.overlaps(period)]
    firms = shown_firms({stay.firm for stay in there}, language)
    agreements = dict(Stay.objects.filter(pk__in=[stay.id for stay in there]).values_list("pk", "agreement"))
    rooms = {room.id: room for room in known.rooms}
    found, without = [], []
    for stay in there:
        room = rooms[stay.room]
        made = tuple(lines(stay, room, known.prices.get(room.id, ()), period, known.agreed.get(stay.id)))
        found += [
            BillLine(firms[stay.firm], room, agreements[stay.id], line, last_day(line.held.until) or line.held.since)
            for line in made
        ]
        if not made:
            without.append((firms[stay.firm], room))
    found.sort(key=lambda one: (one.firm.name.casefold(), one.room.name, one.line.held.since))
    return Bill(period.since, tuple(found), total([one.line for one in found]), tuple(without))


def bill_table(found: Bill) -> Iterator[tuple[str, ...]]:
    """The lines as rows of words, the first their head: days in ISO, euros with two decimals and a point."""
    yield (
        gettext("Month"), gettext("Firm"), gettext("Room"), gettext("Agreement"), gettext("From"), gettext("Last day"),
        gettext("Days"), gettext("Days of the month"), gettext("€ a month, without VAT"), gettext("Amount (€, without VAT)"),
    )  # fmt: skip
    for one in found.lines:
        held = one.line.held
        yield (
            f"{found.month:%Y-%m}", one.firm.name, one.room.name, one.agreement, held.since.isoformat(), one.last.isoformat(),
            str(one.line.days), str(one.line.of), f"{one.line.price:.2f}", f"{one.line.amount:.2f}",
        )  # fmt: skip
