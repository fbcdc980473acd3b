"""Dutch bodies that a small head noun names together with what they govern or teach: "de gemeente Groningen".

Weight 82: more than the place in it. Where the words before say where something is ("in de gemeente Heusden"), it is a place.
"""

from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set

__all__ = ["dutch_bodies"]

BODIES = closed_set("nl", "bodies")
WHERE = closed_set("nl", "bodies_where")


def dutch_bodies(clause: Clause) -> Iterator[Candidate]:
    """Every body in ``clause`` whose head noun is written small."""
    if clause.language != "nl":
        return
    for index, form in enumerate(clause.forms):
        if form.low not in BODIES or form.capital or not clause.namelike(index + 1) or clause.closed(index + 1):
            continue
        before = index - 1 - (clause.forms[index - 1].low in clause.words.articles)
        if clause.forms[before].low in WHERE or (clause.forms[before].low in ("van", "de") and clause.word(before - 1) in WHERE):
            continue
        found = clause.head_at(index)
        if found is None or clause.forms[index - 1].low == "en":
            continue
        last = _end(clause, index + 1)
        start, end = clause.tokens[index].start, clause.tokens[last - 1].end
        yield Candidate(start, end, "organisation", found.head.type, "head noun and place", 82, True)


def _end(clause: Clause, index: int) -> int:
    """The token behind the place or the capitalised words that begin at ``index``."""
    known = clause.known.get(clause.tokens[index].start, 0)
    last = index + 1
    while last < len(clause.tokens) and not clause.tokens[last].closed:
        if not (clause.tokens[last].end <= known or (not known and clause.namelike(last))):
            break
        last += 1
    return last
