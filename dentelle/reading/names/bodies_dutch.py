"""Dutch bodies that a small head noun names together with what they govern or teach: "de gemeente Groningen".

Weight 82: more than the place in it. Where the words before say where something is ("in de gemeente Heusden"), it is a place.
"""

from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.run_ends import place_end
from dentelle.reading.names.sentence import Clause, headed_candidate
from dentelle.reading.names.wordlists import closed_set

__all__ = ["dutch_bodies"]

FIELD_BODIES = closed_set("nl", "field_bodies")
BODIES = closed_set("nl", "bodies")
WHERE = closed_set("nl", "bodies_where")


def dutch_bodies(clause: Clause) -> Iterator[Candidate]:
    """Every body in ``clause`` whose head noun is written small."""
    if clause.language != "nl":
        return
    for index, form in enumerate(clause.forms):
        if form.headlike and clause.forms[index + 1].low in ("van", "voor"):
            yield from _with_fields(clause, index, index + 2)
        elif form.low in FIELD_BODIES and form.capital and clause.namelike(index + 1) and not clause.closed(index + 1):
            yield from _with_fields(clause, index, index + 1)
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


def _with_fields(clause: Clause, index: int, behind: int) -> Iterator[Candidate]:
    """A ministry with its field, and a body with several: "Kring voor Oudheidkunde, Letteren en Kunst"; from ``behind`` on."""
    found = clause.head_at(index)
    if found is None or found.head.kind != "organisation" or found.head.language != "nl" or found.last != index + 1:
        return
    last, fields = _fields(clause, behind)
    ministry = clause.forms[index].low == "ministerie"
    if not last or not (ministry or (fields > 1 and clause.forms[index].capital)):
        return
    if not ministry and clause.forms[last].low == "van" and clause.starts_known(last + 1) and not clause.closed(last):
        last = place_end(clause, last + 1)
    first = index
    while first and clause.namelike(first - 1) and clause.forms[first - 1].low.endswith(("e", "s")) and not clause.closed(first):
        first -= 1
    yield headed_candidate(clause, first, last, found, 83, "body and its fields")


def _fields(clause: Clause, index: int) -> tuple[int, int]:
    """The token behind "X, Y en Z" from ``index`` on, 0 if no capitalised noun stands there, and the number of fields."""
    last, fields, listed = 0, 0, False
    while clause.namelike(index) and not clause.starts_known(index) and clause.head_at(index) is None:
        while clause.namelike(index) and (not fields or not clause.closed(index) or clause.forms[index - 1].text == ","):
            index += 1
            if clause.closed(index):
                break
        fields += 1
        last = index
        if clause.forms[index].low == "en" and not clause.closed(index):
            index, listed = index + 1, True
        elif clause.forms[index].text == "," and not listed:
            index += 1
        else:
            break
    return (last, fields) if listed or fields == 1 else (0, 0)


def _end(clause: Clause, index: int) -> int:
    """The token behind the place or the capitalised words that begin at ``index``."""
    known = clause.known.get(clause.tokens[index].start, 0)
    last = index + 1
    while last < len(clause.tokens) and not clause.tokens[last].closed:
        if not (clause.tokens[last].end <= known or (not known and clause.namelike(last))):
            break
        last += 1
    return last
