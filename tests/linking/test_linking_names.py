"""Names taken apart."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.linking.acronyms import acronyms
from dentelle.linking.evidence import weights
from dentelle.linking.normalise import normalise
from dentelle.linking.persons import given_fit, person
from dentelle.linking.places import place_key
from dentelle.linking.tables import equivalents, institutions


@pytest.mark.parametrize(
    ("text", "key", "legal"),
    [
        ("Praxys SAS", "praxys", "SAS"),
        ("Bogie & Cie", "bogiecompagnie", ""),
        ("Heimatverein Rur e.V.", "heimatvereinrur", "e.V."),
        ("Heimatverein Rur e. V.", "heimatvereinrur", "e.V."),
        ("asbl Grisou", "grisou", "ASBL"),
        ("Grisou V.Z.W.", "grisou", "ASBL"),
        ("Noordlicht BV", "noordlicht", "SRL"),
        ("Atelier du Rail, société coopérative d'intérêt collectif", "atelierrail", "SCIC"),
        ("SE Valenciennes", "sevalenciennes", ""),
        ("Stichting Kant", "stichtingkant", ""),
        ("SC Valenciennes", "scvalenciennes", ""),
        ("Les Deux Rives", "2rives", ""),
        ("Salsa", "salsa", ""),
        ("Casa", "casa", ""),
        ("SA", "sa", ""),
    ],
)
def test_keys_and_legal_forms(text: str, key: str, legal: str) -> None:
    name = normalise(text)
    assert (name.key, name.legal) == (key, legal)


@pytest.mark.parametrize("text", ["CCI", "Chambre de commerce et d'industrie", "Mairie", "Université", "IHK"])
def test_generic_names_single_nobody_out(text: str) -> None:
    assert normalise(text).generic


def test_glued_heads_of_german_and_dutch() -> None:
    assert "cluster" in normalise("Landverkehrscluster ITRANS").heads
    assert "art_school" in normalise("Kunsthochschule von Valenciennes").heads
    assert not normalise("Kantcentrum").generic


KINDS = st.sampled_from(("organisation", "place", "person", "event"))


@given(st.text(max_size=40), KINDS)
def test_any_text_can_be_a_name(text: str, kind: str) -> None:
    assert normalise(text, kind).text == person(text).text == text


@given(st.text("abcdefilmnorst éèüößÀÇŒ-'.&0123", max_size=40), KINDS)
def test_case_changes_no_key(text: str, kind: str) -> None:
    assert normalise(text.upper().lower(), kind).key == normalise(text.lower(), kind).key


def test_acronyms_both_ways() -> None:
    assert "cci" in acronyms("Chambre de commerce et d'industrie")
    assert "feder" in acronyms("Fonds européen de développement économique régional")
    assert acronyms("Rubika") == frozenset()


@pytest.mark.parametrize(
    ("left", "right", "fit"),
    [
        (("j", "b"), ("jean", "baptiste"), "initials"),
        (("jean",), ("jean", "baptiste"), "fewer"),
        (("jean",), ("jacques",), ""),
        (("jean",), ("jean",), "same"),
    ],
)
def test_given_names_fit(left: tuple[str, ...], right: tuple[str, ...], fit: str) -> None:
    assert given_fit(left, right) == given_fit(right, left) == fit


@pytest.mark.parametrize(
    ("text", "ruler"),
    [
        ("Karls des Kahlen", "charles:bald"),
        ("Philippe le Bon", "philippe:good"),
        ("König Ludwig XIV.", "louis:14"),
        ("Johanna von Konstantinopel", "jeanne:of constantinople"),
        ("Margaretha van Beieren", "marguerite:of baviere"),
        ("Johanna von Hennegau", "jeanne:of hainaut"),
        ("Philippe Lebon", ""),
        ("Karl Schwarz", ""),
        ("Jean Le Goff", ""),
        ("Charles de Gaulle", ""),
    ],
)
def test_rulers(text: str, ruler: str) -> None:
    assert person(text).ruler == ruler


@pytest.mark.parametrize(
    "text", ["Jean-Baptiste Carpeaux", "CARPEAUX Jean-Baptiste", "Carpeaux, Jean-Baptiste", "M. Jean-Baptiste Carpeaux"]
)
def test_order_of_names(text: str) -> None:
    assert person(text).key == "jeanbaptiste/carpeaux"


def test_places_without_codes() -> None:
    assert place_key("59300 Valenciennes CEDEX 9") == place_key("valenciennes") == place_key("Valencijn")


def test_towns_and_lands_have_one_key_in_all_languages() -> None:
    for forms in (
        ("Gent", "Gand", "Ghent"),
        ("St. Gallen", "Saint-Gall"),
        ("La Haye", "'s-Gravenhage"),
        ("Hennegau", "Hainaut"),
        ("Veurne", "Furnes"),
        ("Bastogne", "Bastenaken"),
        ("Comines", "Komen"),
    ):
        assert len({normalise(form, "place").key for form in forms}) == 1, forms
    for one, other in (("Vienne", "Wien"), ("Kassel", "Cassel"), ("Luxembourg", "Luxembourg-ville"), ("Ardennes", "Ardennen")):
        assert normalise(one, "place").key != normalise(other, "place").key


def test_what_is_known_of_places_is_read_only_when_names_are_compared() -> None:
    script = (
        "import dentelle.linking as linking\n"
        "from dentelle.gazetteer import communes, countries, legal_forms, places, towns\n"
        "loaded = lambda: [each.cache_info().currsize for each in (countries, legal_forms, communes, towns, places)]\n"
        "assert loaded() == [0, 0, 0, 0, 0], loaded()\n"
        "from dentelle.linking.normalise import normalise\n"
        "assert normalise('Universität Gent').bag == normalise('Université de Gand SAS').bag\n"
        "assert loaded() == [1, 1, 0, 0, 0], loaded()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_data_files_are_sound() -> None:
    concepts = [one.concept for one in institutions()]
    assert len(concepts) == len(set(concepts))
    for name in ("given_names.txt", "epithets.txt", "realms.txt"):
        assert len(equivalents(name)) > 20
    assert weights()["review"] < weights()["match"]
