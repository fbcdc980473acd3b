"""A selection as JSON-LD in the words of schema.org: a data set, and one node an entity."""

import json
from collections.abc import Iterable, Iterator

from dentelle.exchange.selections.card import About, Card
from dentelle.vocabulary import kind

__all__ = ["graph", "node"]


def graph(cards: Iterable[Card], about: About) -> Iterator[bytes]:
    """The document, a node a line."""
    yield b'{"@context": "https://schema.org", "@graph": [\n'
    whole = {
        "@id": about.source,
        "@type": "Dataset",
        "name": about.title,
        "description": about.territory,
        "inLanguage": about.language,
        "dateModified": about.made,
        "license": about.rights,
    }
    yield _json(whole).encode()
    for card in cards:
        yield f",\n{_json(node(card, about))}".encode()
    yield b"\n]}\n"


def node(card: Card, about: About) -> dict[str, object]:
    """The node of one entity; what is not known is left out."""
    found: dict[str, object] = {
        "@id": card.page,
        "@type": kind(card.type).schema_org or "Thing",
        "name": {"@value": card.name, "@language": card.language} if card.language else card.name,
        "alternateName": [
            {"@value": text, "@language": language} if language else text for text, language in card.names if text != card.name
        ],
        "mainEntityOfPage": card.page,
        "url": [one for one in card.facts.get("website", ()) if one.startswith(("http://", "https://"))],
        "email": list(card.facts.get("email", ())),
        "telephone": list(card.facts.get("phone", ())),
        "address": list(card.facts.get("address", ())),
        "foundingDate": card.first("founded") if card.kind == "organisation" else "",
        "identifier": [{"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in card.identifiers],
        "knowsAbout": list(card.domains),
        "location": [_town(town.name_in(about.language), town.lat, town.lon) for town in card.towns],
        "hasCertification": [{"@type": "Certification", "name": name} for name in card.labels],
        "isPartOf": {"@id": about.source},
        "creditText": "; ".join(map(str, card.credits)),
    }
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _town(name: str, lat: float | None, lon: float | None) -> dict[str, object]:
    found: dict[str, object] = {"@type": "Place", "name": name}
    if lat is not None and lon is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
