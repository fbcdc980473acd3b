"""What ``territory.toml`` says of the map: outlines of its own, and where a background comes from.

Invariant: without ``tiles`` no page asks another host for anything; with it, the map alone asks the one host that it names.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from dentelle.errors import VocabularyError, phrase
from dentelle.gazetteer.geojson import read_outlines
from dentelle.territory.folder import path_fault, walk
from dentelle.territory.toml_table import Table

__all__ = ["MAP_KEYS", "MapRule", "map_rule"]

MAP_KEYS = ("outlines", "tiles", "attribution")
TILES = re.compile(r"https://[a-z0-9][a-z0-9.-]*(?::\d{1,5})?/[^\s\"'<>;,]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MapRule:
    """``outlines``: a GeoJSON file below the folder, "" for the packaged ones; ``tiles``: the address of raster tiles with {z},
    {x} and {y}, "" for none; ``attribution``: whose tiles these are, as it must be said beside them.
    """

    outlines: str = ""
    tiles: str = ""
    attribution: str = ""


def map_rule(folder: Path, top: Table) -> MapRule:
    """The table ``[map]`` of ``top``."""
    table = top.table("map", "[map]")
    rule = MapRule(_outlines(folder, table), _tiles(table), table.text("attribution"))
    if rule.tiles and not rule.attribution:
        table.wrong("tiles", phrase("the tiles have no attribution"), phrase('Write whose they are: attribution = "© …"'))
    table.close()
    return rule


def _outlines(folder: Path, table: Table) -> str:
    path = table.text("outlines")
    if not path:
        return ""
    fault = path_fault(folder, path, walk(folder).files)
    if fault is None:
        try:
            read_outlines(folder / path)
        except VocabularyError as error:
            fault = (
                phrase('"%(path)s" holds no outlines: %(detail)s', path=path, detail=error.detail),
                phrase("Write a GeoJSON FeatureCollection of polygons in degrees, each with a code and a name"),
            )
    if fault:
        table.wrong("outlines", *fault)
        return ""
    return path


def _tiles(table: Table) -> str:
    address = table.text("tiles")
    if not address:
        return ""
    if not TILES.fullmatch(address) or not all(part in address for part in ("{z}", "{x}", "{y}")):
        table.wrong(
            "tiles",
            phrase('"%(address)s" is not the address of tiles', address=address),
            phrase('Write it whole, with {z}, {x} and {y}: tiles = "https://tiles.example.org/{z}/{x}/{y}.png"'),
        )
        return ""
    return address
