"""The map of one selection as a picture: what the directory shows as its map."""

from dataclasses import dataclass

from dentelle.atlas.browsing.facet_index import FacetIndex
from dentelle.atlas.browsing.selection import Chosen
from dentelle.web.drawing import Drawing, drawing
from dentelle.web.queries.land import outline_of
from dentelle.web.queries.map import ground, level_of
from dentelle.web.queries.shading import shaded
from dentelle.web.queries.spots import Asked, Counted, chosen_entities, placed
from dentelle.web.queries.territory import PublishedTerritory


@dataclass(frozen=True, slots=True)
class Overview:
    """``spots`` are the places drawn, those with most first; ``query`` is that of the same selection on the map."""

    drawing: Drawing
    spots: tuple[Counted, ...]
    query: str


def overview(index: FacetIndex, territory: PublishedTerritory, chosen: Chosen) -> Overview:
    """Where those ``chosen`` lie. No query."""
    here = ground(territory)
    asked = Asked(chosen)
    where = placed(index, chosen_entities(index, chosen), here)
    level = level_of(asked, here)
    shading = shaded(here.level(level), {code: float(number) for code, number in where.by_area[level].items()})
    return Overview(
        drawing(here, where.spots, shading.steps, level, outline_of(here, asked.facet("area"))), where.spots, asked.address()
    )
