"""What a need's own words say of its facts, in four languages."""

import pytest

from dentelle.hub.interface.heard import heard, place_code, place_name, without_circumstances


def told(text: str, language: str) -> dict:
    return {name: one.value for name, one in heard(text, language).items()}


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        (
            "fr",
            "Je dirige une PME de 12 salariés à Denain et il nous faut un atelier de 250 m² avec la fibre à 100 Mbit/s "
            "avant le 1er mars 2027.",
            {
                "headcount": 12,
                "surface_m2": 250,
                "fibre_mbps": 100,
                "available_from": "2027-03-01",
                "has_company": True,
                "commune": "59172",
            },
        ),
        (
            "en",
            "We have no company yet and want two desks in Lille from June 2027, at most 120 euros per m2.",
            {"has_company": False, "desks": 2, "commune": "59350", "available_from": "2027-06-01", "rent_eur_m2_year": 120},
        ),
        (
            "de",
            "Unser Betrieb mit acht Mitarbeitern sucht eine Halle von 600 Quadratmetern; der Umsatz lag bei 2 Millionen Euro.",
            {"has_company": True, "headcount": 8, "surface_m2": 600, "turnover_eur": 2_000_000},
        ),
        (
            "nl",
            "Ik wil een bedrijf starten in Kortrijk en zoek 30 m² voor 2 bureaus vanaf september 2027.",
            {"has_company": False, "country": "BE", "surface_m2": 30, "desks": 2, "available_from": "2027-09-01"},
        ),
    ],
)
def test_figures_days_and_places_are_read(language: str, text: str, facts: dict) -> None:
    assert facts.items() <= told(text, language).items()


def test_the_words_that_say_it_stand_beside_the_fact() -> None:
    assert heard("Il faut 80 m² à Denain", "fr")["surface_m2"].words == "80 m²"


def test_a_place_beside_a_surface_is_where_it_is_looked_for() -> None:
    assert told("Nous cherchons 80 m² à Denain", "fr")["wanted_area"] == ("59172",)


@pytest.mark.parametrize("text", ["Besoin d'un site internet", "", "Un budget de 15 000 €", "Rendez-vous le 3 mai"])
def test_what_says_nothing_of_a_fact_gives_none(text: str) -> None:
    assert not {"turnover_eur", "surface_m2", "desks", "headcount", "rent_eur_m2_year"} & told(text, "fr").keys()


def test_a_name_that_towns_of_like_size_share_is_no_place() -> None:
    assert "commune" not in told("Un atelier à Saint-Aubin", "fr")


def test_a_megabyte_is_heard_in_no_time() -> None:
    assert told("x " * 500_000 + "12 salariés", "fr") == {}


def test_how_large_a_firm_is_asks_for_no_help_with_employees() -> None:
    assert "salari" not in without_circumstances("Un atelier de 12 salariés cherche un robot", "fr")
    assert without_circumstances("Recruter deux tisseurs", "fr") == "Recruter deux tisseurs"


def test_a_commune_is_written_by_name_or_code() -> None:
    assert place_code("Denain") == place_code(place_name("59172")) == place_code("59172") == "59172"
    assert place_code("Nowhere at all") == "Nowhere at all"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "250 m² avec la fibre pour avril 2027"),
        ("fr", "un atelier d'ici avril 2027"),
        ("fr", "un atelier au plus tard en avril 2027"),
        ("en", "a workshop for April 2027"),
        ("de", "eine Halle für April 2027"),
        ("nl", "een hal voor april 2027"),
    ],
)
def test_a_day_that_something_is_wanted_for_is_the_latest_to_move_in(language: str, text: str) -> None:
    assert told(text, language)["available_from"] == "2027-04-01"
