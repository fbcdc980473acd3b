"""When two values can both be true of one thing at one time.

Invariant: symmetric; values of different types, or figures of different things, never disagree.
"""

from collections.abc import Iterable

from dentelle.edtf import EdtfError, bounds
from dentelle.model import Value, ValueType, fold
from dentelle.vocabulary.counted import counted

__all__ = ["days", "disagree", "without_wording"]

WORDING = frozenset({("happened", "what")})  # (property, qualifier) that repeat a clause of the source as it stands


def days(value: Value) -> tuple[str, str]:
    """The earliest and latest ISO day of a date, ("", "") for anything else or a date that cannot be read."""
    if value.type is not ValueType.DATE:
        return "", ""
    try:
        return bounds(value.edtf)
    except EdtfError:
        return "", ""


def disagree(one: Value, other: Value) -> bool:
    """Whether the two cannot both be true of one thing at one time; entities are compared by whoever has linked them."""
    if one.type is not other.type:
        return False
    if one.type is ValueType.DATE:
        return _dates_disagree(one, other)
    if one.type is ValueType.NUMBER:
        return counted(one.unit).key == counted(other.unit).key and one.number != other.number
    if one.type is ValueType.TEXT:
        return one.language == other.language and fold(one.text) != fold(other.text)
    return one.key != other.key


def without_wording(property: str, qualifiers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """``qualifiers`` of a fact or claim but those that repeat the source's own sentence: what a source that may not be
    quoted lets be told.
    """
    return tuple((name, text) for name, text in qualifiers if (property, name) not in WORDING)


def _dates_disagree(one: Value, other: Value) -> bool:
    """Whether no day is common, or two stretches overlap in part only ("5 to 7 June" and "6 to 8 June")."""
    (first, last), (start, end) = days(one), days(other)
    if not (first and last and start and end):
        return False
    if last < start or end < first:
        return True
    stretches = "/" in one.edtf and "/" in other.edtf
    return stretches and not (first <= start and end <= last) and not (start <= first and last <= end)
