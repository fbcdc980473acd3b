"""Occupancy over time: a Gantt chart, its table, and how full the house is month by month.

Everything is laid out here in units of the drawing, so that the template only writes it: no style attribute, no script.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dentelle.hub.incubator.calendar_months import after, first_of
from dentelle.hub.incubator.firms import ShownFirm, shown_firms
from dentelle.hub.incubator.forms import last_day
from dentelle.hub.incubator.occupancy import Filling, Interval, Room, Stay, filling, lanes
from dentelle.hub.incubator.scenarios import House

BEFORE, AFTER = 12, 24  # months shown around the day
MOST = 120  # months that can be asked for
LABEL, MONTH, LANE, HEAD, FOOT = 150, 28, 30, 30, 30  # units of the drawing


@dataclass(frozen=True, slots=True)
class Bar:
    """A stay in the drawing; ``open``: it goes on without an end. ``ahead``: it has not begun."""

    stay: Stay
    firm: ShownFirm
    x: float
    y: float
    width: float
    open: bool
    ahead: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A room in the drawing, ``y`` to ``y + height``; ``closed``: (x, width) of the times when it is not open."""

    room: Room
    y: float
    height: float
    bars: tuple[Bar, ...]
    closed: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the drawing with how full the house is on its first day."""

    day: date
    x: float
    filling: Filling


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table beside it."""

    firm: ShownFirm
    room: Room
    stay: Stay
    last: date | None


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing, ``width`` × ``height``; ``today``: where the day stands, None outside."""

    width: float
    height: float
    foot: float
    lines: tuple[Line, ...]
    months: tuple[Month, ...]
    years: tuple[tuple[int, float], ...]
    today: float | None
    rows: tuple[Row, ...]


def chart(house: House, day: date, start: date, end: date, language: str) -> Chart:
    """``house`` from the month of ``start`` to that before ``end``, at most MOST months."""
    start = first_of(start)
    count = min(max((end.year - start.year) * 12 + end.month - start.month, 1), MOST)
    end = after(start, count)
    shown = Interval(start, end)
    stays = [stay for stay in house.stays if stay.held.overlaps(shown)]
    firms = shown_firms({stay.firm for stay in stays}, language)
    lines = tuple(_lines(house, stays, firms, shown, day))
    foot = lines[-1].y + lines[-1].height if lines else HEAD
    months = tuple(_months(house, start, count))
    rooms = {room.id: room for room in house.rooms}
    rows = tuple(Row(firms[stay.firm], rooms[stay.room], stay, last_day(stay.held.until)) for stay in stays)
    order = {room.id: place for place, room in enumerate(house.rooms)}
    return Chart(
        LABEL + count * MONTH,
        foot + FOOT,
        foot,
        lines,
        months,
        tuple((month.day.year, month.x) for month in months if month.day.month == 1 or month.day == start),
        _x(day, start) if shown.holds(day) else None,
        tuple(sorted(rows, key=lambda row: (order[row.room.id], row.stay.held.since, row.stay.id))),
    )


def _x(day: date, start: date) -> float:
    """Where ``day`` stands: each month is as wide as every other, and its days share it."""
    months = (day.year - start.year) * 12 + day.month - start.month
    in_month = (day - first_of(day)).days / (after(first_of(day), 1) - first_of(day)).days
    return round(LABEL + (months + in_month) * MONTH, 2)


def _lines(house: House, stays: list[Stay], firms: dict[int, ShownFirm], shown: Interval, day: date) -> Iterator[Line]:
    y = float(HEAD)
    for room in house.rooms:
        if not room.open.overlaps(shown):
            continue
        rows = lanes(stay for stay in stays if stay.room == room.id)
        bars = tuple(_bar(stay, firms, shown, y + place * LANE, day) for place, lane in enumerate(rows) for stay in lane)
        height = LANE * max(len(rows), 1)
        yield Line(room, y, height, bars, tuple(_closed(room, shown)))
        y += height


def _bar(stay: Stay, firms: dict[int, ShownFirm], shown: Interval, y: float, day: date) -> Bar:
    end = shown.until or stay.held.since
    left = _x(max(stay.held.since, shown.since), shown.since)
    right = _x(min(stay.held.until or end, end), shown.since)
    return Bar(
        stay, firms[stay.firm], left, y + 4, round(max(right - left - 1, 2), 2), stay.held.until is None, day < stay.held.since
    )


def _closed(room: Room, shown: Interval) -> Iterator[tuple[float, float]]:
    end = shown.until or shown.since
    if room.open.since > shown.since:
        yield LABEL, round(_x(min(room.open.since, end), shown.since) - LABEL, 2)
    if room.open.until is not None and room.open.until < end:
        left = _x(max(room.open.until, shown.since), shown.since)
        yield left, round(_x(end, shown.since) - left, 2)


def _months(house: House, start: date, count: int) -> Iterator[Month]:
    for number in range(count):
        day = after(start, number)
        yield Month(day, LABEL + number * MONTH, filling(house.rooms, house.stays, day))
