"""Every known place, at home and abroad."""

from functools import lru_cache

from dentelle.gazetteer.france import areas, communes, epcis
from dentelle.gazetteer.place import Place


@lru_cache
def places() -> tuple[Place, ...]:
    """Every known place: communes, EPCI, départements, régions of France."""
    return (*areas(), *epcis(), *communes())
