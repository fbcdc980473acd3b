"""Actors that lie outside the territory: a slip of a list, a namesake of another town, or a partner from elsewhere.

Invariant: an actor is outside only if every place that sources give for it is a town, and no commune inside bears the name
of one of them; without a perimeter nothing is outside.
"""

from collections.abc import Iterable
from functools import cache, lru_cache

from dentelle.checking.finding import SETTLED, made_from
from dentelle.folding import fold
from dentelle.gazetteer import commune, communes, towns, translated
from dentelle.model import Finding, LinkedClaim, Modality

__all__ = ["perimeter"]

_SURE = 0.5  # confidence below which a place is a guess


def perimeter(entity: str, claims: Iterable[LinkedClaim], inside: frozenset[str]) -> tuple[Finding, ...]:
    """An organisation of which sources say only that it is in towns outside the perimeter, ``inside`` its INSEE codes."""
    if not inside:
        return ()
    told = [
        one
        for one in sorted(claims, key=lambda one: one.key)
        if one.claim.property == "located_in"
        and one.claim.subject_kind == "organisation"
        and one.claim.modality is Modality.ASSERTED
        and one.claim.confidence >= _SURE
        and one.verdict not in SETTLED
    ]
    names = {fold(one.claim.value.text) for one in told}
    if not told or not names <= _towns() or names & _within(inside):
        return ()
    places = ", ".join(dict.fromkeys(one.claim.value.text for one in told))
    data = {"entity": told[0].claim.subject, "places": places}
    said = "{entity} lies outside the perimeter: {places}"
    return (made_from(told, "perimeter", "notice", said, data, key=(entity,), entities=(entity,)),)


@cache
def _towns() -> frozenset[str]:
    """The folded names of all towns and French communes that are known, in every language."""
    known = {fold(form) for place in (*communes(), *towns()) for form in place.all_forms()}
    return frozenset(known | {fold(form) for forms in translated() if fold(forms[0]) in known for form in forms})


@lru_cache(maxsize=4)
def _within(inside: frozenset[str]) -> frozenset[str]:
    """The folded names of the communes ``inside``, in every language."""
    names = {fold(form) for code in inside if (place := commune(code)) for form in place.all_forms()}
    return frozenset(names | {fold(form) for forms in translated() if not names.isdisjoint(map(fold, forms)) for form in forms})
