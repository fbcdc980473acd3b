"""Actors that a register knows as closed, while the atlas shows them as alive.

Invariant: only what bears the register's own identifier is looked at, and nothing whose end a source already tells.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dentelle.checking.finding import SETTLED, made_from
from dentelle.model import Finding, LinkedClaim, Modality

__all__ = ["Entry", "closures"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a register says of one identifier: the ``name`` there, ``closed`` an ISO day or "", and the ``register``'s name.

    ``known``: whether it is there at all; ``amiss``: what of the actor it contradicts, "name", "town", "name_and_town" or "".
    """

    name: str
    closed: str
    register: str
    town: str = ""
    known: bool = True
    amiss: str = ""


def closures(entity: str, claims: Iterable[LinkedClaim], entries: Mapping[str, Entry]) -> tuple[Finding, ...]:
    """Identifiers that a register has closed; ``entries`` by the key of the claim that gives the identifier."""
    told = sorted((one for one in claims if one.verdict not in SETTLED), key=lambda one: one.key)
    if any(one.claim.property == "closed" and one.claim.modality is Modality.ASSERTED for one in told):
        return ()
    found = []
    for one in told:
        if one.claim.property != "identifier":
            continue
        entry = entries.get(one.key)
        if entry and entry.closed:
            scheme = dict(one.claim.qualifiers).get("scheme", "")
            data = {
                "entity": one.claim.subject,
                "scheme": scheme.upper(),
                "value": one.claim.value.text,
                "closed": entry.closed,
                "name": entry.name,
                "register": entry.register,
            }
            said = "{entity}: the {scheme} {value} ({name}) is closed since {closed}, says {register}"
            found.append(made_from((one,), "closures", "warning", said, data, key=(one.key,), entities=(entity,)))
    return tuple(found)
