"""Findings as pages show them, with the passages that made them."""

from collections.abc import Iterable
from dataclasses import dataclass

from dentelle.atlas.models import FindingRow
from dentelle.web.queries.quotes import Quote, quotes_by_claim

QUOTES = 4  # shown under one finding


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding; ``check`` and ``data`` become a sentence in the reader's language, ``message`` is the English one."""

    key: str
    check: str
    severity: str
    message: str
    data: dict
    quotes: tuple[Quote, ...]


def shown_findings(rows: Iterable[FindingRow]) -> tuple[ShownFinding, ...]:
    """``rows`` in their order, with the first of their passages: one query more than that of ``rows``."""
    rows = list(rows)
    quotes = quotes_by_claim(key for row in rows for key in row.claims[:QUOTES])
    return tuple(_shown(row, [quotes[key] for key in row.claims[:QUOTES] if key in quotes]) for row in rows)


def _shown(row: FindingRow, quotes: list[Quote]) -> ShownFinding:
    """Claims that stand in one passage show it once."""
    passages = {(quote.origin.id, quote.anchor, quote.text): quote for quote in quotes}
    return ShownFinding(row.key, row.check_name, row.severity, row.message, row.data, tuple(passages.values()))
