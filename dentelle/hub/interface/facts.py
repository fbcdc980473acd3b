"""The facts that conditions read: their names, their kinds, and what follows from them.

Invariant: what is derived never contradicts what was told, and adding a fact never changes one that was there.
"""

from collections.abc import Mapping

from dentelle.gazetteer import commune, todays_commune
from dentelle.hub.interface.terms import Fact, Facts

__all__ = ["FACTS", "PLACES", "departement_of", "known_facts"]

FACTS: Mapping[str, str] = {
    "has_company": "boolean",
    "legal_form": "text",
    "headcount": "number",
    "age_years": "number",
    "turnover_eur": "number",
    "naf": "text",
    "project_type": "list",
    "commune": "text",
    "departement": "text",
    "country": "text",
    "wanted_area": "list",
    "surface_m2": "number",
    "desks": "number",
    "fibre_mbps": "number",
    "available_from": "day",
    "rent_eur_m2_year": "number",
}
PLACES = ("commune", "departement", "country")
_WITHOUT_COMPANY = ("headcount", "age_years", "turnover_eur")


def known_facts(facts: Facts) -> dict[str, Fact]:
    """``facts`` with what follows from them: the département and country of a commune, the country of a département, and for who
    has no company a head count, an age and a turnover of 0."""
    known = dict(facts)
    if known.get("has_company") is False:
        for name in _WITHOUT_COMPANY:
            known.setdefault(name, 0)
    abroad = str(known.get("country", "FR")).upper() != "FR"
    if "commune" in known and not abroad:
        departement = departement_of(str(known["commune"]))
        if departement:
            known.setdefault("departement", departement)
            known.setdefault("country", "FR")
    if "departement" in known and not abroad:
        known.setdefault("country", "FR")
    return known


def departement_of(code: str) -> str:
    """The département of the commune with the INSEE ``code``, "" when there is no such commune.

    >>> departement_of("59606")
    '59'
    """
    place = commune(code) or commune(todays_commune(code))
    parents = place.parents if place else ()
    return next((ref.partition(":")[2] for ref in parents if ref.startswith("departement:")), "")
