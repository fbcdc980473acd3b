"""Dutch names of persons: particles, initials, compounds of roles; and what stands beside names and is none. All made up."""

import pytest
from named_text import mentions, names


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("De voorzitter van het koor is Pieter van der Meer uit Zwolle.", "Pieter van der Meer"),
        ("Ook Karel van Someren Dijkwel van het fonds was er gisteren bij.", "Karel van Someren Dijkwel"),
        ("Volgens Rector Van Daelhout is de nieuwe zaal op tijd klaar.", "Van Daelhout"),
        ("De zaak was van Willem J.P. Kuipers en zijn twee broers.", "Willem J.P. Kuipers"),
        ("Later kwam Fredericus A.M. Kuipers in de wolhandel terecht.", "Fredericus A.M. Kuipers"),
        ("Zo zag vicedirecteur Zbig Kwasterman het vorige week ook.", "Zbig Kwasterman"),
        ("Het woord was aan Orbel Kwasterman, theatermaker en buurman.", "Orbel Kwasterman"),
    ],
)
def test_persons(text: str, person: str) -> None:
    assert (person, "person") in names(text)


def test_a_surname_keeps_its_particle() -> None:
    text = "Griet De Wandel is er de baas. De Wandel werkt er al lang. Jan van den Bogerd niet; dat wist Van den Bogerd zelf."
    found = {m.text: m.name for m in mentions(text)}
    assert found["De Wandel"] == "Griet De Wandel"
    assert found["Van den Bogerd"] == "Jan van den Bogerd"
    assert "Wandel" not in found
    assert "Bogerd" not in found


def test_fields_of_an_office_are_no_names() -> None:
    text = "Wie is hier bevoegd voor Economie en Ondernemen? Dat is nu eenmaal de schepen van Wonen, Handel, Sport & Haven."
    assert names(text) == set()


def test_a_compound_with_a_hyphen_holds_a_name_and_a_noun() -> None:
    text = (
        "De QRD-onderzoekers en enkele QRD’ers kwamen naar het EFRO-project Stroomwater kijken, net als Philips-ceo Zbig Kwaster."
    )
    assert names(text) == {
        ("QRD", "organisation"),
        ("EFRO", "programme"),
        ("Stroomwater", "programme"),
        ("Philips", "organisation"),
        ("Zbig Kwaster", "person"),
    }


def test_a_well_known_name_is_not_what_its_head_noun_says() -> None:
    assert ("Open Vld", "organisation") in names("De burgemeester is van de partij Open Vld en blijft nog een jaar.")


def test_the_union_and_the_states_are_named_by_their_letters() -> None:
    assert {("EU", "organisation"), ("VS", "place")} <= names("Het is in de VS en de EU ook al lang zo.")


def test_a_generic_board_is_not_part_of_the_name() -> None:
    assert ("QRDZ", "organisation") in names("De Raad van Bestuur van het QRDZ koos gisteren voor een ander plan.")


def test_a_postal_code_closes_an_address() -> None:
    assert ("Oostende", "place") in names("Het huis: Molenstraat 11, 8400 Oostende Secretariaat op de tweede verdieping.")
