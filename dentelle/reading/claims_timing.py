"""When a claim holds: the qualifiers from, to and as_of, out of the dates that stand in the claim's own clause.

Invariant: a date that is itself the value of a founding, closing, holding or publishing claim of the line qualifies nothing else.
"""

import re
from collections.abc import Iterable
from functools import cache

from dentelle.edtf import Interval, parse
from dentelle.model import DateMention
from dentelle.reading.claims_happened import COVERED, clause
from dentelle.reading.drafts import Draft
from dentelle.reading.patterns_loader import word
from dentelle.reading.slots import Slot

__all__ = ["add_times", "said_until"]

LASTING = frozenset(("holds_label", "hosts", "role", "located_in", "member_of", "part_of", "offers"))
COUNTED = frozenset(("count", "capacity"))
UNTIL = re.compile(r"(?:jusqu'(?:en|à|au)|until|till|up to|bis|tot|tot en met)\s?$", re.IGNORECASE)
BACK = re.compile(r"(?<!\w)(?:back|remont\w+|zurück\w*|terug\w*)(?!\w)", re.IGNORECASE)  # "reaches back to 1812": it began then
OPENING = 14  # characters from a sentence's head within which a date holds for all of it


def add_times(drafts: Iterable[Draft]) -> None:
    """Gives lasting claims ``from`` and ``to``, and counts ``as_of``, as EDTF; the drafts are changed in place."""
    listed = list(drafts)
    told = {(draft.line.number, draft.value.edtf) for draft in listed if draft.property in COVERED and draft.value.edtf}
    for draft in listed:
        if draft.property not in LASTING | COUNTED:
            continue
        start, end = clause(draft.line.text, draft.trigger[0])
        dates = [slot for slot in draft.line.slots.within(start, end, "D") if isinstance(slot.item, DateMention)]
        free = [slot for slot in dates if (draft.line.number, _edtf(slot)) not in told]
        if len(free) != 1 or len(dates) != 1:
            continue
        if draft.property in COUNTED:
            if _times_the_count(draft, free[0]):
                draft.qualifiers["as_of"] = _edtf(free[0])
        else:
            _span(draft, free[0])


def said_until(draft: Draft) -> bool:
    """Whether the date that a draft has as its value stands behind "until": nothing begins then."""
    slot = next((slot for slot in draft.line.slots.slots if slot.letter == "D" and (slot.start, slot.end) in draft.needed), None)
    if slot is None or UNTIL.search(draft.line.text[: slot.at]) is None:
        return False
    return BACK.search(draft.line.text, max(0, slot.at - 40), slot.at + 40) is None


def _edtf(slot: Slot) -> str:
    return slot.item.edtf if isinstance(slot.item, DateMention) else ""


def _times_the_count(draft: Draft, date: Slot) -> bool:
    """Whether the date stands beside the figure, or opens its sentence; one in brackets, in another clause or after "until"
    is of something else: "the label it won in 2013", "binds them until 2022".
    """
    text, at = draft.line.text, draft.trigger[0]
    if UNTIL.search(text[: date.at]):
        return False
    left, right = sorted((date.at, at))
    between = text[left:right]
    if "(" in between or ")" in between:
        return text[:left].rstrip().endswith("(") and ")" not in between  # "(2016: 62 members)"
    return "," not in between or date.at <= OPENING


@cache
def _since(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){word(language, 'since')}\s?(?:{word(language, 'article')}\s?)?$", re.IGNORECASE)


def _span(draft: Draft, slot: Slot) -> None:
    """``from`` where the text says since when, both ends of an interval otherwise."""
    date = parse(_edtf(slot))
    if isinstance(date, Interval):
        for name, moment in (("from", date.start), ("to", date.end)):
            if moment is not None:
                draft.qualifiers[name] = str(moment)
    elif _since(draft.line.language).search(draft.line.text[: slot.at]):
        draft.qualifiers["from"] = str(date)
