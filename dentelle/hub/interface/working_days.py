"""Working days: Monday to Friday without the public holidays of a country.

Sources of the holidays: France Code du travail L3133-1; Belgium law of 4 January 1974; Germany the holidays of all Länder;
Netherlands Algemene termijnenwet article 3; Luxembourg Code du travail L232-2. Elsewhere only weekends count.
"""

from datetime import date, timedelta
from functools import lru_cache

__all__ = ["holidays", "is_working_day", "working_days_after"]

_FIXED = {  # month and day
    "FR": ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)),
    "BE": ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)),
    "DE": ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26)),
    "NL": ((1, 1), (4, 27), (12, 25), (12, 26)),
    "LU": ((1, 1), (5, 1), (5, 9), (6, 23), (8, 15), (11, 1), (12, 25), (12, 26)),
}
_MOVING = {  # days after Easter Sunday: Good Friday, Easter Monday, Ascension, Whit Monday
    "FR": (1, 39, 50),
    "BE": (1, 39, 50),
    "DE": (-2, 1, 39, 50),
    "NL": (1, 39, 50),
    "LU": (1, 39, 50),
}


@lru_cache(maxsize=200)
def holidays(country: str, year: int) -> frozenset[date]:
    """The public holidays of ``country`` (two letters) in ``year``; none for a country that is not known."""
    fixed = {date(year, month, day) for month, day in _FIXED.get(country, ())}
    easter = _easter(year)
    return frozenset(fixed | {easter + timedelta(days=after) for after in _MOVING.get(country, ())})


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    golden, (century, within) = year % 19, divmod(year, 100)
    leaps, rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - shift + 15) % 30
    quarter, days = divmod(within, 4)
    sunday = (32 + 2 * rest + 2 * quarter - moon - days) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date, country: str) -> bool:
    """Whether offices work on ``day``."""
    return day.weekday() < 5 and day not in holidays(country, day.year)


def working_days_after(day: date, count: int, country: str) -> date:
    """The working day that lies ``count`` working days after ``day``, which itself does not count.

    >>> working_days_after(date(2026, 12, 24), 3, "FR")
    datetime.date(2026, 12, 30)
    """
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, country)
    return day
