"""What a register says of the identifiers of an actor, and what its newer vintage changed.

Invariants: only an identifier that a person has not judged is doubted; one that is missing in a register that holds only a part
of its bodies proves nothing and is not looked at. A finding quotes the register's own words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dentelle.checking.closures import Entry
from dentelle.checking.finding import SETTLED, made_from
from dentelle.model import Finding, LinkedClaim

__all__ = ["RowChange", "registered", "vintages"]

_SAID = {
    "unknown": "{entity}: the {scheme} {value} is not in {register}",
    "name": "{entity}: the {scheme} {value} is that of “{name}”, says {register}",
    "town": "{entity}: the {scheme} {value} is in {town}, says {register}",
    "name_and_town": "{entity}: the {scheme} {value} is that of “{name}” in {town}, says {register}",
}
_SEVERITY = {"unknown": "warning", "name": "notice", "town": "notice", "name_and_town": "error"}
_CHANGED = {
    "opened": "{entity} has a new establishment in {register}: {current} ({id})",
    "closed": "{entity} ({id}) has been closed since {since}, says {register}",
    "reopened": "{entity} ({id}) is open again, says {register}",
    "gone": "{entity} ({id}) is not in {register} any more",
    "moved": "{entity} ({id}) has moved from {former} to {current}, says {register}",
    "renamed": "{entity} ({id}) is called “{current}”, no longer “{former}”, says {register}",
    "hidden": "{entity} ({id}) keeps its data in {register} from the public now",
}
_GRAVE = frozenset({"closed", "gone", "hidden"})


@dataclass(frozen=True, slots=True)
class RowChange:
    """What the newer ``vintage`` of a register changed of its row ``id``: see ``registers.changes.Change``."""

    register: str
    vintage: str
    what: str
    id: str
    before: str = ""
    after: str = ""
    since: str = ""


def registered(entity: str, claims: Iterable[LinkedClaim], entries: Mapping[str, Entry]) -> tuple[Finding, ...]:
    """Identifiers that a register does not know, or knows with another name or town; ``entries`` by claim key."""
    found = []
    for one in claims:
        entry = entries.get(one.key)
        outcome = "" if entry is None else entry.amiss if entry.known else "unknown"
        if entry is None or not outcome or one.verdict in SETTLED:
            continue
        data = {
            "outcome": outcome,
            "entity": one.claim.subject,
            "scheme": dict(one.claim.qualifiers).get("scheme", "").upper(),
            "value": one.claim.value.text,
            "name": entry.name,
            "town": entry.town,
            "register": entry.register,
        }
        key, severity = (outcome, one.key), _SEVERITY[outcome]
        found.append(made_from((one,), "registered", severity, _SAID[outcome], data, key=key, entities=(entity,)))
    return tuple(sorted(found, key=lambda one: one.key))


def vintages(entity: str, label: str, claims: Iterable[LinkedClaim], changes: Iterable[RowChange]) -> tuple[Finding, ...]:
    """What a newer vintage of a register changed of the rows that the actor called ``label`` is linked to."""
    told = tuple(claims)
    found = {}
    for change in changes:
        backing = [one for one in told if one.claim.property == "identifier" and _number(one) == change.id]
        data = {
            "outcome": change.what,
            "entity": label,
            "id": change.id,
            "register": change.register,
            "vintage": change.vintage,
            "former": change.before,
            "current": change.after,
            "since": change.since,
        }
        finding = made_from(
            backing,
            "vintages",
            "warning" if change.what in _GRAVE else "notice",
            _CHANGED[change.what],
            data,
            key=(entity, change.register, change.id, change.what, change.after, change.since),
            entities=(entity,),
        )
        found[finding.key] = finding
    return tuple(found[key] for key in sorted(found))


def _number(one: LinkedClaim) -> str:
    return "".join(c for c in one.claim.value.text if c.isalnum())
