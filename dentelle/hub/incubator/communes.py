"""The commune a site stands in: as somebody writes it, or as its address ends.

Invariant: a commune is its INSEE code, or "" where nobody could be sure which one is meant.
"""

import re
from functools import lru_cache

from dentelle.folding import fold
from dentelle.gazetteer import by_ref, communes

__all__ = ["commune_meant", "commune_named", "commune_of"]

POSTED = re.compile(r"\b(?P<postcode>[0-9]{5})\s+(?P<town>[^,;0-9]+?)(?:\s+cedex\b[^,;]*)?\s*(?:[,;]|$)", re.IGNORECASE)
CODED = re.compile(r"(?:.*\()?\s*(?P<code>[0-9][0-9AB][0-9]{3})\s*\)?")


@lru_cache(maxsize=256)
def commune_of(address: str) -> str:
    """The INSEE code of the commune that ``address`` ends in, by its postcode and name; "" where that is not sure."""
    found = POSTED.search(address)
    if found is None:
        return ""
    served = [place for place in communes() if found["postcode"] in place.postal_codes]
    named = [place for place in served if fold(place.name) == fold(found["town"])]
    sure = named or served
    return sure[0].code if len(sure) == 1 else ""


@lru_cache(maxsize=256)
def commune_meant(said: str) -> str:
    """The INSEE code of the commune written as "Denain", "59220 Denain", "Denain (59172)" or 59172; "" where that is not sure."""
    coded = CODED.fullmatch(said.strip())
    if coded and by_ref(f"insee:{coded['code']}"):
        return coded["code"]
    if posted := commune_of(said):
        return posted
    named = [place for place in communes() if fold(place.name) == fold(said)]
    return named[0].code if len(named) == 1 else ""


def commune_named(code: str) -> str:
    """``code`` with the name of its commune, as ``commune_meant`` takes it back; "" for none."""
    place = by_ref(f"insee:{code}") if code else None
    return f"{place.name} ({code})" if place else code
