"""Dutch names whose kind a small compound before them or a noun glued behind them says: "het softwarebedrijf X", "het X-gebouw".

Weights: 81 for the noun of a compound before the name, 82 where a preposition or a hyphen says that it is a place.
"""

from collections.abc import Iterator
from functools import cache

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause, HeadAt
from dentelle.reading.names.wordlists import Head, closed_set, endings, heads_at

__all__ = ["apposed_show", "dutch_wholes", "small_head"]

SHORTEST = 4  # letters of a noun that may end a compound, and of what stands before it
NO_COMPOUND = closed_set("nl", "no_compound_ends")
GLUED = closed_set("nl", "glued_places")
GROUNDS = closed_set("nl", "grounds")
STREETS = endings("nl", "street_ends")
METALS = closed_set("nl", "award_metals")
NO_AWARDS = closed_set("nl", "no_awards")
QUOTES = frozenset("’”'\"»")
LONGEST = 6  # tokens of a name behind such a noun


def dutch_wholes(clause: Clause) -> Iterator[Candidate]:
    """Every such name of ``clause``."""
    if clause.language != "nl":
        return
    for index, form in enumerate(clause.forms):
        if form.text[:1] == "-" and form.low in GLUED and index and clause.forms[index - 1].nameable:
            yield _candidate(clause, _first(clause, index - 1), index + 1, "place", "building", 82)
        if not form.nameable or clause.closed(index) or not index or clause.tokens[index].opens:
            continue
        before = clause.forms[index - 1]
        if form.given and clause.forms[index + 1].low.endswith(STREETS) and clause.namelike(index + 1):
            yield _candidate(clause, index, index + 2, "place", "street", 82)
        elif (kind := _compound(before.text)) is not None:
            yield from _behind_compound(clause, index, kind)
        elif form.low in METALS:
            yield from _award(clause, index)
        elif before.low in ("de", "het") and clause.word(index - 2) == "op":
            yield from _grounds(clause, index)


def _first(clause: Clause, index: int) -> int:
    """Where the capitalised words begin that end with token ``index``."""
    while index and clause.forms[index - 1].nameable and not clause.closed(index) and not clause.tokens[index - 1].opens:
        index -= 1
    return index


def _last(clause: Clause, index: int) -> int:
    """The token behind the capitalised words from ``index`` on; a small "&" or a capitalised article goes on with them."""
    last = index + 1
    while last - index < LONGEST:
        form = clause.forms[last]
        joined = form.text == "&" and clause.namelike(last + 1)
        if not joined and (clause.closed(last) and clause.forms[last - 1].text != "&"):
            break
        if not (joined or clause.namelike(last) or (form.text.isdigit() and len(form.text) == 1)):
            break
        last += 1
    return last


@cache
def _compound(written: str) -> Head | None:
    """The head noun that ends a small compound ("stadsbibliotheek"), the longest first; None where ``written`` is none."""
    if not written.islower() or not written.isalpha() or len(written) < 2 * SHORTEST or written in NO_COMPOUND:
        return None
    for cut in range(3, len(written) - SHORTEST + 1):
        ending = written[cut:]
        for head in heads_at().get(ending, ()) if ending not in NO_COMPOUND else ():
            if head.language == "nl" and head.words == (ending,):
                return head
    return None


def small_head(clause: Clause, index: int) -> HeadAt | None:
    """The head noun at token ``index``, in Dutch also a small compound of one."""
    if clause.language == "nl" and (head := _compound(clause.forms[index].text)) is not None:
        return HeadAt(head, index, index + 1, compound=True)
    return clause.head_at(index)


def apposed_show(clause: Clause, index: int) -> Head | None:
    """What ", een eerste solotentoonstelling" at token ``index`` calls the title before it: an event or a work."""
    if clause.forms[index].text in QUOTES:
        index += 1
    if clause.forms[index].text != "," or clause.forms[index + 1].low not in ("een", "de", "het"):
        return None
    for position in range(index + 2, index + 5):
        found = small_head(clause, position)
        if found is not None and found.head.language == "nl":
            return found.head if found.head.kind in ("event", "work") else None
        if not clause.forms[position].word or clause.forms[position].function:
            return None
    return None


def _behind_compound(clause: Clause, index: int, head: Head) -> Iterator[Candidate]:
    """The name from ``index`` on as what the compound before it says; a known place behind it is where that stands."""
    last = _last(clause, index)
    if clause.starts_known(index) or clause.forms[index].never or (clause.head_at(index) is not None and last == index + 1):
        return
    known = next((i for i in range(index + 1, last) if clause.starts_known(i)), last)
    if clause.forms[last].low in ("van", "ten", "ter", "de", "den", "der") or clause.forms[index].initials:
        return  # what stands there is the beginning of a person's name
    yield _candidate(clause, index, known, head.kind, head.type, 81)


def _award(clause: Clause, index: int) -> Iterator[Candidate]:
    """ "de Gouden Gloeidraad": a metal and a noun behind an article."""
    behind = clause.forms[index + 1]
    if clause.forms[index - 1].low not in ("de", "het", "een") or not clause.namelike(index + 1) or clause.closed(index + 1):
        return
    if behind.low in NO_AWARDS or clause.head_at(index + 1) is not None:
        return
    yield _candidate(clause, index, _last(clause, index), "programme", "award", 81)


def _grounds(clause: Clause, index: int) -> Iterator[Candidate]:
    """ "op de High Tech Campus": where something stands, and no institution."""
    last = _last(clause, index)
    if last - index > 1 and clause.word(last - 1) in GROUNDS:
        yield _candidate(clause, index, last, "place", "site", 82)


def _candidate(clause: Clause, first: int, last: int, kind: str, kind_type: str, weight: int) -> Candidate:
    start, end = clause.tokens[first].start, clause.tokens[last - 1].end
    return Candidate(start, end, kind, kind_type, "Dutch compound", weight, True)
