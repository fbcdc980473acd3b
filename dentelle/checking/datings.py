"""One happening dated twice: an award, a label, a signature, an opening that sources put into other years.

Invariants: only dates of different sources are compared, neither of which also gives the other's; only what happens one time
disagrees however far apart the dates are, an award of ten years later is another award.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import combinations

from dentelle.checking.dated import Dated, dated
from dentelle.checking.finding import SETTLED, made_from
from dentelle.checking.telling import clause, deeds, telling_words
from dentelle.edtf import EdtfError, bounds
from dentelle.model import Finding, LinkedClaim, Modality, ValueType
from dentelle.vocabulary import disagree

__all__ = ["datings", "days_apart"]

_DATED = frozenset({"received", "holds_label", "signed", "member_of", "created_by"})
_COMPARED = frozenset({*_DATED, "first_in", "offers"})  # the last two only of things that are entities
_ONCE = frozenset({"first_in"})
_NEAR_YEARS = 2 * 366  # days between two dates of one award
_EDITION = 31  # days between the beginnings of one edition of an event, moved or misprinted
_NEAR_DAYS = 3  # days between two dates of one day
_EVER = 4000 * 366  # days; of what happens one time
_LONGEST = 60  # characters of a source's words that a sentence shows


def datings(entity: str, claims: Iterable[LinkedClaim]) -> tuple[Finding, ...]:
    """One award, label, signature or happening that two sources date differently."""
    every = sorted((one for one in claims if one.verdict not in SETTLED), key=lambda one: one.key)
    told = [one for one in every if one.claim.modality is Modality.ASSERTED]
    groups: dict[tuple[str, str], list[Dated]] = {}
    for one in dated(told):
        if one.property not in _COMPARED or (one.property not in _DATED and not one.entity):
            continue
        groups.setdefault((one.property, one.matter), []).append(one)
    found: dict[tuple[str, ...], Finding] = {}
    for (name, matter), group in sorted(groups.items()):
        if matter:
            _compare(entity, group, _EVER if name in _ONCE else _NEAR_YEARS, found)
    happened = [one for one in told if one.claim.property == "happened" and one.claim.value.type is ValueType.DATE]
    for left, right in combinations(happened, 2):
        if left.source == right.source or not (found_words := _one_deed(left, right)):
            continue
        words, limit = found_words
        pair = [Dated(one, "happened", "", one.claim.value.edtf, words) for one in (left, right)]
        _compare(entity, [*pair, *_others(happened, left, right)], limit, found)
    _announced(entity, every, found)
    return tuple(sorted(found.values(), key=lambda one: one.key))


def _announced(entity: str, claims: list[LinkedClaim], found: dict[tuple[str, ...], Finding]) -> None:
    """Adds the days of one edition of an event that an announcement gives otherwise; what both sources assert are rival facts."""
    days = [
        one
        for one in claims
        if one.claim.property == "takes_place"
        and one.claim.value.type is ValueType.DATE
        and one.claim.modality in {Modality.ASSERTED, Modality.PLANNED}
    ]
    for left, right in combinations(days, 2):
        if left.source == right.source or left.claim.modality is right.claim.modality is Modality.ASSERTED:
            continue
        if not _one_edition(left, right) or any(
            one.source != other.source and not disagree(one.claim.value, other.claim.value)
            for one in days
            for other in (left, right)
        ):
            continue
        key = (*sorted((left.source, right.source)), *sorted((left.claim.value.edtf, right.claim.value.edtf)))
        pair = (Dated(one, "takes_place", "", one.claim.value.edtf, "") for one in (left, right))
        found.setdefault(key, _finding(entity, *pair))


def _one_edition(left: LinkedClaim, right: LinkedClaim) -> bool:
    """Whether both give days, not the same, of which the first are at most a month apart."""
    (start, _), (begin, _) = _days(left.claim.value.edtf), _days(right.claim.value.edtf)
    if min(len(left.claim.value.edtf), len(right.claim.value.edtf)) < len("2017-11-23") or not (start and begin):
        return False
    return disagree(left.claim.value, right.claim.value) and abs(_ordinal(start) - _ordinal(begin)) <= _EDITION


def _others(happened: list[LinkedClaim], left: LinkedClaim, right: LinkedClaim) -> list[Dated]:
    """What the two sources tell of the same deed besides: never compared, but a date that both give is no disagreement."""
    mine = {deed.name for deed in deeds(clause(left)) & deeds(clause(right))}
    return [
        Dated(one, "", "", one.claim.value.edtf, "")
        for one in happened
        if one is not left and one is not right and {deed.name for deed in deeds(clause(one))} & mine
    ]


def _compare(entity: str, group: list[Dated], limit: int, found: dict[tuple[str, ...], Finding]) -> None:
    """Adds to ``found``, by sources and dates, a finding for two dates of ``group`` where sources disagree."""
    for left, right in combinations([one for one in group if one.property], 2):
        if left.claim.source == right.claim.source or not 0 < days_apart(left.edtf, right.edtf) <= limit:
            continue
        ours = [one.edtf for one in group if one.claim.source == left.claim.source]
        theirs = [one.edtf for one in group if one.claim.source == right.claim.source]
        if any(not days_apart(one, right.edtf) for one in ours) or any(not days_apart(left.edtf, one) for one in theirs):
            continue
        key = (*sorted((left.claim.source, right.claim.source)), *sorted((left.edtf, right.edtf)))
        found.setdefault(key, _finding(entity, left, right))


def _one_deed(left: LinkedClaim, right: LinkedClaim) -> tuple[str, int] | None:
    """The words by which both claims tell one happening, and how many days apart its dates may be; None where nothing says so."""
    ours, theirs = clause(left), clause(right)
    if left.claim.subject_kind == "event":
        return None  # an event has an edition each year
    names = (left.claim.subject, right.claim.subject)
    mine, other = telling_words(ours, names), telling_words(theirs, names)
    shared = [mine[stem] for stem in mine if stem in other]
    kinds = deeds(ours) & deeds(theirs)
    if not shared and left.claim.subject_kind == "person" and any(deed.alone for deed in kinds):
        return "", _EVER
    if kinds and shared:
        once = any(deed.once for deed in kinds)
        return _shown(left, shared), _EVER if once else _NEAR_YEARS
    days = min(len(left.claim.value.edtf), len(right.claim.value.edtf)) >= len("2017-11-23")
    interval = "/" in left.claim.value.edtf + right.claim.value.edtf
    return ("", _NEAR_DAYS) if days and not interval else None


def _shown(one: LinkedClaim, shared: list[str]) -> str:
    """What happened, in the words of the source where they are few, else the words that both sources share."""
    what = dict(one.claim.qualifiers).get("what", "")
    return what if what and len(what) <= _LONGEST else ", ".join(shared[:3])


def days_apart(left: str, right: str) -> int:
    """The days between two EDTF dates that do not overlap; 0 where they do or cannot be read."""
    (first, last), (start, end) = _days(left), _days(right)
    if not (first and last and start and end) or (first <= end and start <= last):
        return 0
    early, late = (last, start) if last < start else (end, first)
    return _ordinal(late) - _ordinal(early) if _ordinal(late) and _ordinal(early) else 0


def _ordinal(day: str) -> int:
    """The number of an ISO day, 0 for a year before 1 or after 9999, which is no date of a calendar."""
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return 0


@lru_cache(maxsize=20_000)
def _days(edtf: str) -> tuple[str, str]:
    """The first and last day of a date, "" where it is open or cannot be read."""
    try:
        return bounds(edtf)
    except EdtfError:
        return "", ""


def _finding(entity: str, left: Dated, right: Dated) -> Finding:
    one, other = sorted((left, right), key=lambda dated: (dated.edtf, dated.claim.key))
    data = {
        "entity": one.claim.claim.subject,
        "property": one.property,
        "value": one.words,
        "left": one.edtf,
        "right": other.edtf,
    }
    what = "“{property}” {value}" if data["value"] else "“{property}”"
    said = f"{{entity}}: {what} is dated {{left}} and {{right}}"
    key = sorted((one.claim.key, other.claim.key))
    return made_from((one.claim, other.claim), "datings", "notice", said, data, key=key, entities=(entity,))
