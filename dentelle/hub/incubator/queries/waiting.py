"""Who waits, in order, and when they get in by the forecast."""

from dataclasses import dataclass
from datetime import date

from dentelle.hub.incubator.firms import ShownFirm, shown_firms
from dentelle.hub.incubator.house import played
from dentelle.hub.incubator.models import WAITING, Wait
from dentelle.hub.incubator.scenarios import House, Turn

__all__ = ["ShownWait", "waiting_list"]


@dataclass(frozen=True, slots=True)
class ShownWait:
    """One who waits, at ``place`` of the list, with the forecast of their turn."""

    place: int
    row: Wait
    firm: ShownFirm
    turn: Turn


def waiting_list(known: House, today: date, language: str) -> tuple[ShownWait, ...]:
    """Everybody who waits, first come first."""
    rows = list(Wait.objects.filter(state=WAITING).select_related("firm").order_by("arrived", "pk"))
    if not rows:
        return ()
    firms = shown_firms((row.firm_id for row in rows), language)
    turns = {turn.wish.id: turn for turn in played(known, known.queue, (), today).turns}
    return tuple(ShownWait(place, row, firms[row.firm_id], turns[row.pk]) for place, row in enumerate(rows, start=1))
