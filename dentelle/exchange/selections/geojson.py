"""A selection as GeoJSON (RFC 7946): one feature an entity and town, at the town's centre; without a town, without a place."""

import json
from collections.abc import Iterable, Iterator

from dentelle.exchange.selections.card import About, Card
from dentelle.gazetteer import Place

__all__ = ["features"]


def features(cards: Iterable[Card], about: About) -> Iterator[bytes]:
    """The FeatureCollection, a feature a line."""
    head = {"title": about.title, "attribution": about.rights, "source": about.source, "made": about.made}
    yield f'{{"type": "FeatureCollection", "about": {_json(head)}, "features": ['.encode()
    before = "\n"
    for card in cards:
        for town in card.towns or (None,):
            yield f"{before}{_json(_feature(card, town, about))}".encode()
            before = ",\n"
    yield b"\n]}\n"


def _feature(card: Card, town: Place | None, about: About) -> dict[str, object]:
    known = town is not None and town.lon is not None and town.lat is not None
    properties = {
        "id": card.id,
        "name": card.name,
        "kind": card.type,
        "commune": town.name_in(about.language) if town else "",
        "commune_code": town.code if town and town.scheme == "insee" else "",
        "precision": "commune" if known else "unknown",
        "domains": list(card.domains),
        "state": "".join(card.facets.get("state", ())),
        "page": card.page,
        "sources": [str(one) for one in card.credits],
    }
    geometry = {"type": "Point", "coordinates": [town.lon, town.lat]} if town is not None and known else None
    return {"type": "Feature", "id": f"{card.id}/{town.ref}" if town else card.id, "geometry": geometry, "properties": properties}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
