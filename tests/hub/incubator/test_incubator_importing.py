"""Rooms and stays from tables as people keep them: all rows or none, and what is wrong by line."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from full_house import WHO
from openpyxl import Workbook

from dentelle.atlas.models import AuditLine, User
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import places
from dentelle.hub.incubator.importing import Imported, import_table
from dentelle.hub.incubator.invoices import Price
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
    assert import_table("rooms", ROOMS.encode("cp1252"), who=WHO) == Imported(kept=True, new=2)
    room = Room.objects.get(name="A1")
    assert (str(room.terms.get().area), room.terms.get().accessible, room.shared) == ("22.50", True, False)
    assert sorted(RoomPrice.objects.values_list("amount", "per")) == [(95.5, "desk"), (331, "room")]
    assert import_table("stays", STAYS.encode(), who=WHO) == Imported(kept=True, new=2)
    assert Stay.objects.get(firm__name="Pixelune").until.isoformat() == "2027-01-01"
    assert (Stay.objects.get(firm__name="Ourdi").rent, Stay.objects.get(firm__name="Ourdi").desks) == (1200.5, 4)


def test_one_wrong_row_keeps_all_out_and_each_is_told_with_its_line():
    import_table("rooms", ROOMS.encode(), who=WHO)
    wrong = STAYS + "Halle,A1,Late,2025-06-01,,,,\nHalle,B9,Nobody,2025-06-01,,,,\n\nHalle,A1,Soon,2025-13-01,,,,\n"
    found = import_table("stays", wrong.encode(), who=WHO)
    faults = found.faults
    assert not found.kept
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
    found = import_table("rooms", table.encode(), who=WHO)
    assert (found.kept, len(found.faults)) == (False, 1)
    assert column in found.faults[0][1].detail
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
    assert send("rooms", ROOMS).status_code == 302  # nothing is new, nothing changes
    wrong = send("rooms", ROOMS.replace("80;10", "80;none"))
    assert wrong.status_code == 422
    assert "Ligne 3 : Colonne Postes" in wrong.text
    assert client.post(address, {"kind": "rooms"}).status_code == 422
    assert Room.objects.count() == 2
    asked = send("rooms", ROOMS.replace("331,00", "350"))
    assert asked.status_code == 200
    assert [one[2:] for one in asked.context["changes"]] == [("prix", "331 (pour la pièce)", "350 (pour la pièce)")]
    assert not RoomPrice.objects.filter(amount=350).exists()
    carried = asked.context["awaited"]
    assert client.post(address, {**carried, "held": carried["held"] + "x"}).status_code == 422
    assert client.post(address, {**carried, "agreed": "other"}).status_code == 200
    assert not RoomPrice.objects.filter(amount=350).exists()
    assert client.post(address, carried).status_code == 302
    assert RoomPrice.objects.filter(amount=350).exists()
    assert "Bâtiment" in client.get(f"{address}?example=rooms").text.title()


def test_the_same_table_again_changes_nothing_and_another_says_what_it_would_change():
    import_table("rooms", ROOMS.encode(), who=WHO)
    import_table("stays", STAYS.encode(), who=WHO)
    lines = AuditLine.objects.count()
    assert import_table("rooms", ROOMS.encode(), who=WHO) == Imported(kept=True, same=2)
    assert import_table("stays", STAYS.replace("Pixelune", " PIXELUNE").encode(), who=WHO) == Imported(kept=True, same=2)
    assert AuditLine.objects.count() == lines

    follows = "Halle,A1,Ourdi,2026-07-01,,,,\n" + STAYS.partition("\n")[2].replace("2026-12-31", "2026-06-30")
    table = (STAYS.partition("\n")[0] + "\n" + follows.replace("1 200,50", "1 300")).encode()
    found = import_table("stays", table, who=WHO)
    assert (found.kept, found.new, found.same, found.faults) == (False, 1, 0, [])
    assert [(one.line, [each.column for each in one.differences]) for one in found.changes] == [(3, ["last_day"]), (4, ["rent"])]
    assert Stay.objects.count() == 2
    assert import_table("stays", table, who=WHO, agreed=found.agreement).kept
    assert (Stay.objects.count(), Stay.objects.get(firm__name="Pixelune").until.isoformat()) == (3, "2026-07-01")


def test_a_first_day_that_moved_and_a_line_said_twice_are_refused():
    import_table("rooms", ROOMS.encode(), who=WHO)
    import_table("stays", STAYS.encode(), who=WHO)
    found = import_table("stays", STAYS.replace("Ourdi,2024-01-01", "Ourdi,2024-02-01").encode(), who=WHO)
    assert [line for line, _ in found.faults] == [3]
    assert "first day" in found.faults[0][1].detail
    twice = ROOMS + ROOMS.splitlines()[1] + "\n"
    assert [line for line, _ in import_table("rooms", twice.encode(), who=WHO).faults] == [4]
    earlier = ROOMS.replace("01/09/2020", "01/09/2019")
    assert "open since" in import_table("rooms", earlier.encode(), who=WHO).faults[0][1].detail


def test_a_room_that_changes_from_a_day_on_and_a_site_that_says_where_it_is():
    import_table("rooms", ROOMS.encode(), who=WHO)
    later = """site,building,room,area,desks,since,price,per,commune,last_day
rives,halle,a1,25,4,2027-01-01,12,par m²,Denain,2030-12-31
"""
    found = import_table("rooms", later.encode(), who=WHO)
    assert {each.column for each in found.changes[0].differences} == {"area", "desks", "price", "commune", "last_day"}
    assert import_table("rooms", later.encode(), who=WHO, agreed=found.agreement).kept
    room = Room.objects.get(name="A1")
    assert [str(one.area) for one in room.terms.order_by("since")] == ["22.50", "25.00"]
    assert (room.until.isoformat(), Site.objects.get().commune, room.terms.last().accessible) == ("2031-01-01", "59172", True)
    assert import_table("rooms", later.encode(), who=WHO) == Imported(kept=True, same=1)


def test_a_workbook_is_told_what_to_do_with_it():
    with pytest.raises(IncubatorError, match="save the sheet as CSV"):
        import_table("rooms", b"PK\x03\x04...", who=WHO)


def test_a_workbook_is_taken_in_by_the_page(client):
    book = Workbook()
    for line in ROOMS.splitlines():
        book.active.append(line.split(";"))
    packed = BytesIO()
    book.save(packed)
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Mona", role="editor"))
    address = "/en/workbench/incubator/import/"
    given = {"kind": "rooms", "table": SimpleUploadedFile("rooms.xlsx", packed.getvalue())}
    assert client.post(address, given).status_code == 302
    assert set(Room.objects.values_list("name", flat=True)) == {"A1", "Plateau"}
    broken = {"kind": "rooms", "table": SimpleUploadedFile("rooms.xlsx", packed.getvalue()[:900])}
    assert "This workbook cannot be read" in client.post(address, broken).text


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
@pytest.mark.parametrize("kind", ["rooms", "stays"])
def test_what_is_taken_along_comes_back_as_it_was(kind, language, client):
    import_table("rooms", (ROOMS + "Rives;Halle;Coin;9,5;1;2021-01-01;;;;\n").encode(), who=WHO)
    import_table("stays", STAYS.encode(), who=WHO)
    places.set_price(Room.objects.get(name="A1").pk, Price(date(2027, 1, 1), Decimal(14), "area"), who=WHO)
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Mona", role="editor"))
    table = client.get(f"/{language}/workbench/incubator/export/{kind}/").content
    found = import_table(kind, table, who=WHO)
    assert (found.kept, found.new, found.changes, found.faults) == (True, 0, [], [])
    assert found.same == {"rooms": 4, "stays": 2}[kind]
