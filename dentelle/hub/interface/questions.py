"""The next question: the one unknown fact whose answer decides most among the offers that really answer the need."""

from collections import defaultdict
from collections.abc import Iterable

from dentelle.hub.interface.facts import PLACES
from dentelle.hub.interface.terms import Facts

__all__ = ["fact_asked", "next_question"]

_ORDER = ("commune", "has_company", "headcount", "project_type", "naf", "age_years", "turnover_eur", "legal_form", "wanted_area")


def fact_asked(missing: str, facts: Facts) -> str:
    """The fact to ask for where ``missing`` (a condition's field or ``perimeter``) is unknown."""
    if missing == "naf_prefix":
        return "naf"
    if missing == "perimeter" or missing in PLACES:
        return "wanted_area" if "commune" in facts else "commune"
    return missing


def next_question(unknown: Iterable[tuple[float, tuple[str, ...]]], facts: Facts) -> str | None:
    """The fact whose answer touches most; None where nothing is unknown. ``unknown``: of each offer that a fact is missing for,
    how surely it answers the need (0 to 1) and the missing names. Equal ones are asked in the order in which people know them."""
    touched: dict[str, float] = defaultdict(float)
    for weight, missing in unknown:
        for fact in {fact_asked(name, facts) for name in missing}:
            touched[fact] += weight
    if not touched:
        return None
    return min(touched, key=lambda fact: (-round(touched[fact], 6), _ORDER.index(fact) if fact in _ORDER else len(_ORDER), fact))
