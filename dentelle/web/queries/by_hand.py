"""What people stated by hand, as pages show it: the reason, what they rely on, and what the sources say instead.

Invariant: who stated it is named to staff only, on pages of the workbench; public pages call them the hub's staff.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dentelle.atlas.models import HandFact, Source


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a source says, where a person says otherwise: the value as JSON, and the source's id and title."""

    value: dict
    source: str
    title: str
    present: bool


@dataclass(frozen=True, slots=True)
class ByHand:
    """A statement in force. ``title``, ``url`` and ``date`` are of what its author relies on, each may be "".

    ``proposed``: the organisation that keeps the record proposed it.
    """

    number: int
    why: str
    made_at: datetime
    who: str
    title: str
    url: str
    date: str
    proposed: bool
    instead: tuple[Replaced, ...]


def by_hand(keys: Iterable[str]) -> dict[str, ByHand]:
    """The statements in force among the claims ``keys``, by key: at most two queries, none without ``keys``."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = list(HandFact.objects.filter(key__in=wanted, undone_at=None).order_by("made_at", "id"))
    return {row.key: shown for row, shown in zip(rows, shown_by_hand(rows), strict=True)}


def shown_by_hand(rows: Iterable[HandFact]) -> list[ByHand]:
    """``rows`` in their order, one query for the sources in whose place they stand."""
    rows = list(rows)
    named = {one["source"] for row in rows for one in row.instead}
    sources = {source.id: source for source in Source.objects.filter(id__in=named)} if named else {}
    return [
        ByHand(
            number=row.pk,
            why=row.why,
            made_at=row.made_at,
            who=row.who,
            title=row.source_title,
            url=row.source_url if row.source_url.startswith(("https://", "http://")) else "",
            date=row.source_date,
            proposed=bool(row.proposed_by),
            instead=tuple(_replaced(one, sources.get(one["source"])) for one in row.instead),
        )
        for row in rows
    ]


def _replaced(claim: dict, source: Source | None) -> Replaced:
    title = (source.title or source.path.rpartition("/")[2]) if source else claim["source"]
    return Replaced(claim["value"], claim["source"], title, bool(source and source.present))
