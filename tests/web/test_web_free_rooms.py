"""Free rooms of the incubator as offers of the interface."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hub" / "incubator"))

from full_house import TODAY, WHO, full_house

from dentelle.hub.incubator import places
from dentelle.hub.incubator.communes import commune_meant, commune_of
from dentelle.hub.incubator.models import Site
from dentelle.hub.incubator.occupancy import Terms
from dentelle.hub.interface import needs
from dentelle.hub.interface.catalogue import keep
from dentelle.web.free_rooms import free_rooms


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("1, quai du Fil, 59300 Valenciennes", "59606"),
        ("1, quai du Fil, 59300 VALENCIENNES CEDEX 9, France", "59606"),
        ("12 rue Longue, 75002 Paris", "75056"),
        ("59300 Nowhere-sur-Rien", ""),  # three communes have that postcode, none the name
        ("1, quai du Fil", ""),
        ("", ""),
    ],
)
def test_the_commune_of_an_address(address, code):
    assert commune_of(address) == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Denain", "59172"),
        ("denain (59172)", "59172"),
        ("59220 Denain", "59172"),
        ("59172", "59172"),
        ("Saint-Denis", ""),  # three communes
        ("99999", ""),
        ("", ""),
    ],
)
def test_a_commune_as_people_write_it(said, code):
    assert commune_meant(said) == code


@pytest.mark.django_db
def test_a_free_room_stands_where_its_site_does():
    full_house()
    Site.objects.update(address="1, quai du Fil, 59300 Valenciennes")
    terms = Terms(date(2026, 1, 1), Decimal(30), 4)
    places.add_room("Elsewhere", "Hall", "Free", terms, who=WHO)
    places.add_room("Rives", "Les Métiers", "Room 12", terms, who=WHO)
    found = {offer.title: offer.perimeter for offer in free_rooms(TODAY)}
    assert found["Room Room 12 in the incubator"] == ("59606",)
    assert found["Room Free in the incubator"] == ()
    elsewhere = Site.objects.get(name="Elsewhere")
    places.describe_site(elsewhere.pk, name="Elsewhere", address="", commune="59172", who=WHO)
    assert {offer.title: offer.perimeter for offer in free_rooms(TODAY)}["Room Free in the incubator"] == ("59172",)


@pytest.mark.django_db
def test_a_need_that_is_about_more_than_rooms_is_told_the_free_room_where_it_looks():
    terms = Terms(date(2026, 1, 1), Decimal(60), 10)
    places.add_room("Rives", "Hall", "Shared", terms, who=WHO, shared=True, commune="59172")
    text = "Une menuiserie à Denain cherche 20 m², et une aide pour acheter un robot de soudure."
    keep({"family": "funding", "language": "fr", "title": "Chèque robotique", "text": "Pour acheter un robot"}, who=WHO)
    need = needs.state(text, who=WHO, facts={"surface_m2": 20, "wanted_area": ["59172"]})
    told = [answer.offer.title for answer in needs.answers_to(need, TODAY).told(10, 3)]
    assert told == ["Chèque robotique", "Room Shared in the incubator"]
    elsewhere = needs.state(text, who=WHO, facts={"surface_m2": 20, "wanted_area": ["59350"]})
    assert [answer.verdict for answer in needs.answers_to(elsewhere, TODAY).told(10, 3)] == ["yes"]
