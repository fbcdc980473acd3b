"""What each undertaking has of small aid: the rows of the database as the rules of ``de_minimis`` know them.

Rows of firms with one SIREN, or of one entity after all merges, are one undertaking; any other firm stands for itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dentelle.hub.incubator import firms
from dentelle.hub.incubator.calendar_months import after
from dentelle.hub.incubator.de_minimis import (
    Benefit,
    Day,
    Peak,
    Rule,
    at_once,
    below_market,
    days_of,
    peak,
    rule_of,
    rules,
    total,
    window,
)
from dentelle.hub.incubator.house import house
from dentelle.hub.incubator.invoices import Price
from dentelle.hub.incubator.models import Aid, Firm, MarketRent
from dentelle.hub.incubator.occupancy import Interval, Room, Stay
from dentelle.hub.incubator.scenarios import House
from dentelle.model import fold

__all__ = ["Ledger", "Standing", "every", "ledger", "planned", "standing"]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All days with aid of ``firms``, ahead as far as agreements go; ``unknown``: days of stays without a market rent."""

    firms: tuple[Firm, ...]
    days: tuple[Day, ...]
    unknown: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ledger stands under ``rule`` on a day: euros in the window that ends then, and the fullest window ahead."""

    rule: Rule
    window: Interval
    amount: Decimal
    peak: Peak
    unknown: int

    @property
    def left(self) -> Decimal:
        """Euros that may still be granted on the day, not below zero."""
        return max(self.rule.ceiling - self.amount, Decimal(0))

    @property
    def share(self) -> float:
        """The part of the ceiling that is used, from 0 on."""
        return float(self.amount / self.rule.ceiling)

    @property
    def passes(self) -> bool:
        """Whether some window, now or ahead, holds more than the ceiling."""
        return max(self.amount, self.peak.amount) > self.rule.ceiling

    @property
    def near(self) -> bool:
        """Whether little is left."""
        return float(max(self.amount, self.peak.amount) / self.rule.ceiling) >= self.rule.warn


def ledger(
    group: Sequence[Firm], day: date, known: House | None = None, extra: Iterable[tuple[Stay, Decimal | None]] = ()
) -> Ledger:
    """The ledger of one undertaking, with stays that are only thought of as ``extra`` (stay, agreed rent)."""
    return _ledgers([tuple(group)], day, known or house(), tuple(extra))[0]


def every(day: date) -> tuple[Ledger, ...]:
    """The ledger of each undertaking that has or had a room or aid; a handful of queries."""
    made = _ledgers(firms.undertakings(), day, house(), ())
    return tuple(one for one in made if one.days or one.unknown)


def _ledgers(
    groups: Sequence[tuple[Firm, ...]], day: date, known: House, extra: Sequence[tuple[Stay, Decimal | None]]
) -> list[Ledger]:
    market: dict[int, list[Price]] = {}
    for row in MarketRent.objects.order_by("room", "since"):
        market.setdefault(row.room_id, []).append(Price(row.since, row.amount, row.per))
    by_hand: dict[int, list[Day]] = {}
    for aid in Aid.objects.filter(firm__in=[firm for group in groups for firm in group]).order_by("day", "pk"):
        by_hand.setdefault(aid.firm_id, []).append(Day(aid.day, int(aid.amount * 100), aid.kind, aid.pk))
    rooms = {room.id: room for room in known.rooms}
    rule = rule_of(day, rules())
    made = []
    for group in groups:
        numbers = {firm.pk for firm in group}
        mine = [(stay, known.agreed.get(stay.id)) for stay in known.stays if stay.firm in numbers]
        days, unknown = _rents([*mine, *extra], rooms, market, known, rule, day)
        days += [one for number in sorted(numbers) for one in by_hand.get(number, ())]
        made.append(Ledger(group, tuple(sorted(days, key=lambda one: (one.day, one.kind, one.about))), unknown))
    return made


def _rents(
    stays: Iterable[tuple[Stay, Decimal | None]],
    rooms: dict[int, Room],
    market: dict[int, list[Price]],
    known: House,
    rule: Rule,
    day: date,
) -> tuple[list[Day], int]:
    found: list[Day] = []
    unknown = 0
    for stay, agreed in stays:
        horizon = stay.held.until or max(after(day, rule.months), after(stay.held.since, rule.months))
        prices = known.prices.get(stay.room, ())
        benefits, missing = below_market(stay, rooms[stay.room], market.get(stay.room, ()), prices, horizon, agreed)
        found += _granted(benefits, stay, rule)
        unknown += missing
    return found, unknown


def _granted(benefits: Sequence[Benefit], stay: Stay, rule: Rule) -> Iterable[Day]:
    whole = rule.granted == "agreement" and stay.held.until is not None
    return at_once(benefits) if whole else days_of(benefits)


def standing(found: Ledger, day: date) -> Standing:
    """Where ``found`` stands on ``day``."""
    rule = rule_of(day, rules())
    held = window(day, rule.months)
    return Standing(rule, held, total(found.days, held), peak(found.days, rule.months, day), found.unknown)


def planned(
    name: str, siren: str, room: int, desks: int, held: Interval, agreed: Decimal | None, day: date, known: House | None = None
) -> Standing | None:
    """Where the undertaking of that SIREN or name would stand with a stay that is only thought of; None: no such room."""
    known = known or house()
    if room not in {one.id for one in known.rooms}:
        return None
    firm = (siren and Firm.objects.filter(siren=siren).first()) or Firm.objects.filter(folded=fold(name)[:200]).first()
    group = firms.together(firm) if firm is not None else ()
    return standing(ledger(group, day, known, [(Stay(0, 0, room, held, desks), agreed)]), day)
