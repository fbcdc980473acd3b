"""The map: the page, and what its script asks for."""

import gzip
import json
from collections.abc import Iterable
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from dentelle.atlas.browsing.facet_index import current
from dentelle.gazetteer import Ring, areas, outline, polygons
from dentelle.gazetteer.outlines import UNIT
from dentelle.web.access import public
from dentelle.web.headers import policy_with
from dentelle.web.map_words import described, words
from dentelle.web.queries.land import LARGE, SMALL, Land, outline_of
from dentelle.web.queries.map import ground, level_of, map_page, shading_of
from dentelle.web.queries.shading import stated
from dentelle.web.queries.spots import asked_of, chosen_entities, left_out, placed, there
from dentelle.web.queries.territory import published, scheme_of

KEPT = 3600  # seconds a browser may keep outlines
MOST_SPOTS = 5_000  # sent to the script: the places with most


@public
def map_view(request: HttpRequest) -> HttpResponse:
    """The whole page: filters, the drawn map, the list of places, tables."""
    language = get_language() or "fr"
    territory = published(language)
    page = map_page(dict(request.GET.lists()), territory, language)
    context = {
        "page": page,
        "desc": described(page.placed.spots),
        "words": words(),
        "tiles": territory.tiles,
        "tiles_of": territory.attribution,
    }
    response = render(request, "web/map.html", context)
    if territory.tiles:
        response["Content-Security-Policy"] = policy_with(territory.tiles)
    return response


@public
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Who lies at one place, as the part of the page that lists them."""
    language = get_language() or "fr"
    index = current()
    asked = asked_of(dict(request.GET.lists()), index, scheme_of(published(language).scheme))
    found = there(index, asked, left_out(index, asked.year), code, language)
    if found is None:
        raise Http404
    return render(request, "web/parts/map_place.html", {"there": found})


@public
def spots(request: HttpRequest) -> HttpResponse:
    """Where things lie, as (code, name, longitude, latitude, count), most first, and the class of each shaded area."""
    language = get_language() or "fr"
    territory = published(language)
    index = current()
    asked = asked_of(dict(request.GET.lists()), index, scheme_of(territory.scheme))
    here = ground(territory)
    where = placed(index, chosen_entities(index, asked.chosen) & ~left_out(index, asked.year), here)
    shading = shading_of(asked, here, where, stated(here.level(level_of(asked, here))))
    first = ((one.spot, one.count) for one in where.spots[:MOST_SPOTS])
    spots = [(spot.code, spot.name_in(language), spot.lon, spot.lat, count) for spot, count in first]
    plain = json.dumps({"spots": spots, "steps": dict(shading.steps)}, separators=(",", ":"), ensure_ascii=False).encode()
    return _answer(request, plain, None, "application/json")


@public
def outlines(request: HttpRequest, level: str) -> HttpResponse:
    """Outlines as GeoJSON, compressed for whoever takes that: of a level of the land ("small", "large"), of what lies "around",
    of its "edge", of the régions of France ("far"), or of one area by its code.
    """
    here = ground(published(get_language() or "fr"))
    if level not in (SMALL, LARGE, "around", "edge", "far") and not outline_of(here, level):
        raise Http404
    plain, packed = _geojson(here, level)
    response = _answer(request, plain, packed, "application/geo+json")
    patch_cache_control(response, public=True, max_age=KEPT)
    return response


def _answer(request: HttpRequest, plain: bytes, packed: bytes | None, content_type: str) -> HttpResponse:
    """``plain``, compressed for whoever takes that: as ``packed`` where it was done before."""
    takes = "gzip" in request.headers.get("Accept-Encoding", "")
    body = (packed or gzip.compress(plain, 5, mtime=0)) if takes else plain
    response = HttpResponse(body, content_type=content_type)
    if takes:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@lru_cache(maxsize=32)
def _geojson(land: Land, level: str) -> tuple[bytes, bytes]:
    """The outlines of ``level``, plain and compressed."""
    if level in (SMALL, LARGE):
        features = [_feature(area.code, area.name, area.rings) for area in land.level(level)]
    else:
        features = [_feature("", "", rings) for rings in _outlines(land, level) if rings]
    plain = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"), ensure_ascii=False).encode()
    return plain, gzip.compress(plain, 6, mtime=0)


def _outlines(land: Land, level: str) -> Iterable[tuple[Ring, ...]]:
    if level == "far":
        return (outline(place.ref) for place in areas() if place.kind == "region")
    return land.around if level == "around" else [land.edge if level == "edge" else outline_of(land, level)]


def _feature(code: str, name: str, rings: tuple[Ring, ...]) -> dict[str, object]:
    parts = [[[[east / UNIT, north / UNIT] for east, north in (*ring, ring[0])] for ring in part] for part in polygons(rings)]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": {"type": "MultiPolygon", "coordinates": parts},
    }
