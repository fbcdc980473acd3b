"""Days in full, as the reader's language writes them."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language


def in_full(day: date) -> str:
    """``day`` with the name of its month in the active language: French counts the first of a month, and no other day."""
    text = date_format(day, "DATE_FORMAT")
    return text.replace("1 ", "1er ", 1) if day.day == 1 and (get_language() or "").startswith("fr") else text
