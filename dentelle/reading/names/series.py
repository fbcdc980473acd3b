"""Names in a series ("X, Y and Z") are of one kind: what is sure of some tells what the others are.

Invariant: only kinds that a weak rule gave change, and only in a series that an "and" closes or that is long.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from dentelle.reading.names.candidates import Candidate

__all__ = ["of_one_kind"]

COMMA = re.compile(r"\s?,\s(?:the |la |le |les |l[’']|de |het |die |der |das )?")
AND = re.compile(
    r",?\s(?:and|et|und|en|sowie|ou|or|oder|of|&)\s"
    r"(?:the |la |le |les |l[’']|à |de |het |die |der |das )?"
)
WEAK = frozenset({"capitals", "guessed place", "guessed person", "list of names", "preposition of a place", "surname"})
BRAND = re.compile(r"[a-zß-ÿ][A-Z]|\d|[A-Z]{2}[a-zß-ÿ]")  # no town is written so
LONG = 4  # members of a series without an "and"


def of_one_kind(text: str, found: list[Candidate]) -> list[Candidate]:
    """``found`` with the doubtful members of each series made what its sure members are."""
    made: list[Candidate] = []
    for series, joined in _series(text, found):
        if not (joined or len(series) >= LONG):
            made += series
            continue
        sure = Counter((c.kind, c.type) for c in series if c.rule not in WEAK)
        kinds = {kind for kind, _ in sure}
        if len(kinds) != 1 or (kinds == {"place"} and 4 * sum(sure.values()) < len(series)):
            made += series
            continue
        kind, kind_type = min(sure.items(), key=lambda item: (-item[1], item[0]))[0]
        made += [
            replace(c, kind=kind, type=kind_type, rule="series", weight=max(c.weight, 58))
            if c.rule in WEAK
            and c.kind != kind
            and (kind in ("person", "organisation") or (kind == "place" and not BRAND.search(text, c.start, c.end)))
            else c
            for c in series
        ]
    return made


def _series(text: str, found: list[Candidate]) -> Iterator[tuple[list[Candidate], bool]]:
    """Each stretch of neighbours with only commas and "and" between them, and whether it holds an "and"."""
    series: list[Candidate] = []
    joined = False
    for candidate in found:
        between = text[series[-1].end : candidate.start] if series else ""
        closing = bool(series) and AND.fullmatch(between) is not None
        if series and not closing and COMMA.fullmatch(between) is None:
            yield series, joined
            series, joined = [], False
        series.append(candidate)
        joined = joined or closing
    if series:
        yield series, joined
