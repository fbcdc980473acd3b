"""Identifiers that cannot be: wrong length or check digit.

Invariant: only schemes whose check is known are checked; the rule of each is python-stdnum's, La Poste's own included.
"""

from collections.abc import Iterable
from importlib import import_module

from dentelle.checking.finding import made_from
from dentelle.model import Finding, LinkedClaim

__all__ = ["identifiers"]

_MODULES = {"siren": "fr.siren", "siret": "fr.siret"}


def identifiers(entity: str, claims: Iterable[LinkedClaim]) -> tuple[Finding, ...]:
    """Identifiers that break the rule of their scheme: wrong length or check digit."""
    bad = [one for one in claims if one.claim.property == "identifier" and one.verdict in {"", "unsure"} and not _valid(one)]
    return tuple(sorted((_finding(entity, one) for one in bad), key=lambda one: one.key))


def _valid(one: LinkedClaim) -> bool:
    scheme = dict(one.claim.qualifiers).get("scheme", "").lower()
    if scheme not in _MODULES:
        return True
    digits = "".join(c for c in one.claim.value.text if not c.isspace() and c not in ".-")
    return bool(import_module(f"stdnum.{_MODULES[scheme]}").is_valid(digits))


def _finding(entity: str, one: LinkedClaim) -> Finding:
    scheme = dict(one.claim.qualifiers).get("scheme", "")
    data = {"entity": one.claim.subject, "scheme": scheme.upper(), "value": one.claim.value.text}
    said = "{entity}: {value} is no valid {scheme}"
    return made_from((one,), "identifiers", "error", said, data, key=(one.key,), entities=(entity,))
