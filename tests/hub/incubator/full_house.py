"""A building of digital workshops whose eleven rooms are taken, as the pages about such houses tell it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dentelle.hub.incubator import places, stays
from dentelle.hub.incubator.invoices import Price
from dentelle.hub.incubator.models import Room, Stay
from dentelle.hub.incubator.occupancy import Terms

WHO = "mona@example.org"
TODAY = date(2026, 11, 22)
OPENED = date(2019, 9, 1)
TENANTS = (  # firm, activity, since, until
    ("Pixelune", "video games", date(2022, 3, 1), date(2027, 3, 1)),
    ("Tramelog", "software publishing", date(2021, 9, 1), None),
    ("Nervilia", "software publishing", date(2023, 1, 1), date(2028, 1, 1)),
    ("Calicadre", "animation", date(2024, 5, 15), None),
    ("Bobinette", "multimedia", date(2020, 2, 1), None),
    ("Fuseau 3D", "video games", date(2025, 1, 1), date(2027, 10, 1)),
    ("Navette & Cie", "e-learning", date(2023, 6, 1), date(2027, 2, 1)),
    ("Ourdi", "software publishing", date(2022, 10, 1), None),
    ("Picot", "multimedia", date(2024, 1, 1), date(2029, 1, 1)),
    ("Réseau Torchon", "networks", date(2021, 4, 1), date(2028, 6, 1)),
    ("Épingle", "animation", date(2025, 9, 1), None),
)
GONE = (  # firm, room, since, until: the past of the house
    ("Ancien fil", 1, date(2019, 9, 1), date(2022, 1, 1)),
    ("Vieux métier", 3, date(2019, 10, 1), date(2022, 12, 1)),
    ("Guipure", 6, date(2020, 1, 1), date(2024, 11, 1)),
)


@dataclass
class FullHouse:
    rooms: list[Room] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)


def full_house(opened: date = OPENED) -> FullHouse:
    """Eleven rooms of 18 to 38 m², each let whole for 12 € a m² and month."""
    house = FullHouse()
    for number in range(1, 12):
        terms = Terms(opened, Decimal(16 + 2 * number), 2 + number // 3, Decimal(6), 1000, accessible=number <= 6)
        price = Price(opened, Decimal(12), "area")
        house.rooms.append(
            places.add_room("Rives", "Les Métiers", f"Room {number:02}", terms, who=WHO, price=price, address="1, quai du Fil")
        )
    for name, room, since, until in GONE:
        stays.book(house.rooms[room - 1].pk, name, since, until, who=WHO)
    for room, (name, activity, since, until) in zip(house.rooms, TENANTS, strict=True):
        house.stays.append(stays.book(room.pk, name, since, until, who=WHO, activity=activity, agreement=f"A-{room.pk}"))
    return house
