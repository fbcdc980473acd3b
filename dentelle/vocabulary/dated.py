"""When a fact holds or happened, as one EDTF date.

A date is its own; what holds for a time has its "from" and "to"; what is done once (a signature, a prize) has the day that its
source gives with it. A figure's "as of" is when it was counted, not when anything happened.
"""

from collections.abc import Iterable

from dentelle.edtf import is_valid
from dentelle.model import Value, ValueType

__all__ = ["when"]

ACTS = frozenset({"received", "signed", "created_by", "author", "published_by"})  # done once: "as of" and "from" are its day


def when(prop: str, value: Value, qualifiers: Iterable[tuple[str, str]]) -> str:
    """The EDTF date or interval of a fact of the property ``prop``; "" where it has none that can be read.

    >>> when("role", Value(ValueType.TEXT, "director"), [("from", "2017")])
    '2017/..'
    """
    if value.type is ValueType.DATE:
        return value.edtf if is_valid(value.edtf) else ""
    told = dict(qualifiers)
    start, end = told.get("from", ""), told.get("to", "")
    if prop in ACTS:
        return next((day for day in (start, told.get("as_of", "")) if is_valid(day)), "")
    moments = [moment if is_valid(moment) and "/" not in moment else ".." for moment in (start, end)]
    span = "/".join(moments)
    return span if is_valid(span) else ""
