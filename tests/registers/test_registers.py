"""Identifiers, and places by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

import dentelle.registers as registers
from dentelle.errors import IdentifierError
from dentelle.registers import SCHEMES, Identifier, lookup_place, recognise, validate


@pytest.mark.parametrize(
    ("scheme", "value", "kept"),
    [
        ("siren", "245 901 160", "245901160"),
        ("siret", "732 829 320 00074", "73282932000074"),
        ("siret", "35600000009075", "35600000009075"),  # La Poste: digits add up to a multiple of five
        ("siret", "356 000 000 00048", "35600000000048"),  # its head office keeps the check digit
        ("siren", "5520135", "005520135"),  # leading zeros lost in a spreadsheet
        ("vat", "FR 44 732 829 320", "FR44732829320"),
        ("vat", "be0403.170.701", "BE0403170701"),
        ("bce", "BE 0403.170.701", "0403170701"),
        ("bce", "403.170.701", "0403170701"),
        ("kvk", "12 34 56 78", "12345678"),
        ("rna", "w592001234", "W592001234"),
        ("insee", "59606", "59606"),
        ("insee", "1001", "01001"),
        ("insee", "01340", "01015"),
        ("insee", "75112", "75056"),
        ("departement", "2a", "2A"),
        ("region", "32", "32"),
        ("ror", "https://ror.org/02kzqn938", "02kzqn938"),
        ("wikidata", "https://www.wikidata.org/wiki/Q90", "Q90"),
        ("lei", "969500UP76J52A9OXU27", "969500UP76J52A9OXU27"),
        ("uid", "CHE-100.155.212", "CHE100155212"),
    ],
)
def test_valid_identifiers_get_one_written_form(scheme: str, value: str, kept: str) -> None:
    assert validate(scheme, value) == Identifier(scheme, kept)
    assert validate(scheme, kept) == Identifier(scheme, kept)


@pytest.mark.parametrize(
    ("scheme", "value", "wanted"),
    [
        ("siren", "245901161", "nine digits with a valid check digit"),
        ("siret", "35600000009076", "fourteen digits"),
        ("siret", "245901160", "fourteen digits"),
        ("insee", "59999", "a present or merged French commune"),
        ("vat", "44732829320", "with its country"),
        ("bce", "0403170702", "ten digits"),
        ("kvk", "1234567", "eight digits"),
        ("uai", "0590221A", "check letter"),
        ("ror", "02kzqn939", "checksum"),
        ("siren", "", "nine digits"),
        ("passport", "X", "'passport' is no known kind of identifier"),
    ],
)
def test_what_is_not_valid_is_refused_and_told_why(scheme: str, value: str, wanted: str) -> None:
    with pytest.raises(IdentifierError, match=wanted):
        validate(scheme, value)


@given(st.integers(0, 10**8 - 1))
def test_exactly_one_check_digit_is_right(number: int) -> None:
    stem = f"{number:08d}"
    right = luhn.calc_check_digit(stem)
    for digit in "0123456789":
        if digit == right:
            assert validate("siren", stem + digit).value == stem + digit
        else:
            with pytest.raises(IdentifierError):
                validate("siren", stem + digit)


@given(st.sampled_from(SCHEMES), st.text(max_size=20))
def test_any_text_is_either_an_identifier_or_refused(scheme: str, text: str) -> None:
    try:
        found = validate(scheme, text)
    except IdentifierError:
        return
    assert validate(scheme, found.value) == found


def test_an_identifier_is_recognised_only_where_its_form_tells() -> None:
    assert recognise("732 829 320 00074") == Identifier("siret", "73282932000074")
    assert recognise("245901160") == Identifier("siren", "245901160")
    assert recognise("Q90") == Identifier("wikidata", "Q90")
    assert recognise("12345678") is None
    assert recognise("59606") is None
    assert recognise("dentelle") is None


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("Valenciennes", "insee:59606"),
        ("VALENCIENNES CEDEX 9", "insee:59606"),
        ("59300 Valenciennes", "insee:59606"),
        ("St Amand les Eaux", "insee:59526"),
        ("ST-AMAND-LES-EAUX CEDEX", "insee:59526"),
        ("FRESNES S/ESCAUT", "insee:59253"),
        ("Crespin (59)", "insee:59160"),
        ("Escaufourt", "insee:59545"),
        ("Havre (Le)", "insee:76351"),
        ("Abergement-Clémenciat (L')", "insee:01001"),
        ("Paris", "insee:75056"),
        ("PARIS 12E ARRONDISSEMENT", "insee:75056"),
        ("Lyon 3e", "insee:69123"),
        ("Rijsel", "insee:59350"),
        ("Lille", "insee:59350"),
        ("Gand", "geonames:2797656"),
        ("Keulen", "geonames:2886242"),
        ("Hennegau", "area:hainaut"),
        ("Royaume-Uni", "iso3166:GB"),
        ("CA Valenciennes Métropole", "siren:245901160"),
    ],
)
def test_places_are_found_however_they_are_written(name: str, ref: str) -> None:
    assert lookup_place(name)[0].ref == ref


def test_homonyms_are_told_apart_by_departement_or_postal_code() -> None:
    every = lookup_place("Saint-Denis")
    assert len(every) > 3
    assert [place.population for place in every] == sorted((place.population for place in every), reverse=True)
    assert [place.ref for place in lookup_place("Saint-Denis", department="11")] == ["insee:11339"]
    assert [place.ref for place in lookup_place("Saint-Denis", department="Aude")] == ["insee:11339"]
    assert [place.ref for place in lookup_place("Crespin", postal_code="59154")] == ["insee:59160"]


@pytest.mark.parametrize("name", ["", "   ", "Nulle-Part-les-Bains", "()", "12e", "CEDEX"])
def test_what_is_no_known_place_finds_none(name: str) -> None:
    assert lookup_place(name) == ()


def test_a_place_outside_the_departement_is_not_meant() -> None:
    assert lookup_place("Valenciennes", department="75") == ()


@given(st.text(max_size=30), st.text(max_size=5))
def test_any_name_is_answered(name: str, department: str) -> None:
    assert all(place.name for place in lookup_place(name, department=department))


def test_the_room_publishes_exactly_its_doors() -> None:
    assert set(registers.__all__) == {"SCHEMES", "Identifier", "lookup_place", "recognise", "validate"}
