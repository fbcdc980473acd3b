"""Rooms and stays from tables as people keep them: all rows or none, and what is wrong by line."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from full_house import WHO

from dentelle.atlas.models import User
from dentelle.errors import IncubatorError
from dentelle.hub.incubator.importing import import_table
from dentelle.hub.incubator.models import Firm, Room, RoomPrice, Site, Stay
from dentelle.hub.incubator.tables import read_rows

pytestmark = pytest.mark.django_db
ROOMS = """Site;Bâtiment;Pièce;Surface;Postes;Depuis;Prix;par;PMR;Partagée
Rives;Halle;A1;22,50;3;01/09/2020;331,00 €;room;oui;
Rives;Halle;Plateau;80;10;2020-09-01;95.5;desk;non;oui
"""
STAYS = """building,room,firm,since,last_day,desks,activity,rent
Halle,A1,Pixelune,2024-01-01,2026-12-31,,jeux vidéo,
Halle,Plateau,Ourdi,2024-01-01,,4,,"1 200,50"
"""


def test_a_table_of_rooms_and_one_of_stays():
    assert import_table("rooms", ROOMS.encode("cp1252"), who=WHO) == (2, [])
    room = Room.objects.get(name="A1")
    assert (str(room.terms.get().area), room.terms.get().accessible, room.shared) == ("22.50", True, False)
    assert sorted(RoomPrice.objects.values_list("amount", "per")) == [(95.5, "desk"), (331, "room")]
    assert import_table("stays", STAYS.encode(), who=WHO) == (2, [])
    assert Stay.objects.get(firm__name="Pixelune").until.isoformat() == "2027-01-01"
    assert (Stay.objects.get(firm__name="Ourdi").rent, Stay.objects.get(firm__name="Ourdi").desks) == (1200.5, 4)


def test_one_wrong_row_keeps_all_out_and_each_is_told_with_its_line():
    import_table("rooms", ROOMS.encode(), who=WHO)
    wrong = STAYS + "Halle,A1,Late,2025-06-01,,,,\nHalle,B9,Nobody,2025-06-01,,,,\n\nHalle,A1,Soon,2025-13-01,,,,\n"
    number, faults = import_table("stays", wrong.encode(), who=WHO)
    assert number == 0
    assert [line for line, _ in faults] == [4, 5, 7]
    assert "taken" in faults[0][1].detail
    assert not Stay.objects.exists()
    assert not Firm.objects.exists()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("room\nA1\n", "no column site, building, area, desks, since"),
        (ROOMS.partition("\n")[0], "0 rows"),
        ("", "no column"),
        ("\x00\n", "no column"),
    ],
)
def test_a_table_that_is_none_is_refused(table, said):
    with pytest.raises(IncubatorError, match=said):
        import_table("rooms", table.encode(), who=WHO)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("area", "large"),
        ("area", "-3"),
        ("desks", "2.5"),
        ("since", "soon"),
        ("accessible", "perhaps"),
        ("per", "year"),
        ("area", "1e99"),
    ],
)
def test_a_cell_that_makes_no_sense_is_named(column, cell):
    cells = {
        "site": "S",
        "building": "B",
        "room": "R",
        "area": "20",
        "desks": "2",
        "since": "2024-01-01",
        "accessible": "",
        "per": "",
    }
    cells[column] = cell
    table = f"{','.join(cells)}\n{','.join(cells.values())}\n"
    number, faults = import_table("rooms", table.encode(), who=WHO)
    assert (number, len(faults)) == (0, 1)
    assert column in faults[0][1].detail
    assert not Site.objects.exists()


def test_numbers_and_days_as_four_countries_write_them():
    (row,) = read_rows(b"area;since;power\n1 234,5;22.11.2026;6.5\n", ("area",))
    assert str(row.number("area")) == "1234.5"
    assert row.day("since").isoformat() == "2026-11-22"
    assert str(row.number("power")) == "6.5"


def test_the_page_takes_a_table_or_says_what_is_wrong(client):
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Mona", role="editor"))
    address = "/fr/workbench/incubator/import/"

    def send(kind, table):
        return client.post(address, {"kind": kind, "table": SimpleUploadedFile("t.csv", table.encode())})

    assert client.get(address).status_code == 200
    assert send("rooms", ROOMS).status_code == 302
    again = send("rooms", ROOMS)
    assert again.status_code == 422
    assert "Ligne 2" in again.text
    assert client.post(address, {"kind": "rooms"}).status_code == 422
    assert Room.objects.count() == 2
