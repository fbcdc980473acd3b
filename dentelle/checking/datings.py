"""One thing dated twice: an award, a label or a signature that sources put into neighbouring years, a day that is one day off.

Invariant: only dates of different sources are compared, and only near ones: an award of ten years later is another award.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from dentelle.checking.finding import SETTLED, made_from
from dentelle.edtf import EdtfError, bounds
from dentelle.model import Finding, LinkedClaim, Modality, ValueType, fold

__all__ = ["datings"]

_DATED = frozenset({"received", "holds_label", "signed", "member_of", "created_by"})
_NEAR_YEARS = 2 * 366  # days between two dates of one award
_NEAR_DAYS = 31  # days between two dates of one happening


def datings(entity: str, claims: Iterable[LinkedClaim]) -> tuple[Finding, ...]:
    """One award, label, signature or happening that two sources date differently, but not far apart."""
    told = sorted((one for one in claims if one.verdict not in SETTLED), key=lambda one: one.key)
    told = [one for one in told if one.claim.modality is Modality.ASSERTED]
    groups: dict[tuple[str, str], list[tuple[LinkedClaim, str]]] = {}
    for one in told:
        for matter, edtf in _dated(one):
            groups.setdefault((one.claim.property, matter), []).append((one, edtf))
    found: dict[str, Finding] = {}
    for (name, _), group in sorted(groups.items()):
        for left, right in combinations(group, 2):
            if left[0].source != right[0].source and 0 < _apart(left[1], right[1]) <= _limit(name, left, right):
                finding = _finding(entity, left, right)
                found[finding.key] = finding
    return tuple(found[key] for key in sorted(found))


def _limit(name: str, left: tuple[LinkedClaim, str], right: tuple[LinkedClaim, str]) -> int:
    """How many days apart two dates may be to be dates of one thing; what happened needs a common word, or dates to the day."""
    if name != "happened" or _words(left[0]) & _words(right[0]):
        return _NEAR_YEARS
    return _NEAR_DAYS if min(len(left[1]), len(right[1])) >= len("2017-11-23") else 0


def _words(one: LinkedClaim) -> set[str]:
    """The beginnings of the longer words that say what happened, alike in cognate languages."""
    return {word[:5] for word in fold(dict(one.claim.qualifiers).get("what", "")).split() if len(word) > 4}


def _dated(one: LinkedClaim) -> Iterator[tuple[str, str]]:
    """(what is dated, its date) of a claim."""
    said = dict(one.claim.qualifiers)
    if one.claim.property in _DATED and (said.get("as_of") or said.get("from")):
        yield one.value_entity or fold(one.claim.value.text), said.get("as_of") or said["from"]
    elif one.claim.property == "happened" and one.claim.value.type is ValueType.DATE:
        yield "", one.claim.value.edtf


def _apart(left: str, right: str) -> int:
    """The days between two dates that do not overlap; 0 where they do or cannot be read."""
    try:
        (first, last), (start, end) = bounds(left), bounds(right)
    except EdtfError:
        return 0
    if not (first and last and start and end) or (first <= end and start <= last):
        return 0
    early, late = (last, start) if last < start else (end, first)
    try:
        return (date.fromisoformat(late) - date.fromisoformat(early)).days
    except ValueError:  # a year before 1 or after 9999 is no date of a calendar
        return 0


def _finding(entity: str, left: tuple[LinkedClaim, str], right: tuple[LinkedClaim, str]) -> Finding:
    (one, early), (other, late) = sorted((left, right), key=lambda pair: (pair[1], pair[0].key))
    data = {
        "entity": one.claim.subject,
        "property": one.claim.property,
        "value": one.claim.value.text if one.claim.property != "happened" else "",
        "left": early,
        "right": late,
    }
    what = "“{property}” {value}" if data["value"] else "“{property}”"
    said = f"{{entity}}: {what} is dated {{left}} and {{right}}"
    key = sorted((one.key, other.key))
    return made_from((one, other), "datings", "notice", said, data, key=key, entities=(entity,))
