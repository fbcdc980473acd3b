"""[map] in territory.toml: outlines of its own, tiles of somebody else."""

import json
from pathlib import Path

import pytest

from dentelle.errors import TerritoryError
from dentelle.territory import MapRule, load

OWN = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"code": "a", "name": "A"},
            "geometry": {"type": "Polygon", "coordinates": [[[4, 50], [5, 50], [5, 51], [4, 50]]]},
        }
    ],
}


def declared(folder: Path, text: str) -> Path:
    (folder / "own.geojson").write_text(json.dumps(OWN), encoding="utf-8")
    (folder / "bad.geojson").write_text("{}", encoding="utf-8")
    (folder / "territory.toml").write_text(f'name = "X"\n[map]\n{text}\n', encoding="utf-8")
    return folder


def test_what_is_declared_is_what_is_loaded(tmp_path: Path) -> None:
    text = 'outlines = "own.geojson"\ntiles = "https://tiles.example.org/{z}/{x}/{y}.png"\nattribution = "© Example"'
    territory = load(declared(tmp_path, text))
    assert territory.map == MapRule("own.geojson", "https://tiles.example.org/{z}/{x}/{y}.png", "© Example")
    assert "own.geojson" not in territory.look().uncovered


def test_without_it_there_is_none(tmp_path: Path) -> None:
    assert load(declared(tmp_path, "")).map == MapRule()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('outlines = "owm.geojson"', 'Did you mean "own.geojson"'),
        ('outlines = "../own.geojson"', "leads out"),
        ('outlines = "bad.geojson"', "no GeoJSON FeatureCollection"),
        ('tiles = "http://tiles.example.org/{z}/{x}/{y}.png"\nattribution = "x"', "not the address of tiles"),
        ('tiles = "https://tiles.example.org/{z}/{x}.png"\nattribution = "x"', "not the address of tiles"),
        ('tiles = "https://a.example.org; script-src */{z}/{x}/{y}"\nattribution = "x"', "not the address of tiles"),
        ('tiles = "https://tiles.example.org/{z}/{x}/{y}.png"', "no attribution"),
        ('tile = "x"', 'Did you mean "tiles"'),
    ],
)
def test_every_mistake_says_what_would_be_right(tmp_path: Path, text: str, wrong: str) -> None:
    with pytest.raises(TerritoryError) as raised:
        load(declared(tmp_path, text))
    assert wrong.lower() in " ".join(f"{one.wrong}. {one.right}" for one in raised.value.problems).lower()
