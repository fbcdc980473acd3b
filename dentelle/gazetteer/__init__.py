"""What is known beforehand: places, personal names, legal forms, activities. Tables are read at first use and kept."""

from dentelle.gazetteer.france import areas, commune, communes, epcis, members, perimeter
from dentelle.gazetteer.personal import given_names, surnames
from dentelle.gazetteer.place import Place
from dentelle.gazetteer.world import countries, place, places, towns

__all__ = [
    "Place",
    "areas",
    "commune",
    "communes",
    "countries",
    "epcis",
    "given_names",
    "members",
    "perimeter",
    "place",
    "places",
    "towns",
    "surnames",
]
