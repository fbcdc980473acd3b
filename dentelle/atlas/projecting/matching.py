"""Claims to facts as the atlas asks for it: what is covered is matched to the territory's domains first."""

from dataclasses import replace
from typing import Any

from dentelle.fusing import fuse
from dentelle.model import Fact, LinkedClaim, Value, ValueType
from dentelle.vocabulary import match_domain


def fuse_claims(entity: str, claims: list[LinkedClaim], state: Any) -> tuple[Fact, ...]:
    """The facts of ``claims``, with what is covered matched to the territory's domains; ``state`` has ``rules``."""
    scheme = state.rules.scheme() if any(one.claim.property == "covers" for one in claims) else None
    return fuse(entity, [matched(one, scheme) for one in claims], state.rules.acceptance)


def matched(linked: LinkedClaim, scheme: Any) -> LinkedClaim:
    """``linked`` with a domain as its value where a ``covers`` claim names one in words."""
    claim = linked.claim
    if claim.property != "covers" or claim.value.type is not ValueType.TEXT:
        return linked
    concept = match_domain(claim.value.text, scheme)
    if not concept:
        return linked
    value = Value(ValueType.CONCEPT, claim.value.text, concept=concept, language=claim.value.language)
    return replace(linked, claim=replace(claim, value=value))
