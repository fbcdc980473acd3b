"""Outlines of the communes of Hauts-de-France and of every département of France.

    python outlines.py GEO

GEO holds communes-1000m-*.geojson and departements-1000m.geojson: Etalab's "contours administratifs", simplified to about a
kilometre, as the repository ``MTES-MCT/aides-territoires-symfony`` carries them (Licence Ouverte). Neighbours share their edges
exactly, so EPCI and régions need no rows: their outline is what is left when the inner edges cancel (``gazetteer.outlines``).
A ring is written as its first corner and the steps to the next ones, in thousandths of a degree, east before north.
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from writing import write_table

Corner = tuple[int, int]


def features(path: Path) -> Iterator[tuple[str, list[list[Corner]]]]:
    """The code and the rings of each feature of ``path``."""
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        geometry: dict[str, Any] = feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = [[(round(x * 1000), round(y * 1000)) for x, y in ring] for part in parts for ring in part]
        yield feature["properties"]["code"], rings


def written(ring: list[Corner]) -> str:
    """``ring`` as steps, without the corner that closes it."""
    corners = [ring[0], *(after for before, after in pairwise(ring) if before != after)]
    if corners[-1] == corners[0]:
        corners.pop()
    steps = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(corners)]
    return " ".join(str(number) for pair in (corners[0], *steps) for number in pair)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    rows = [
        (scheme, code, ";".join(written(ring) for ring in rings if len(ring) > 3))
        for scheme, paths in (
            ("insee", sorted(folder.glob("communes-1000m-*.geojson"))),
            ("departement", [folder / "departements-1000m.geojson"]),
        )
        for path in paths
        for code, rings in sorted(features(path))
    ]
    write_table("outlines.tsv.gz", ("scheme", "code", "rings"), rows)
