"""Outlines: neighbours share their edges, so that areas are what is left of their parts; a territory may bring its own."""

import json
from pathlib import Path

import pytest

from dentelle.errors import VocabularyError
from dentelle.gazetteer import areas, commune, dissolved, joined, members, outline, polygons, read_outlines, within
from dentelle.gazetteer.outlines import UNIT, area

SQUARES = {"a": ((0, 0), (0, 1), (1, 1), (1, 0)), "b": ((1, 0), (1, 1), (2, 1), (2, 0))}


def geojson(path: Path, *features: dict) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path


def square(code: str, west: float, **properties: object) -> dict:
    corners = [[west, 50], [west + 0.1, 50], [west + 0.1, 50.1], [west, 50.1], [west, 50]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": code.upper()} | properties,
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }


def test_an_edge_that_two_share_is_none_of_the_outline() -> None:
    (ring,) = dissolved(SQUARES.values())
    assert set(ring) == {(0, 0), (0, 1), (1, 1), (2, 1), (2, 0), (1, 0)}
    assert area(ring) == area(SQUARES["a"]) + area(SQUARES["b"])


def test_an_epci_encloses_the_centres_of_its_communes_and_nothing_else() -> None:
    rings = joined(f"insee:{code}" for code in members("siren:245901160"))
    assert len(rings) == 1
    inside = {
        code
        for code in members("departement:59")
        if (place := commune(code)) and place.lon and place.lat and within(place.lon * UNIT, place.lat * UNIT, rings)
    }
    assert len(inside ^ members("siren:245901160")) <= 2  # outlines are simplified: a centre near the edge may fall beyond


def test_every_metropolitan_region_has_an_outline_from_its_departements() -> None:
    regions = [place for place in areas() if place.kind == "region" and len(place.code) == 2 and place.code > "10"]
    assert len(regions) == 13
    assert all(outline(place.ref) for place in regions)


def test_the_communes_that_are_outlined_are_those_of_hauts_de_france() -> None:
    there = {code for code in members("region:32") if outline(f"insee:{code}")}
    assert len(members("region:32") - there) < 10  # those that were merged since are outlined as they were
    assert not outline("insee:69123")


def test_a_hole_belongs_to_the_ring_around_it() -> None:
    outer, hole = ((0, 0), (0, 9), (9, 9), (9, 0)), ((3, 3), (6, 3), (6, 6), (3, 6))
    assert polygons([hole, outer]) == [[outer, hole]]
    assert not within(4, 4, [outer, hole])


def test_outlines_of_ones_own_are_read(tmp_path: Path) -> None:
    found = read_outlines(geojson(tmp_path / "own.geojson", square("a", 4.0, group="West"), square("b", 4.1, group="West")))
    assert [(one.code, one.name, one.group) for one in found] == [("a", "A", "West"), ("b", "B", "West")]
    assert len(dissolved(ring for one in found for ring in one.rings)) == 1


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no GeoJSON"),
        ('{"type": "FeatureCollection", "features": [3]}', "feature 1 has no properties"),
        ('{"type": "FeatureCollection", "features": [{"properties": {"name": "A"}}]}', "feature 1 has no code"),
        ('{"type": "FeatureCollection", "features": [{"properties": {"code": "a", "name": "A"}}]}', "neither a Polygon"),
        (json.dumps({"type": "FeatureCollection", "features": [square("a", 4), square("a", 5)]}), "the same code"),
        (json.dumps({"type": "FeatureCollection", "features": [square("a", 652_000)]}), "not degrees"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, content: str, wrong: str) -> None:
    path = tmp_path / "own.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError, match=wrong):
        read_outlines(path)
