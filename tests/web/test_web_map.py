"""The map: what lies where, counted by place; what the areas are shaded by; what only the table can say."""

import json

import pytest
from atlas_rows import RUN, AtlasRows, date_value, number_value
from django.template.loader import render_to_string

from dentelle.atlas.browsing.facet_index import forget
from dentelle.atlas.models import FacetRow, Publication
from dentelle.web.drawing import drawing
from dentelle.web.queries.land import Area, Spot, land
from dentelle.web.queries.map import map_page
from dentelle.web.queries.shading import shaded
from dentelle.web.queries.small_map import small_map
from dentelle.web.queries.spots import Counted, _days
from dentelle.web.queries.territory import published

PERIMETER = ["245901160", "200042190"]
VALENCIENNES, ANZIN = ("59606", "E245901160", "D59", "R32", "FR"), ("59014", "E245901160", "D59", "R32", "FR")
AACHEN = ("G3247449", "DE")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_held():
    """Rows are written here without a move that would tell the index of them."""
    forget()
    _days.cache_clear()


def placed(rows: AtlasRows, label: str, areas: tuple[str, ...] = (), kind: str = "organisation", **facets: str):
    """An entity with rows of facets, as a weave writes them."""
    made = rows.entity(label, kind)
    values = [("kind", kind), *(("area", code) for code in areas), *facets.items()]
    FacetRow.objects.bulk_create(
        FacetRow(since=RUN, identity_id=made.identity_id, facet=facet, value=value) for facet, value in values
    )
    return made


@pytest.fixture
def ground(rows: AtlasRows) -> AtlasRows:
    Publication.objects.update(territory={"names": {"fr": "X"}, "perimeter": PERIMETER})
    placed(rows, "Soie", VALENCIENNES, domain="health")
    placed(rows, "Laine", VALENCIENNES)
    placed(rows, "Lin", (*ANZIN, *AACHEN))
    placed(rows, "Nulle part")
    town = placed(rows, "Valenciennes", VALENCIENNES, "place")
    FacetRow.objects.create(since=RUN, identity_id=town.identity_id, facet="kind", value="territory")
    return rows


def page(**query: str):
    return map_page({name: [value] for name, value in query.items()}, published("fr"), "fr")


def test_entities_are_counted_at_their_communes_and_towns_abroad(ground):
    found = page()
    assert [(one.spot.name, one.count) for one in found.placed.spots] == [("Valenciennes", 2), ("Aachen", 1), ("Anzin", 1)]
    assert (found.placed.total, found.placed.placed) == (4, 3)
    assert [name.text for name in found.nowhere] == ["Nulle part"]


def test_what_lies_in_two_communes_of_an_epci_counts_once_in_it(ground):
    placed(ground, "Deux", (*VALENCIENNES[:1], *ANZIN))
    found = page(level="large")
    assert found.placed.by_area["large"] == {"E245901160": 4}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"domain": "health"}, ["Valenciennes"]),
        ({"kind": "person"}, []),
        ({"area": "59014"}, ["Aachen", "Anzin"]),
        ({"kind": "no kind", "level": "x", "year": "x", "place": "<script>"}, ["Valenciennes", "Aachen", "Anzin"]),
    ],
)
def test_the_address_narrows_the_map(ground, query, names):
    assert [one.spot.name for one in page(**query).placed.spots] == names


def test_a_year_leaves_out_what_was_founded_later_or_closed_before(rows):
    Publication.objects.update(territory={"names": {"fr": "X"}, "perimeter": PERIMETER})
    old, new, _undated = (placed(rows, name, VALENCIENNES) for name in ("Vieux", "Neuf", "Sans date"))
    rows.fact(old, "founded", date_value("1900"), earliest="1900-01-01", latest="1900-12-31")
    rows.fact(old, "closed", date_value("1950"), earliest="1950-01-01", latest="1950-12-31")
    rows.fact(new, "founded", date_value("2010"), earliest="2010-01-01", latest="2010-12-31")
    counts = {year: page(year=str(year)).placed.total for year in (1890, 1920, 1980, 2010)}
    assert counts == {1890: 1, 1920: 2, 1980: 1, 2010: 2}


def test_a_place_lists_who_is_there(ground, client):
    listed = client.get("/fr/map/?place=59606").text
    assert "Soie" in listed
    assert "Laine" in listed
    part = client.get("/fr/map/place/59606/?domain=health").text
    assert "Soie" in part
    assert "Laine" not in part
    assert client.get("/fr/map/place/00000/").status_code == 404


def test_the_script_gets_points_bounded_by_places_and_outlines_that_close(ground, client):
    answer = client.get("/fr/map/spots.json?domain=health").json()
    assert answer["spots"] == [["59606", "Valenciennes", 3.5157, 50.3589, 1]]
    assert answer["steps"] == {"59606": 3}
    response = client.get("/fr/map/outlines/small.json", headers={"Accept-Encoding": "identity"})
    features = json.loads(response.content)["features"]
    assert len(features) > 70
    assert all(ring[0] == ring[-1] for one in features for part in one["geometry"]["coordinates"] for ring in part)
    assert client.get("/fr/map/outlines/other.json").status_code == 404


def test_few_queries_whatever_lies_there(ground, client, django_assert_max_num_queries):
    for number in range(40):
        placed(ground, f"Maison {number}", VALENCIENNES, domain="culture")
    with django_assert_max_num_queries(15):
        client.get("/fr/map/?domain=culture&place=59606&year=2000&shade=share")


def test_counts_that_sources_state_of_areas_can_shade_them(ground):
    for name, areas, number in (("Anzin", ANZIN, 13_000), ("Famars", ("59221", "E245901160"), 2_500)):
        town = placed(ground, name, areas, "place")
        FacetRow.objects.create(since=RUN, identity_id=town.identity_id, facet="kind", value="territory")
        ground.fact(town, "count", number_value(number, "habitants"))
    found = page(shade="stated:habitants")
    assert found.units == {"habitants": "habitants"}
    assert found.shading.values == {"59014": 13_000, "59221": 2_500}


def test_classes_hold_about_as_many_areas_and_never_part_equal_values():
    areas = tuple(Area(str(number), "", "commune", ()) for number in range(100))
    found = shaded(areas, {str(number): float(min(number, 90)) for number in range(100)})
    assert [one.step for one in found.classes] == [1, 2, 3, 4, 5]
    assert all(15 <= one.areas <= 25 for one in found.classes)
    assert all(before.high < after.low for before, after in zip(found.classes, found.classes[1:], strict=False))
    assert found.blank == 1


def test_tiles_widen_the_policy_of_the_map_alone(ground, client):
    plain = client.get("/fr/map/")["Content-Security-Policy"]
    assert "example" not in plain
    tiles = {"tiles": "https://tiles.example.org/{z}/{x}/{y}.png", "attribution": "© Example"}
    Publication.objects.update(territory={"names": {"fr": "X"}, "perimeter": PERIMETER} | tiles)
    answer = client.get("/fr/map/")
    assert "img-src 'self' data: blob: https://tiles.example.org;" in answer["Content-Security-Policy"]
    assert "script-src 'self';" in answer["Content-Security-Policy"]
    assert "© Example" in answer.text
    assert client.get("/fr/")["Content-Security-Policy"] == plain


def test_a_territory_may_bring_its_own_outlines(ground, settings, tmp_path):
    corners = [[6.0, 50.7], [6.2, 50.7], [6.2, 50.9], [6.0, 50.9], [6.0, 50.7]]
    feature = {
        "type": "Feature",
        "properties": {"code": "ac", "name": "Aachen-Mitte", "group": "Städteregion"},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }
    (tmp_path / "own.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    settings.TERRITORY = tmp_path
    Publication.objects.update(territory={"names": {"fr": "X"}, "outlines": "own.geojson"})
    found = page()
    assert [area.name for area in found.land.large] == ["Städteregion"]
    assert found.placed.by_area == {"small": {"ac": 1}, "large": {"Städteregion": 1}}


@pytest.mark.parametrize("perimeter", [("245901160",), ("69123",), ("R32",), (), ("999999999", "59606")])
def test_whatever_the_perimeter_there_is_land_and_a_drawing_of_bounded_size(perimeter):
    here = land(perimeter, None)
    made = drawing(here, (), {})
    assert made.fills
    assert made.height > 100
    assert sum(len(path) for path in (*(path for _, path in made.fills), made.borders, made.around)) < 200_000


def test_places_that_lie_near_are_one_knot_and_no_entry_is_lost():
    here = land(("R32",), None)
    frame = here.frame
    spots = [
        Counted(Spot(str(n), str(n), frame.west + (n * 37 % 100) / 40, frame.south + (n * 53 % 100) / 50, 0, "FR"), 1 + n % 5)
        for n in range(4_000)
    ]
    knots = drawing(here, spots, {}, "large").knots
    assert sum(knot.count for knot in knots) == sum(one.count for one in spots)
    assert sum(knot.places for knot in knots) == len(spots)
    assert len(knots) < 1_500


def test_the_small_map_shows_where_an_entity_lies(ground):
    near = placed(ground, "Près", VALENCIENNES)
    far = placed(ground, "Loin", AACHEN)
    nowhere = placed(ground, "Où")
    territory = published("fr")
    found = small_map(near.identity_id, territory)
    assert found.within == "Valenciennes Métropole"
    assert found.drawing.chosen
    assert [knot.name for knot in small_map(far.identity_id, territory).drawing.knots] == ["Aachen"]
    assert small_map(nowhere.identity_id, territory) is None


def test_the_part_of_the_small_map_stands_on_any_page(ground):
    near = placed(ground, "Près", VALENCIENNES)
    part = render_to_string("web/parts/small_map.html", {"map": small_map(near.identity_id, published("fr"))})
    assert "Valenciennes Métropole" in part
    assert part.count("<svg") == 1
    assert render_to_string("web/parts/small_map.html", {"map": None}).strip() == ""


def test_home_and_directory_show_the_map_of_what_they_list(ground, client, django_assert_max_num_queries):
    home = client.get("/fr/").text
    assert home.count('class="land"') == 1
    assert "?place=59606" in home
    listed = client.get("/fr/directory/?domain=health&view=map").text
    assert listed.count('class="land"') == 1
    assert "/fr/map/?domain=health" in listed
    assert 'class="land"' not in client.get("/fr/directory/?domain=health").text
    with django_assert_max_num_queries(15):
        client.get("/fr/")


def test_hostile_names_are_inert(ground, client):
    placed(ground, "<script>alert(1)</script>", VALENCIENNES)
    assert "<script>alert(1)" not in client.get("/fr/map/?place=59606&area=<script>alert(1)</script>&shade=stated:<b>").text
