"""The small map of one entity: where it lies, in what surroundings."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from dentelle.atlas.models import FacetRow
from dentelle.gazetteer import Ring, areas, outline
from dentelle.web.drawing import Drawing, drawn
from dentelle.web.queries.land import LARGE, SMALL, Frame, Land, Spot, area_of, land, spot
from dentelle.web.queries.spots import SPOT, Counted
from dentelle.web.queries.territory import PublishedTerritory

MOST = 8  # places of one entity that are drawn


@dataclass(frozen=True, slots=True)
class SmallMap:
    """``places`` by name; ``drawing`` shows them; ``within`` is the name of the larger area around them, "" beyond the land."""

    places: tuple[Spot, ...]
    within: str
    drawing: Drawing

    @property
    def said(self) -> str:
        """What the drawing shows, for those who do not see it: the names of the places and of the area around them."""
        return ", ".join([*(place.name for place in self.places), *filter(None, [self.within])])


def small_map(identity: str, territory: PublishedTerritory) -> SmallMap | None:
    """The map of the entity ``identity``, None where no position of it is known. One query."""
    facets = FacetRow.objects.visible().filter(identity=identity).values_list("facet", "value")
    found = (spot(code) for facet, code in sorted(facets) if facet == "area" and SPOT.fullmatch(code))
    places = tuple(sorted(filter(None, found), key=lambda one: one.name))[:MOST]
    if not places:
        return None
    ground = land(territory.perimeter, settings.TERRITORY / territory.outlines if territory.outlines else None)
    large_of, small_of = area_of(ground, LARGE), area_of(ground, SMALL)
    larger = {large_of(one) for one in places}
    chosen = {small_of(one) for one in places} | {""}
    if len(larger) == 1 and "" not in larger:
        return _near(ground, places, larger.pop(), chosen)
    return _far(ground, places, chosen)


def _near(ground: Land, places: tuple[Spot, ...], code: str, chosen: set[str]) -> SmallMap:
    """All places lie in one larger area: that is what is drawn, with its communes."""
    area = next(one for one in ground.large if one.code == code)
    inside = [one for one in ground.small if one.group in (area.code, area.name)]
    frame = Frame.around(area.rings for area in (area, *inside)).wider(0.08).squarer()
    beside = [one.rings for one in ground.large if one is not area]
    return SmallMap(places, area.name, drawn(frame, (*ground.around, *beside), inside or [area], chosen, [area], _knots(places)))


def _far(ground: Land, places: tuple[Spot, ...], chosen: set[str]) -> SmallMap:
    """Some lie elsewhere: the land is drawn with all that lies between."""
    west, east = min(one.lon for one in places), max(one.lon for one in places)
    south, north = min(one.lat for one in places), max(one.lat for one in places)
    own = ground.frame
    frame = Frame(min(west, own.west), min(south, own.south), max(east, own.east), max(north, own.north)).wider(0.1).squarer()
    beside = () if ground.own else tuple(rings for rings, box in _departements() if box.meets(frame))
    return SmallMap(places, "", drawn(frame, beside, ground.large, chosen, (), _knots(places)))


@lru_cache
def _departements() -> tuple[tuple[tuple[Ring, ...], Frame], ...]:
    """The outlines of the départements, each with the frame that it fills."""
    found = (outline(place.ref) for place in areas() if place.kind == "departement")
    return tuple((rings, Frame.around([rings])) for rings in found if rings)


def _knots(places: tuple[Spot, ...]) -> list[Counted]:
    return [Counted(one, 1) for one in places]
