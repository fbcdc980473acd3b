"""The sources to come, of which an address is all that there is."""

from dataclasses import dataclass

from dentelle.atlas.models import NotedAddress
from dentelle.atlas.noted import to_come
from dentelle.territory import licences

MOST = 100  # shown


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """``licence`` as it is called."""

    row: NotedAddress
    licence: str


@dataclass(frozen=True, slots=True)
class Noted:
    """The newest addresses of ``total``."""

    total: int
    rows: tuple[ShownAddress, ...]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


def noted_page() -> Noted:
    """The addresses that wait for their text."""
    labels = {one.id: one.label for one in licences()}
    waiting = to_come()
    rows = list(waiting[:MOST])
    total = waiting.count() if len(rows) == MOST else len(rows)
    shown = (ShownAddress(row, labels.get(row.words.get("licence", ""), row.words.get("licence", ""))) for row in rows)
    return Noted(total, tuple(shown))
