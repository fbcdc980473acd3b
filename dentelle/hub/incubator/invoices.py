"""What a stay is billed, month by month, to the cent.

The rule: a month is billed as its price × days of the stay in it ÷ days of the month, rounded half up once a line; a whole month
is exactly its price. A month in which the price or the room changes has a line for each part. Amounts are euros without VAT.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dentelle.hub.incubator.calendar_months import first_of, first_of_next, length
from dentelle.hub.incubator.occupancy import Interval, Room, Stay

__all__ = ["PER", "Line", "Price", "lines", "month_of", "monthly", "total"]

PER = ("room", "desk", "area")
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Price:
    """``amount`` euros a month from the day ``since`` on: for the room, for each desk, or for each m²."""

    since: date
    amount: Decimal
    per: str = "room"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an invoice: ``days`` of the ``of`` of a month, at ``price`` euros a month (``agreed`` with the firm)."""

    stay: Stay
    held: Interval  # always with an end
    days: int
    of: int
    price: Decimal
    amount: Decimal
    agreed: bool = False


def monthly(room: Room, desks: int, prices: Sequence[Price], day: date) -> Decimal | None:
    """What a whole month costs at the prices of ``day``, to the cent: ``desks`` counts in a shared room. None: no price yet."""
    held = [price for price in prices if price.since <= day]
    if not held:
        return None
    price, terms = max(held, key=lambda one: one.since), room.at(day)
    if price.per == "desk":
        number = Decimal(max(desks, 1) if room.shared else terms.desks)
    elif price.per == "area":
        number = terms.area * max(desks, 1) / max(terms.desks, 1) if room.shared else terms.area
    else:
        number = Decimal(1)
    return _cents(price.amount * number)


def lines(stay: Stay, room: Room, prices: Sequence[Price], period: Interval, agreed: Decimal | None = None) -> Iterator[Line]:
    """The lines of ``stay`` in ``period`` (which has an end), in order. ``agreed`` euros a month stand above the prices.

    Nothing is billed for days without a price.
    """
    if period.until is None:
        raise ValueError("a period to bill has an end")
    start = max(stay.held.since, period.since)
    end = min(stay.held.until or period.until, period.until)
    while start < end:
        stop, price = _one_price(stay, room, prices, Interval(start, end), agreed)
        if price is not None:
            days, of = (stop - start).days, length(start)
            yield Line(stay, Interval(start, stop), days, of, price, _cents(price * days / of), agreed is not None)
        start = stop


def _one_price(
    stay: Stay, room: Room, prices: Sequence[Price], left: Interval, agreed: Decimal | None
) -> tuple[date, Decimal | None]:
    """Until when, at most the end of its month, the price on the first day of ``left`` holds; and that price."""
    stop = min(first_of_next(left.since), left.until or date.max)
    if agreed is not None:
        return stop, agreed
    price = monthly(room, stay.desks, prices, left.since)
    turns = {one.since for one in prices} | {terms.since for terms in room.terms}
    for turn in sorted(turn for turn in turns if left.since < turn < stop):
        if monthly(room, stay.desks, prices, turn) != price:
            return turn, price
    return stop, price


def total(found: Sequence[Line]) -> Decimal:
    """The sum of the amounts of ``found``."""
    return sum((line.amount for line in found), Decimal(0))


def month_of(day: date) -> Interval:
    """The month of ``day``."""
    return Interval(first_of(day), first_of_next(day))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
