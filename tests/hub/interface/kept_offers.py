"""A small catalogue for the tests: premises, funding, a training; in four languages."""

from dentelle.hub.interface.catalogue import keep

WHO = "adviser@example.org"

OFFERS = (
    {
        "id": "workshop",
        "family": "premises",
        "language": "fr",
        "title": "Atelier de 90 m² avec fibre",
        "text": "Atelier clair au rez-de-chaussée, quai de déchargement.",
        "perimeter": ["59606"],
        "conditions": [{"field": "surface_m2", "op": "<=", "value": 90}],
        "provider": "Ville Neuve Immobilier",
    },
    {
        "id": "export-loan",
        "family": "funding",
        "language": "de",
        "title": "Darlehen für den ersten Export",
        "text": "Günstiges Darlehen für Betriebe, die zum ersten Mal ausführen.",
        "perimeter": ["FR"],
        "conditions": [{"field": "headcount", "op": "<=", "value": 50}, {"field": "has_company", "op": "=", "value": True}],
        "provider": "Bank am Fluss",
    },
    {
        "id": "export-course",
        "family": "training",
        "language": "en",
        "title": "First steps abroad",
        "text": "Two days on export, customs, contracts and finding customers in another country.",
        "perimeter": ["FR"],
        "conditions": [],
        "provider": "Harbour School",
    },
)


def catalogue() -> None:
    """Keeps ``OFFERS``, each with a contact's address."""
    for told in OFFERS:
        keep(told, who=WHO, contact={"contact": told["provider"], "email": f"{told['id']}@example.org"})
