"""What is known beforehand: places, personal names, legal forms, activities. Tables are read at first use and kept."""

from dentelle.gazetteer.activities import LegalForm, legal_forms, nace, naf
from dentelle.gazetteer.attribution import Attribution, attributions
from dentelle.gazetteer.france import areas, commune, communes, epcis, members, perimeter
from dentelle.gazetteer.personal import given_names, surnames
from dentelle.gazetteer.place import Place
from dentelle.gazetteer.world import areas_abroad, by_ref, countries, places, towns, translated

__all__ = [
    "Attribution",
    "LegalForm",
    "Place",
    "areas",
    "areas_abroad",
    "attributions",
    "by_ref",
    "commune",
    "communes",
    "countries",
    "epcis",
    "given_names",
    "legal_forms",
    "members",
    "nace",
    "naf",
    "perimeter",
    "places",
    "surnames",
    "towns",
    "translated",
]
