"""A finding made from claims: what every check of claims hands out.

Invariant: claims, entities, sources and data are sorted, and the key comes from ``key`` alone, so that a finding stays the same
finding when a source is read again.
"""

from collections.abc import Iterable, Mapping, Sequence

from dentelle.folding import digest
from dentelle.model import Finding, LinkedClaim

__all__ = ["SETTLED", "made_from"]

SETTLED = frozenset({"reject", "hide", "correct", "accept"})  # verdicts of a person who saw the claim and decided


def made_from(
    claims: Sequence[LinkedClaim],
    check: str,
    severity: str,
    said: str,
    data: Mapping[str, str],
    *,
    key: Iterable[str],
    entities: Iterable[str],
) -> Finding:
    """The finding of ``check`` that ``claims`` make: ``data`` fills the English ``said``, empty ``entities`` are left out."""
    return Finding(
        key=digest(check, *key, length=20),
        check=check,
        severity=severity,
        message=said.format(**data),
        data=tuple(sorted(data.items())),
        claims=tuple(sorted(one.key for one in claims)),
        entities=tuple(sorted({entity for entity in entities if entity})),
        sources=tuple(sorted({one.source for one in claims})),
    )
