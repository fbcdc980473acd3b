"""Who arrives where: "the arrival at the Mills of X" is not about other Mills than those the document knows.

Invariant: a name is parted only behind a noun of arriving, and only where the document names the same house otherwise.
"""

import re
from dataclasses import replace

from dentelle.reading.lexicon import flat
from dentelle.reading.names.candidates import Candidate
from dentelle.reading.tables import table

__all__ = ["parted"]

OF_SOMEONE = re.compile(r"(?P<house>\w+ .*?) ?\b(?:d[’']|de |von |of |van )(?P<who>[A-Z][\w.-]+)$")
BEFORE = 40  # characters in which the noun of arriving stands before the house


def parted(text: str, found: list[Candidate]) -> list[Candidate]:
    """``found`` with names such as "Mills of X" parted into the house and who arrives there."""
    nouns = frozenset(table("names")["all"]["arrivals"].split())
    forms = {flat(text[candidate.start : candidate.end]) for candidate in found}
    made: list[Candidate] = []
    for candidate in found:
        match = (
            OF_SOMEONE.fullmatch(text, candidate.start, candidate.end) if candidate.kind in ("organisation", "place") else None
        )
        if match is None or not nouns.intersection(flat(text[max(candidate.start - BEFORE, 0) : candidate.start]).split()):
            made.append(candidate)
            continue
        known = any(_same_house(form, flat(match["house"]), flat(match[0])) for form in forms)
        if not known or flat(match["who"]) in forms:
            made.append(candidate)
            continue
        made.append(replace(candidate, end=match.end("house"), rule="house of an arrival", name=""))
        made.append(Candidate(match.start("who"), match.end("who"), "organisation", "", "arrival", 82, strong=True))
    return made


def _same_house(form: str, house: str, whole: str) -> bool:
    return form != whole and (form == house or form.startswith(f"{house} "))
