"""Outlines that a territory brings itself, as GeoJSON: for places of which none are packaged.

Each feature is a Polygon or MultiPolygon in degrees (WGS 84) with the properties ``code`` and ``name``, and ``group`` where it
belongs to a larger area by that name. Invariant: whatever the file holds, ``read_outlines`` returns
outlines or says what is wrong.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dentelle.errors import VocabularyError
from dentelle.gazetteer.outlines import UNIT, Corner, Ring, area

MOST_BYTES = 10_000_000
MOST_CORNERS = 200_000


@dataclass(frozen=True, slots=True)
class Outline:
    """An area by its outline; ``group`` is the name of the larger one, "" where there is none."""

    code: str
    name: str
    group: str
    rings: tuple[Ring, ...]


def read_outlines(path: Path) -> tuple[Outline, ...]:
    """The outlines of the file ``path``, in its order. Raises VocabularyError that says what is wrong with which feature."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise VocabularyError("it is larger than %(most)s MB; simplify the outlines", most=MOST_BYTES // 10**6)
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise VocabularyError("it cannot be read: %(error)s", error=error.strerror) from error
    except (ValueError, RecursionError) as error:
        raise VocabularyError("it is no JSON") from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise VocabularyError("it is no GeoJSON FeatureCollection")
    found = tuple(_outline(number, feature) for number, feature in enumerate(features, start=1))
    if len({one.code for one in found}) < len(found):
        raise VocabularyError("two features have the same code; give each its own")
    if sum(len(ring) for one in found for ring in one.rings) > MOST_CORNERS:
        raise VocabularyError("its outlines have more than %(most)s corners; simplify them", most=MOST_CORNERS)
    return found


def _outline(number: int, feature: Any) -> Outline:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise VocabularyError("feature %(number)s has no properties", number=number)
    code, name, group = (properties.get(key) for key in ("code", "name", "group"))
    for key, value in (("code", code), ("name", name)):
        if not isinstance(value, str | int) or not str(value).strip():
            raise VocabularyError("feature %(number)s has no %(key)s among its properties", number=number, key=key)
    geometry = feature.get("geometry")
    kind, coordinates = (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else ("", None)
    if kind not in ("Polygon", "MultiPolygon"):
        raise VocabularyError("feature %(number)s is neither a Polygon nor a MultiPolygon", number=number)
    try:
        parts: Any = [coordinates] if kind == "Polygon" else coordinates
        rings = [_ring(ring, place > 0) for part in parts for place, ring in enumerate(part)]
    except (TypeError, ValueError, IndexError) as error:
        right = "feature %(number)s has coordinates that are not degrees; write pairs of longitude and latitude (WGS 84)"
        raise VocabularyError(right, number=number) from error
    return Outline(str(code).strip(), str(name).strip(), str(group or "").strip(), tuple(ring for ring in rings if len(ring) > 2))


def _ring(corners: Any, hole: bool) -> Ring:
    """The ring through ``corners`` (degrees), turned the way the packaged ones are. Raises ValueError for what is no degree."""
    ring: list[Corner] = []
    for corner in corners:
        east, north = float(corner[0]), float(corner[1])
        if not (-180 <= east <= 180 and -90 <= north <= 90):
            raise ValueError(corner)
        at = (round(east * UNIT), round(north * UNIT))
        if not ring or ring[-1] != at:
            ring.append(at)
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    return tuple(ring if (area(tuple(ring)) > 0) == hole else reversed(ring))
