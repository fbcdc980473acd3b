"""The ledger of small aid as pages show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from dentelle.hub.incubator.de_minimis import Entry, entries
from dentelle.hub.incubator.firms import ShownFirm, shown_firms, together
from dentelle.hub.incubator.ledger_forms import KIND_NAMES
from dentelle.hub.incubator.models import Aid, Firm, Stay
from dentelle.hub.incubator.undertakings import Ledger, Standing, every, ledger, standing

__all__ = ["LedgerRow", "Shown", "ledger_page", "ledger_rows", "ledger_table"]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An undertaking, and where it stands."""

    firm: ShownFirm
    siren: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger: ``told`` in words; ``ahead`` of the day; ``number`` of its row where it was entered by hand."""

    entry: Entry
    kind: object
    told: str
    ahead: bool
    number: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The ledger of one undertaking."""

    firm: ShownFirm
    standing: Standing
    lines: tuple[Line, ...]


def ledger_rows(day: date, language: str) -> tuple[LedgerRow, ...]:
    """Every undertaking with aid, the fullest window first."""
    found = every(day)
    names = shown_firms((firm.pk for one in found for firm in one.firms), language)
    rows = [
        LedgerRow(names[one.firms[0].pk], next((firm.siren for firm in one.firms if firm.siren), ""), standing(one, day))
        for one in found
    ]
    return tuple(sorted(rows, key=lambda row: (-max(row.standing.peak.amount, row.standing.amount), row.firm.name)))


def ledger_page(firm: Firm, day: date, language: str) -> Shown:
    """The ledger of the undertaking of ``firm``: what was, and what follows from its agreements."""
    group = together(firm)
    found = ledger(group, day)
    names = shown_firms([firm.pk], language)
    stand = standing(found, day)
    return Shown(names[firm.pk], stand, tuple(_lines(found, stand, day)))


def _lines(found: Ledger, stand: Standing, day: date) -> Iterator[Line]:
    stays = {row.pk: row for row in Stay.objects.filter(firm__in=found.firms).select_related("room")}
    by_hand = {row.pk: row for row in Aid.objects.filter(firm__in=found.firms)}
    for entry in entries(found.days, stand.window):
        aid = by_hand.get(entry.about) if entry.kind != "rent" else None
        yield Line(
            entry,
            KIND_NAMES[entry.kind],
            _told(aid) if aid else stays[entry.about].room.name,
            entry.since > day,
            aid.pk if aid else None,
        )


def _told(aid: Aid) -> str:
    return f"{aid.hours:f} × {aid.rate:f} €: {aid.source}" if aid.hours and aid.rate else aid.source


def ledger_table(shown: Shown, siren: str) -> Iterator[tuple[str, ...]]:
    """The ledger as rows of words, the first their head: days in ISO, euros with two decimals and a point."""
    yield (
        gettext("Firm"), "SIREN", gettext("From"), gettext("Last day"), gettext("What it is"), gettext("Told by"),
        gettext("Amount (€)"), gettext("Sum (€)"), gettext("In the window (€)"),
    )  # fmt: skip
    names = ", ".join((shown.firm.name, *(name for _, name in shown.firm.also)))
    for line in shown.lines:
        entry = line.entry
        yield (
            names, siren, entry.since.isoformat(), entry.last.isoformat(), str(line.kind), line.told,
            f"{entry.amount:.2f}", f"{entry.running:.2f}", f"{entry.inside:.2f}",
        )  # fmt: skip
