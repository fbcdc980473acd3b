"""When two values can both be true of one thing at one time.

Invariant: symmetric; values of different types, or figures of different things, never disagree.
"""

from collections.abc import Iterable

from dentelle.edtf import EdtfError, bounds
from dentelle.folding import fold
from dentelle.model import Value, ValueType
from dentelle.vocabulary.counted import counted

__all__ = ["days", "disagree", "without_wording"]

_ABOUT = 0.15  # of a number, by which "about" may be wrong
_ROUNDING = 0.05  # of a number, by which a round one may be wrong
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
        return counted(one.unit).key == counted(other.unit).key and _figures_disagree(one, other)
    if one.type is ValueType.TEXT:
        return one.language == other.language and fold(one.text) != fold(other.text)
    return one.key != other.key


def without_wording(property: str, qualifiers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """``qualifiers`` of a fact or claim but those that repeat the source's own sentence: what a source that may not be
    quoted lets be told.
    """
    return tuple((name, text) for name, text in qualifiers if (property, name) not in WORDING)


def _figures_disagree(one: Value, other: Value) -> bool:
    """Whether the two numbers exclude each other: "more than 100" and 114 do not, nor do 4,000 and 3,986."""
    if one.number is None or other.number is None:
        return one.number != other.number
    (low, high), (least, most) = _range(one.number, one.bound), _range(other.number, other.bound)
    if low <= most and least <= high:
        return False
    rounded = max((_roundness(number) for number in (one.number, other.number)), default=0)
    apart = abs(one.number - other.number)
    return one.bound + other.bound != "" or not apart < min(rounded / 2, _ROUNDING * max(abs(one.number), abs(other.number)))


def _range(number: float, bound: str) -> tuple[float, float]:
    """The numbers that a figure allows."""
    if bound == "~":
        return number * (1 - _ABOUT), number * (1 + _ABOUT)
    return (number if bound != "<" else float("-inf")), (number if bound != ">" else float("inf"))


def _roundness(number: float) -> int:
    """The power of ten to which a number of three digits or more is rounded, 100 or more; 0 for one that is not."""
    power = 0
    while number and number % (10 ** (power + 1)) == 0:
        power += 1
    return 10**power if power >= 2 else 0


def _dates_disagree(one: Value, other: Value) -> bool:
    """Whether no day is common, or two stretches overlap in part only ("5 to 7 June" and "6 to 8 June")."""
    (first, last), (start, end) = days(one), days(other)
    if not (first and last and start and end):
        return False
    if last < start or end < first:
        return True
    stretches = "/" in one.edtf and "/" in other.edtf
    return stretches and not (first <= start and end <= last) and not (start <= first and last <= end)
