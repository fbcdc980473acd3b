"""What may be shown of a source, decided in one place.

``full``: the public reads the whole document. ``quote``: the passage of a claim, at most one sentence either side, publisher,
date and link. ``none``: the fact without any text. Whatever is not one of the three is taken for ``none``.
"""

from dentelle.atlas.models import ClaimRow, Source

FULL, QUOTE, NONE = "full", "quote", "none"


def publish(source: Source) -> str:
    """What may be shown of ``source``: ``full``, ``quote`` or ``none``."""
    return source.publish if source.publish in (FULL, QUOTE) else NONE


def quoted(claim: ClaimRow) -> tuple[str, str]:
    """(quote, lead-in) of ``claim`` as far as its source may be quoted and nobody hid it, else two empty texts."""
    shown = publish(claim.source) != NONE and claim.verdict != "hide"
    return (claim.quote, claim.lead_quote) if shown else ("", "")
