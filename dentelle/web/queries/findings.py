"""Findings as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from dentelle.atlas.models import FindingRow


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding; ``check`` and ``data`` become a sentence in the reader's language, ``message`` is the English one."""

    key: str
    check: str
    severity: str
    message: str
    data: dict
    claims: tuple[str, ...]


def shown_findings(rows: Iterable[FindingRow]) -> tuple[ShownFinding, ...]:
    """``rows`` in their order."""
    return tuple(ShownFinding(row.key, row.check_name, row.severity, row.message, row.data, tuple(row.claims)) for row in rows)
