"""Uncertain dates: the part of EDTF (ISO 8601-2, level 1) that the atlas writes.

What is written: a year ``1778``, month ``2019-05``, day ``2019-04-03``, season ``2015-21`` (21 spring to 24 winter), a
decade ``199X``, a century ``17XX``, a day without a year ``XXXX-04-09``, each with ``~`` (about) or ``?`` (uncertain)
behind it, and intervals ``1737/1948`` of two of these or of one and an open end ``2019/..``. Beyond level 1, ``X`` may
stand inside an interval.
Invariants: ``str(parse(text)) == text`` for every text that ``parse`` takes; bounds are ISO days, earliest ≤ latest.
"""

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Edtf", "EdtfError", "Interval", "Moment", "bounds", "is_valid", "overlap", "parse", "sort_key"]

OPEN = ".."
MOMENT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([~?%]?)")
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}  # months; winter runs into the next year


class EdtfError(ValueError):
    """The text is no date of the subset; the message says which text and why."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One date. ``year`` is four characters, digits or ``X``; ``month`` (or season 21–24) and ``day`` two or none."""

    year: str
    month: str = ""
    day: str = ""
    qualifier: str = ""

    def __str__(self) -> str:
        return "-".join(part for part in (self.year, self.month, self.day) if part) + self.qualifier

    @property
    def season(self) -> int:
        """21 to 24 where the moment is a season, else 0."""
        return int(self.month) if self.month.isdigit() and int(self.month) in SEASONS else 0

    @property
    def yearless(self) -> bool:
        """Whether the year is wholly unknown (``XXXX-04-09``)."""
        return self.year == "XXXX"


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time; ``None`` is an open end (never both)."""

    start: Moment | None
    end: Moment | None

    def __str__(self) -> str:
        return f"{OPEN if self.start is None else self.start}/{OPEN if self.end is None else self.end}"


Edtf = Moment | Interval


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """The date that ``text`` writes. Raises EdtfError for anything outside the subset and for days that do not exist."""
    if "/" not in text:
        return _moment(text, text)
    left, _, right = text.partition("/")
    if left == right == OPEN:
        raise EdtfError(f"{text!r}: an interval needs an end that is not open")
    start = None if left == OPEN else _moment(left, text)
    end = None if right == OPEN else _moment(right, text)
    if start and end and _latest(end) and _earliest(start) > _latest(end):
        raise EdtfError(f"{text!r}: ends before it begins")
    return Interval(start, end)


def _moment(part: str, text: str) -> Moment:
    """``part`` as one date; ``text`` is named in the error."""
    match = MOMENT.fullmatch(part)
    if match is None or not part.isascii():
        raise EdtfError(f"{text!r}: {part!r} is no year, month, season or day")
    year, month, day, qualifier = (group or "" for group in match.groups())
    if year == "0000" or (year == "XXXX" and not month.isdigit()):
        raise EdtfError(f"{text!r}: says nothing")
    number = int(month) if month.isdigit() else 0
    if month.isdigit() and not (1 <= number <= 12 or (number in SEASONS and not day)):
        raise EdtfError(f"{text!r}: no month or season {month}")
    if month == "XX" and day.isdigit():
        raise EdtfError(f"{text!r}: a day needs its month")
    if "X" in year and year != "XXXX" and month:
        raise EdtfError(f"{text!r}: a month needs its year")
    if day.isdigit() and not 1 <= int(day) <= _days(_last_year(year), number):
        raise EdtfError(f"{text!r}: no day {day} in this month")
    return Moment(year, month, day, qualifier)


def is_valid(text: str) -> bool:
    """Whether ``text`` is a date of the subset."""
    try:
        parse(text)
    except EdtfError:
        return False
    return True


def bounds(text: str) -> tuple[str, str]:
    """The earliest and the latest ISO day of the date, "" where it is open or (a day without a year) unknown.

    ``~`` and ``?`` do not widen: "about 1646" has the bounds of 1646. Raises EdtfError.
    """
    date = parse(text)
    if isinstance(date, Moment):
        return ("", "") if date.yearless else (_earliest(date), _latest(date))
    start = "" if date.start is None or date.start.yearless else _earliest(date.start)
    end = "" if date.end is None or date.end.yearless else _latest(date.end)
    return start, end


def overlap(left: str, right: str) -> bool:
    """Whether the two dates can be true of one moment. Days without a year are compared by month and day where both are such."""
    a, b = parse(left), parse(right)
    if isinstance(a, Moment) and isinstance(b, Moment) and a.yearless and b.yearless:
        return (a.month, a.day) == (b.month, b.day)
    (a_first, a_last), (b_first, b_last) = bounds(left), bounds(right)
    return (not a_last or not b_first or b_first <= a_last) and (not b_last or not a_first or a_first <= b_last)


def sort_key(text: str) -> tuple[str, str, str]:
    """A key that orders dates by their earliest day, then the latest, then the text; what has no earliest day comes first."""
    first, last = bounds(text)
    return first, last or "9999-99-99", text


def _last_year(year: str) -> int:
    """The year with every ``X`` a 9, but a leap year where the whole year is unknown (29 February exists)."""
    return 2000 if year == "XXXX" else int(year.replace("X", "9"))


def _days(year: int, month: int) -> int:
    """How many days the month has; the year 0 of a first decade counts as a leap year."""
    return calendar.monthrange(year or 2000, month)[1]


def _earliest(moment: Moment) -> str:
    """The first day of the moment."""
    month = SEASONS[moment.season][0] if moment.season else int(moment.month) if moment.month.isdigit() else 1
    year = max(int(moment.year.replace("X", "0")), 1)
    return f"{year:04}-{month:02}-{moment.day if moment.day.isdigit() else '01'}"


def _latest(moment: Moment) -> str:
    """The last day of the moment."""
    year = _last_year(moment.year)
    month = SEASONS[moment.season][1] if moment.season else int(moment.month) if moment.month.isdigit() else 12
    if month > 12:
        year, month = min(year + 1, 9999), month - 12
    day = int(moment.day) if moment.day.isdigit() else _days(year, month)
    return f"{year:04}-{month:02}-{day:02}"
