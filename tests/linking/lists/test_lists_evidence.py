"""What decides between match, review and none where names are misspelt, bare or share no more than a town: invented names."""

import pytest

from dentelle.linking.lists.mending import mended
from linking.lists.test_lists_behaviour import decided, register  # noqa: F401 - the fixture is used by its name


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("scrvice", "service"),
        ("rnunicipale", "municipale"),
        ("hopitall", "hopital"),
        ("univesrity", "university"),
        ("a5so", "asso"),
    ],
)
def test_a_misspelt_word_of_the_tables_is_mended(written, meant):
    assert mended((written,), lambda word: 0) == (meant,)


@pytest.mark.parametrize("word", ["scrvice", "marie", "selectir", "vil", "services"])
def test_what_the_register_says_or_what_is_a_name_is_left_as_it_is(word):
    known = {"scrvice": 3}
    assert mended((word,), lambda asked: known.get(asked, 0)) == (word,)


def test_a_misspelt_kind_does_not_hide_the_body(register):  # noqa: F811
    rows = register({"name": "Ville de Quernoy", "postcode": "59300", "city": "Quernoy"})
    assert decided(rows, "Villc de Quernoy", postcode="59300").decision == "match"


def test_an_ordinal_is_its_number(register):  # noqa: F811
    rows = register({"name": "Club du troisième âge de Quernoy", "postcode": "59300", "city": "Quernoy"})
    assert decided(rows, "Club du 3ème âge", postcode="59300", city="Quernoy").decision == "match"


def test_kind_and_town_alone_name_the_one_body_of_that_kind(register):  # noqa: F811
    rows = register({"name": "Centre hospitalier Docteur Flambart", "postcode": "59300", "city": "Quernoy"})
    found = decided(rows, "Hôpital de Quernoy", postcode="59300", city="Quernoy")
    assert found.decision == "match"
    assert "no more than kind and place" in found.candidates[0].reason


def test_of_two_bodies_of_that_kind_a_person_chooses(register):  # noqa: F811
    rows = register(
        {"name": "Centre hospitalier Docteur Flambart", "postcode": "59300", "city": "Quernoy"},
        {"name": "Centre hospitalier Armande Flocquet", "postcode": "59300", "city": "Quernoy"},
    )
    assert decided(rows, "Hôpital de Quernoy", postcode="59300", city="Quernoy").decision == "review"


def test_a_town_in_common_is_not_a_name_in_common(register):  # noqa: F811
    rows = register({"name": "Office de tourisme de Quernoy", "postcode": "59300", "city": "Quernoy"})
    found = decided(rows, "Zorglub de Quernoy", postcode="59300", city="Quernoy")
    assert found.decision != "match"
    assert "only the town in common" in found.candidates[0].reason


def test_a_slip_in_a_whole_name_and_a_country_beside_it_are_little(register):  # noqa: F811
    rows = register({"name": "Tribolendo"})
    assert decided(rows, "Tribollendo").decision == "match"
    assert decided(rows, "Tribolendo Belgique").decision == "match"


def test_a_german_klinik_may_be_called_krankenhaus(register):  # noqa: F811
    rows = register({"name": "Krankenhaus Sandrode", "postcode": "59300", "city": "Sandrode"})
    assert decided(rows, "Klinik Sandrode", postcode="59300", city="Sandrode").decision == "match"
