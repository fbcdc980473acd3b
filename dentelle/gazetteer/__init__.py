"""What is known beforehand: places, personal names, legal forms, activities. Tables are read at first use and kept."""

from dentelle.gazetteer.activities import (
    ActivityLabel,
    LegalForm,
    activity_label,
    legal_categories,
    legal_forms,
    nace,
    nace_2_1,
    naf,
    nomenclature_of,
)
from dentelle.gazetteer.attribution import Attribution, attributions
from dentelle.gazetteer.france import (
    FormerCommune,
    areas,
    commune,
    communes,
    epcis,
    former_communes,
    members,
    perimeter,
    todays_commune,
)
from dentelle.gazetteer.geojson import Outline, read_outlines
from dentelle.gazetteer.outlines import Ring, dissolved, joined, outline, polygons, within
from dentelle.gazetteer.personal import given_names, surnames
from dentelle.gazetteer.place import Place
from dentelle.gazetteer.world import areas_abroad, by_ref, countries, places, towns, translated

__all__ = [
    "ActivityLabel",
    "Attribution",
    "FormerCommune",
    "LegalForm",
    "Outline",
    "Place",
    "Ring",
    "activity_label",
    "areas",
    "areas_abroad",
    "attributions",
    "by_ref",
    "commune",
    "communes",
    "countries",
    "dissolved",
    "epcis",
    "former_communes",
    "given_names",
    "joined",
    "legal_categories",
    "legal_forms",
    "members",
    "nace",
    "nace_2_1",
    "naf",
    "nomenclature_of",
    "outline",
    "perimeter",
    "places",
    "polygons",
    "read_outlines",
    "surnames",
    "todays_commune",
    "towns",
    "translated",
    "within",
]
