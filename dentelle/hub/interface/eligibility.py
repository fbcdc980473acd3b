"""What decides whether an offer can be had: each of its conditions, its perimeter and its window, answered by three values.

Invariant: an answer depends on the one fact it reads; a missing fact is *unknown*. So learning a fact may turn *unknown* into
*yes* or *no*, never *yes* into *no* or back.
"""

from dataclasses import dataclass
from datetime import date

from dentelle.hub.interface.perimeter import lies_inside, project_place, within
from dentelle.hub.interface.terms import Condition, Fact, Facts, Offer, Scalar, Window
from dentelle.hub.interface.verdict import Verdict

__all__ = ["Check", "Circumstances", "checks_of", "judge"]

_CODES = ("departement", "naf", "naf_prefix")


@dataclass(frozen=True, slots=True)
class Perimeter:
    """The codes in one of which the project must lie; for ``premises`` those where they stand."""

    codes: tuple[str, ...]
    premises: bool


Check = Condition | Perimeter | Window


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What checks are read on: the facts with what follows from them, the project's place, the day."""

    facts: Facts
    place: tuple[str, ...]
    day: date

    @classmethod
    def of(cls, facts: Facts, day: date) -> "Circumstances":
        """``facts`` must hold what follows from them (``facts.known_facts``)."""
        return cls(facts, project_place(facts), day)


def checks_of(offer: Offer) -> tuple[Check, ...]:
    """All that must hold for ``offer``; equal checks of several offers are equal values."""
    found: list[Check] = list(offer.conditions)
    if offer.perimeter:
        found.append(Perimeter(tuple(sorted(offer.perimeter)), offer.family == "premises"))
    if offer.window:
        found.append(offer.window)
    return tuple(found)


def name_of(check: Check) -> str:
    """What ``failed`` and ``missing`` call the check: a condition's field, ``perimeter`` or ``window``."""
    if isinstance(check, Condition):
        return check.field
    return "perimeter" if isinstance(check, Perimeter) else "window"


def judge(check: Check, known: Circumstances) -> Verdict:
    """Whether ``check`` holds."""
    if isinstance(check, Condition):
        return _condition(check, known.facts.get(check.fact))
    if isinstance(check, Window):
        early = check.opens is not None and known.day < check.opens
        late = check.closes is not None and known.day > check.closes
        return Verdict.NO if early or late else Verdict.YES
    if check.premises:
        return _premises(check.codes, known.facts.get("wanted_area"))
    return max((within(known.place, code) for code in check.codes), default=Verdict.YES)


def _premises(codes: tuple[str, ...], wanted: Fact | None) -> Verdict:
    areas = wanted if isinstance(wanted, tuple) else () if wanted is None else (wanted,)
    if not areas:
        return Verdict.UNKNOWN
    return Verdict.YES if any(lies_inside(code, str(area)) for code in codes for area in areas) else Verdict.NO


def _condition(asked: Condition, fact: Fact | None) -> Verdict:
    if fact is None:
        return Verdict.UNKNOWN
    told = fact if isinstance(fact, tuple) else (fact,)
    return Verdict.YES if any(_holds(one, asked) for one in told) else Verdict.NO


def _holds(fact: Scalar, asked: Condition) -> bool:
    values = asked.value if isinstance(asked.value, tuple) else (asked.value,)
    if asked.op in ("=", "in", "not_in"):
        match = _begins if asked.field == "naf_prefix" else _same
        return any(match(fact, value, asked.field) for value in values) != (asked.op == "not_in")
    return any(_ordered(fact, asked.op, value) for value in values)


def _same(fact: Scalar, value: Scalar, field: str) -> bool:
    if isinstance(fact, str) and isinstance(value, str):
        return _plain(fact, field) == _plain(value, field)
    return isinstance(fact, bool) == isinstance(value, bool) and fact == value


def _begins(fact: Scalar, value: Scalar, field: str) -> bool:
    return _plain(str(fact), field).startswith(_plain(str(value), field))


def _plain(text: str, field: str) -> str:
    text = text.strip().casefold()
    if field in _CODES:
        text = text.replace(".", "")
    return text.removeprefix("d") if field == "departement" else text


def _ordered(fact: Scalar, op: str, value: Scalar) -> bool:
    """Numbers by size, days (ISO 8601) by date; what cannot be compared does not hold."""
    if isinstance(fact, str) and isinstance(value, str):
        less, same = fact.strip() < value.strip(), fact.strip() == value.strip()
    elif isinstance(fact, str) or isinstance(value, str):
        return False
    else:
        less, same = fact < value, fact == value
    return (same and "=" in op) or (less if op[0] == "<" else not less and not same)
