"""Dates that cannot be: no such day, an end before its beginning, a past that its own document could not know.

Invariant: only asserted claims are checked, a rejected one never; uncertain dates count with their widest bounds, so that a
finding is only made where no reading of the dates would do.
"""

from collections.abc import Iterable, Iterator

from dentelle.checking.dated import dated
from dentelle.checking.finding import made_from
from dentelle.edtf import EdtfError, bounds
from dentelle.model import Finding, LinkedClaim, Modality, ValueType

__all__ = ["dates"]

_ORDERED = (("founded", "closed"), ("born", "died"))
_DONE = frozenset({"hosts", "received", "holds_label", "signed", "member_of", "offers", "staff_size", "role"})
_PAST = frozenset({"founded", "closed", "born", "died"})  # what is told of these has happened; other dates are often announced


def dates(entity: str, claims: Iterable[LinkedClaim]) -> tuple[Finding, ...]:
    """Dates that cannot be: no such day, an end before its beginning, a past that the document could not know."""
    told = sorted((one for one in claims if _counts(one)), key=lambda one: one.key)
    found = [
        *_unreadable(entity, told),
        *_reversed(entity, told),
        *_out_of_order(entity, told),
        *_too_early(entity, told),
        *_foretold(entity, told),
    ]
    return tuple(sorted({one.key: one for one in found}.values(), key=lambda one: one.key))


def _counts(one: LinkedClaim) -> bool:
    return one.verdict not in {"reject", "hide", "correct"} and one.claim.modality is Modality.ASSERTED


def _days(edtf: str) -> tuple[str, str] | None:
    try:
        return bounds(edtf)
    except EdtfError:
        return None


def _make(entity: str, outcome: str, severity: str, said: str, claims: tuple[LinkedClaim, ...], **data: str) -> Finding:
    data = {"outcome": outcome, "entity": claims[0].claim.subject, **data}
    key = (outcome, *sorted(one.key for one in claims))
    return made_from(claims, "dates", severity, said, data, key=key, entities=(entity,))


def _unreadable(entity: str, claims: list[LinkedClaim]) -> Iterator[Finding]:
    for one in claims:
        value = one.claim.value
        if value.type is ValueType.DATE and "/" not in value.edtf and _days(value.edtf) is None:
            said = "{entity}: there is no such date as {value}"
            yield _make(entity, "no_such_day", "error", said, (one,), value=value.text or value.edtf)


def _reversed(entity: str, claims: list[LinkedClaim]) -> Iterator[Finding]:
    """An interval, or "from" and "to", that ends before it begins."""
    for one in claims:
        ends = dict(one.claim.qualifiers)
        stretch = [one.claim.value.edtf] if one.claim.value.type is ValueType.DATE and "/" in one.claim.value.edtf else []
        if ends.get("from") and ends.get("to"):
            stretch.append(f"{ends['from']}/{ends['to']}")
        for interval in stretch:
            left, _, right = interval.partition("/")
            start, end = _days(left), _days(right)
            if start and end and start[0] and end[1] and end[1] < start[0]:
                said = "{entity}: {property} ends ({to}) before it begins ({from_})"
                yield _make(entity, "ends_before", "error", said, (one,), property=one.claim.property, from_=left, to=right)


def _out_of_order(entity: str, claims: list[LinkedClaim]) -> Iterator[Finding]:
    """Closed before founded, died before born."""
    for before, after in _ORDERED:
        firsts = [one for one in claims if one.claim.property == before and one.claim.value.type is ValueType.DATE]
        lasts = [one for one in claims if one.claim.property == after and one.claim.value.type is ValueType.DATE]
        for first in firsts:
            for last in lasts:
                start, end = _days(first.claim.value.edtf), _days(last.claim.value.edtf)
                same = dict(first.claim.qualifiers).get("what") == dict(last.claim.qualifiers).get("what")
                if same and start and end and start[0] and end[1] and end[1] < start[0]:
                    said = "{entity}: {after} ({late}) comes before {before} ({early})"
                    words = {"early": first.claim.value.text, "late": last.claim.value.text}
                    yield _make(entity, "out_of_order", "error", said, (first, last), before=before, after=after, **words)


def _too_early(entity: str, claims: list[LinkedClaim]) -> Iterator[Finding]:
    """What somebody did before being born, or what something had, signed or won before any source lets it begin."""
    for before in ("founded", "born"):
        begun = [one for one in claims if one.claim.property == before and one.claim.value.type is ValueType.DATE]
        starts = [days[0] for one in begun if (days := _days(one.claim.value.edtf)) and days[0]]
        if not begun or len(starts) < len(begun) or any(dict(one.claim.qualifiers).get("what") for one in begun):
            continue
        first = min(begun, key=lambda one: (_days(one.claim.value.edtf) or ("", ""), one.key))
        for what in dated(claims):
            days = _days(what.edtf)
            if what.property in _DONE and days and days[1] and days[1] < min(starts):
                said = "{entity}: {after} ({late}) comes before {before} ({early})"
                words = {"early": first.claim.value.text, "late": what.edtf}
                yield _make(
                    entity, "out_of_order", "warning", said, (first, what.claim), before=before, after=what.property, **words
                )


def _foretold(entity: str, claims: list[LinkedClaim]) -> Iterator[Finding]:
    """What a document tells as past although its own date is earlier."""
    for one in claims:
        if one.claim.property not in _PAST or one.claim.value.type is not ValueType.DATE or not one.date:
            continue
        told, written = _days(one.claim.value.edtf), _days(one.date)
        if told and written and told[0] and written[1] and told[0] > written[1]:
            said = "{entity}: a document of {written} tells {property} {value} as past"
            words = {"written": one.date, "value": one.claim.value.text, "property": one.claim.property}
            yield _make(entity, "foretold", "notice", said, (one,), **words)
