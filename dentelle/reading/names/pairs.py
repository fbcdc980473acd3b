"""English names that hold an "and" or a list: "Leeds and Liverpool Canal", "Department for Work, Trade and Skills".

Invariant: a pair is one name only where a head noun ends its second half and nothing says that two things are told of.
"""

from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set

__all__ = ["listed_complement", "paired"]

OFFICES = closed_set("en", "offices")
TWO_THINGS = frozenset({"between", "both", "from", "in", "at", "near"})
JOINT = frozenset(
    {"public_body", "association", "federation", "chamber", "river", "company", "foundation", "hospital", "media", "network"}
)
FAMILY = frozenset(
    {"company", "co", "sons", "son", "daughters", "brothers", "bros", "partners", "associates", "nephews"}
)  # of a firm
REACH = 8  # capitalised words of one item or half


def paired(clause: Clause, first: int, left: int, position: int) -> bool:
    """Whether the "and" before ``position`` joins ``first``..``left`` and what follows to one name."""
    if clause.language == "en" and clause.forms[position].capital and clause.forms[position].low in FAMILY and left - first <= 3:
        return True
    if (
        clause.language != "en"
        or left - first > 3
        or clause.forms[position].given
        or (clause.tokens[first].form.upper and left - first == 1)
    ):
        return False
    last, head = _last_head(clause, position)
    if head is None or last <= position:
        return False
    before = clause.forms[first - 1].low
    opened = before == "the"
    halves = clause.head_at(left - 1) is not None
    if halves:  # the Town Incubator and Accelerator Network
        return opened and clause.head_at(position) is not None and not clause.starts_known(first)
    if any(clause.head_at(i) is not None for i in range(first, left)) or any(clause.forms[i].given for i in range(first, left)):
        return False
    known = clause.starts_known(first) and (clause.starts_known(position) or clause.forms[position].low in COMPASS)
    if before in TWO_THINGS or (clause.known_within(clause.tokens[position].start, clause.tokens[last - 1].end)):
        return False
    return (opened or (known and not clause.tokens[first - 1].form.capital if first else known)) and (head in JOINT or opened)


COMPASS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western"})


def _last_head(clause: Clause, position: int) -> tuple[int, str | None]:
    """The token behind the capitalised words from ``position`` on, and the type of the head noun that ends them."""
    last = position
    while (
        last < len(clause.tokens)
        and last - position < REACH
        and clause.namelike(last)
        and (last == position or not clause.tokens[last].closed)
    ):
        last += 1
    for start in range(max(position + 1, last - 3), last):
        found = clause.head_at(start)
        if found is not None and found.last == last:
            return last, found.head.type
    return last, None


def listed_complement(clause: Clause, first: int, position: int) -> int:
    """The token behind the list that goes on at the comma ``position`` in the name of an office that ``first`` began, else 0."""
    if clause.language != "en" or not any(clause.forms[i].low in OFFICES for i in range(first, position)):
        return 0
    if not any(clause.forms[i].low in ("of", "for", "on") for i in range(first, position)):
        return 0
    index, items = position, 0
    while clause.forms[index].text == "," and items < REACH:
        index += 1
        last_one = clause.forms[index].low == "and"
        index += last_one
        end = _item_end(clause, index)
        if end == index:
            return 0
        index, items = end, items + 1
        if last_one:
            return index
        if clause.forms[index].low == "and":
            end = _item_end(clause, index + 1)
            return end if end > index + 1 else 0
    return 0


def _item_end(clause: Clause, index: int) -> int:
    """The token behind one item of the list: one to three capitalised words that are no known place and no given name."""
    last = index
    while (
        last < len(clause.tokens)
        and last - index < 3
        and clause.namelike(last)
        and (last == index or not clause.tokens[last].closed)
    ):
        if clause.forms[last].given or clause.starts_known(last):
            return index
        last += 1
    return last
