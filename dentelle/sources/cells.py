"""What a cell says: one text for a value, however a spreadsheet stored it.

Invariant: an identifier keeps every digit the file holds; a date is written as ISO only where its order is certain.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dentelle.sources.rows import Row

CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]")  # but what parts words: a terminal would obey them
EXPONENT = re.compile(r"\d[.,]\d+[eE]\+?\d{1,2}")
FLOATED = re.compile(r"\d{4,15}[.,]0+")
FORCED = re.compile(r"=\"([^\"]*)\"|'(\d+)")  # how people keep a spreadsheet from taking the zeros of a code
SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def cell_text(value: Any) -> str:
    """The text of a spreadsheet's cell; "" for a blank one. Whole numbers have no decimal point, midnight no time."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return " ".join(CONTROL.sub("", str(value).replace("_x000D_", " ")).split())


def plain_number(text: str) -> str:
    """``text`` with the digits back that a spreadsheet hid: "7.8412345678901E13" and "78412345678901.0" are whole numbers.

    The signs that keep its zeros, ="01310" and '01310, are taken away.
    """
    if forced := FORCED.fullmatch(text):
        return forced[1] or forced[2] or ""
    if EXPONENT.fullmatch(text):
        number = Decimal(text.replace(",", "."))
        return str(int(number)) if number == number.to_integral_value() else text
    return re.split("[.,]", text)[0] if FLOATED.fullmatch(text) else text


def european_dates(rows: Sequence["Row"]) -> list["Row"]:
    """``rows`` with the columns that hold nothing but dates such as 31/12/2019 written as ISO days.

    Day before month, unless the column has a month above 12 and no day above 12 (then it is American).
    """
    width = max((len(row.cells) for row in rows), default=0)
    orders = [_order([row.cells[i] for row in rows if i < len(row.cells) and row.cells[i]]) for i in range(width)]
    if not any(orders):
        return list(rows)
    return [
        replace(row, cells=tuple(_iso(c, orders[i]) if orders[i] and c else c for i, c in enumerate(row.cells))) for row in rows
    ]


def _order(values: Sequence[str]) -> str:
    """ "day" or "month" for what comes first in the dates ``values``, "" when they are not all dates."""
    dates = [SLASHED.fullmatch(value) for value in values]
    if not dates or not all(dates):
        return ""
    firsts = max(int(match[1]) for match in dates if match)
    seconds = max(int(match[2]) for match in dates if match)
    if firsts <= 31 and seconds <= 12:
        return "day"
    return "month" if firsts <= 12 and seconds <= 31 else ""


def _iso(text: str, order: str) -> str:
    match = SLASHED.fullmatch(text)
    if match is None:
        return text
    day, month = (match[1], match[2]) if order == "day" else (match[2], match[1])
    try:
        return datetime.date(int(match[3]), int(month), int(day)).isoformat()
    except ValueError:
        return text  # 31/02/2019 stays as the file says it
