"""Places known beforehand."""

import gzip
import pickle
import time
from pathlib import Path

import pytest

import dentelle.gazetteer as gazetteer
import dentelle.gazetteer.place as place_tables
from dentelle.errors import VocabularyError
from dentelle.gazetteer import (
    areas,
    by_ref,
    commune,
    communes,
    countries,
    epcis,
    former_communes,
    members,
    perimeter,
    places,
    todays_commune,
    towns,
    translated,
)
from dentelle.gazetteer.place import cells
from dentelle.gazetteer.world import exonyms
from dentelle.model import LANGUAGES
from dentelle.vocabulary import coarse


def test_the_official_code_is_complete() -> None:
    assert len(communes()) == 34_969
    assert len(epcis()) == 1_255
    assert sum(area.kind == "departement" for area in areas()) == 109
    assert {area.code for area in areas() if area.kind == "region"} >= {"11", "32", "44", "84", "94"}


def test_every_place_is_of_a_known_kind_and_refs_are_unique_and_lead_somewhere() -> None:
    refs = {place.ref for place in places()}
    assert len(refs) == len(places())
    assert {coarse(place.kind) for place in places()} == {"place"}
    assert {parent for place in places() for parent in place.parents} <= refs
    assert all(set(place.forms) <= {*LANGUAGES, ""} for place in places())
    assert all(place.name and all(place.all_forms()) for place in places())


def test_a_commune_knows_where_it_lies() -> None:
    lille = commune("59350")
    assert lille is not None
    assert lille.parents == ("siren:200093201", "arrondissement:595", "departement:59", "region:32", "iso3166:FR")
    assert lille.postal_codes
    assert lille.population > 200_000
    assert lille.lat == pytest.approx(50.63, abs=0.05)
    assert lille.lon == pytest.approx(3.05, abs=0.05)
    assert commune("00000") is None


def test_former_communes_lead_to_communes_of_today() -> None:
    assert len(former_communes()) > 4_500
    assert all(commune(former.commune) for former in former_communes())
    assert not [former for former in former_communes() if former.code != former.commune and commune(former.code)]
    assert todays_commune("01340") == "01015"  # Saint-Bois, now in Arboys en Bugey
    assert todays_commune("75120") == "75056"
    assert todays_commune("59606") == "59606"
    assert {former.name for former in former_communes() if former.commune == "01015"} >= {"Arbignieu"}


def test_nearly_every_commune_but_the_farthest_has_a_position() -> None:
    without = [place for place in communes() if place.lat is None and place.code < "97500"]
    assert len(without) < 10


@pytest.mark.parametrize(
    ("ref", "language", "name"),
    [
        ("insee:59350", "nl", "Rijsel"),
        ("insee:67482", "de", "Straßburg"),
        ("geonames:2797656", "fr", "Gand"),
        ("geonames:2797656", "en", "Ghent"),
        ("geonames:2790869", "nl", "Bergen"),
        ("geonames:2886242", "fr", "Cologne"),
        ("geonames:3247449", "fr", "Aix-la-Chapelle"),
        ("region:28", "en", "Normandy"),
        ("iso3166:DE", "fr", "Allemagne"),
        ("iso3166:NL", "de", "Niederlande"),
        ("iso3166:BE", "nl", "België"),
        ("area:hainaut", "nl", "Henegouwen"),
        ("area:hainaut", "de", "Hennegau"),
        ("area:escaut", "en", "Scheldt"),
        ("area:de-nw", "fr", "Rhénanie-du-Nord-Westphalie"),
        ("insee:75056", "nl", "Parijs"),
        ("insee:59606", "fr", "Valenciennes"),
    ],
)
def test_places_have_their_names_in_other_languages(ref: str, language: str, name: str) -> None:
    place = by_ref(ref)
    assert place is not None
    assert place.name_in(language) == name
    assert name in place.all_forms()


def test_every_row_of_names_in_other_languages_finds_its_place() -> None:
    known = {(place.country, place.name) for place in places() if place.kind in ("commune", "region")}
    assert not [key for key in exonyms() if key not in known]


def test_names_in_other_languages_go_to_the_largest_town_of_that_name() -> None:
    named = [place for place in places() if "Rijsel" in place.all_forms()]
    assert [place.ref for place in named] == ["insee:59350"]


def test_each_form_of_a_translated_place_has_one_owner() -> None:
    owner = {form: forms[0] for forms in translated() for form in forms}
    assert sum(len(forms) for forms in translated()) == len(owner)
    assert owner["Rijsel"] == "Lille"
    assert owner["Gand"] == owner["Ghent"] == "Gent"
    assert owner["Frankreich"] == owner["France"]
    assert owner["Mexico"] != owner["Mexico City"]
    assert owner["Vlaanderen"] == owner["Flanders"] != owner["Vlaams Gewest"]


def test_the_name_of_a_departement_is_no_form_of_another_place() -> None:
    assert not [forms for forms in translated() for form in forms[1:] if form in {"Vienne", "Ardennes", "Meuse"}]


def named(name: str) -> list[bool]:
    return [place.ambiguous for place in communes() if place.name == name]


def test_ambiguous_names() -> None:
    for word in ("Y", "Son", "Tours", "Orange", "Sens", "Le Port", "Croix", "Avion", "Albert"):
        assert all(named(word)), word
    for name in ("Valenciennes", "Paris", "Lille", "Denain", "Anzin", "Saint-Amand-les-Eaux", "Dunkerque", "Bruay-sur-l'Escaut"):
        assert not any(named(name)), name
    assert sum(place.ambiguous for place in communes()) < len(communes()) * 0.1


def test_a_form_can_be_an_ordinary_word_in_one_language_only() -> None:
    namur = next(place for place in towns() if place.name == "Namur")
    assert namur.is_common("Namen", "nl")
    assert namur.is_common("NAMEN")
    assert not namur.is_common("Namur")
    assert not namur.is_common("Namen", "fr")
    essen = next(place for place in towns() if place.name == "Essen")
    assert essen.is_common("Essen", "de")
    assert not essen.is_common("Essen", "fr")


def test_an_epci_has_short_and_full_name() -> None:
    community = by_ref("siren:245901160")
    assert community is not None
    assert community.name == "Valenciennes Métropole"
    assert "Communauté d'agglomération Valenciennes Métropole" in community.all_forms()
    assert len(members(community.ref)) == 35
    assert not community.ambiguous


def test_an_epci_never_takes_the_name_of_a_commune_or_a_landscape() -> None:
    others = {place.name for place in places() if place.kind != "epci"}
    assert not [place for place in epcis() if place.name in others]
    assert next(place for place in epcis() if place.name == "Val d'Amboise").ambiguous


def test_places_cross_to_worker_processes() -> None:
    for ref in ("insee:59350", "area:hainaut", "iso3166:BE"):
        assert pickle.loads(pickle.dumps(by_ref(ref))) == by_ref(ref)


def test_countries_speak_four_languages() -> None:
    assert all(set(country.forms) == set(LANGUAGES) for country in countries())
    assert len(countries()) > 200


def test_everything_loads_in_half_a_second() -> None:
    for cached in (communes, epcis, areas, towns, countries, places, exonyms):
        cached.cache_clear()
    start = time.process_time()
    places()
    assert time.process_time() - start < 3  # of the processor's time; half a second on an idle core


def test_packaged_data_stay_small() -> None:
    assert sum(path.stat().st_size for path in place_tables.DATA.iterdir()) < 6_000_000


def test_a_broken_table_names_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_tables, "DATA", tmp_path)
    (tmp_path / "plain.tsv").write_text("# note\na\tb\n1\t2\n3\n", encoding="utf-8")
    with gzip.open(tmp_path / "packed.tsv.gz", "wt", encoding="utf-8") as opened:
        opened.write("a\tc\n")
    with pytest.raises(VocabularyError, match=r"plain\.tsv:4: 1 cells where there are 2 columns"):
        list(cells("plain.tsv", ("a", "b")))
    with pytest.raises(VocabularyError, match=r"packed\.tsv\.gz:1: the header is a, c; it must be a, b"):
        list(cells("packed.tsv.gz", ("a", "b")))


def test_a_perimeter_takes_communes_epci_departements_and_areas() -> None:
    assert perimeter(["59606"]) == {"59606"}
    assert len(perimeter(["245901160"])) == 35
    assert perimeter(["245901160", "59606"]) == perimeter(["245901160"])
    assert perimeter(["59"]) == members("departement:59")
    assert perimeter(["region:32"]) > perimeter(["59"])
    assert perimeter(["arrondissement:596"]) < perimeter(["59"])
    assert perimeter(["2A"]) == members("departement:2A")
    assert perimeter([]) == frozenset()


def test_unknown_codes_of_a_perimeter_are_all_named() -> None:
    with pytest.raises(VocabularyError, match="99999, 123456789"):
        perimeter(["59606", "99999", "123456789"])


def test_the_room_publishes_exactly_its_doors() -> None:
    assert all(hasattr(gazetteer, name) for name in gazetteer.__all__)
    assert {"places", "commune", "perimeter", "given_names", "surnames", "legal_forms", "naf", "attributions", "Place"} <= set(
        gazetteer.__all__
    )
