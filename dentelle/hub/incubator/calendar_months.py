"""Months as rents and forecasts count them."""

from calendar import monthrange
from datetime import date

__all__ = ["after", "first_of", "first_of_next", "length", "months_between"]

MEAN = 365.2425 / 12  # days of a month, where a length of time is told in months


def first_of(day: date) -> date:
    """The first day of the month of ``day``."""
    return day.replace(day=1)


def first_of_next(day: date) -> date:
    """The first day of the month after that of ``day``."""
    return after(first_of(day), 1)


def after(day: date, months: int) -> date:
    """The day ``months`` months after ``day``, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def length(month: date) -> int:
    """How many days the month of ``month`` has."""
    return monthrange(month.year, month.month)[1]


def months_between(start: date, end: date) -> float:
    """The time from ``start`` to ``end`` in months of mean length, with fractions."""
    return (end - start).days / MEAN
