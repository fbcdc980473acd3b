"""Places beyond the official French code: countries, towns, regions, historic areas, rivers; and all places together.

Invariant: a row of ``exonyms.tsv`` belongs to the région, else to the most populous town, of that name in its country.
"""

from functools import lru_cache

from dentelle.errors import VocabularyError
from dentelle.folding import fold
from dentelle.gazetteer.forms import Forms, forms_of
from dentelle.gazetteer.france import areas, communes, epcis
from dentelle.gazetteer.place import Place, cells, listed
from dentelle.model import LANGUAGES

TOWNS = ("code", "name", "country", "population", "lat", "lon", "common")
COUNTRIES = ("code", *LANGUAGES, "population", "common")
ABROAD = ("kind", "code", "country", "name", *LANGUAGES)
EXONYMS = ("country", "name", *LANGUAGES)


@lru_cache
def exonyms() -> dict[tuple[str, str], Forms]:
    """The forms of towns in other languages, by country and name; a name of another language is never a form twice."""
    return {(country, name): forms_of(names) for country, name, *names in cells("exonyms.tsv", EXONYMS)}


@lru_cache
def towns() -> tuple[Place, ...]:
    """Towns of the neighbours and large cities of the world, the most populous first; France's towns are communes."""
    made = []
    seen: set[tuple[str, str]] = set()
    for code, name, country, population, lat, lon, common in cells("towns.tsv.gz", TOWNS):
        forms = exonyms().get((country, name), Forms()) if (country, name) not in seen else Forms()
        seen.add((country, name))
        made.append(
            Place(
                name,
                "commune",
                "geonames",
                code,
                country,
                (f"iso3166:{country}",),
                int(population),
                float(lat),
                float(lon),
                forms.by_language,
                listed(common),
                common_forms=forms.common,
            )
        )
    return tuple(made)


@lru_cache
def countries() -> tuple[Place, ...]:
    """The countries of the world, by ISO 3166 code; the name is the English one."""
    further = {code: forms for code, *forms in cells("country_forms.tsv", ("code", *LANGUAGES))}
    made = []
    for code, *rest in cells("countries.tsv", COUNTRIES):
        names, (population, common) = rest[:4], rest[4:]
        forms = forms_of([";".join(filter(None, pair)) for pair in zip(names, further.get(code, ["", "", "", ""]), strict=True)])
        english = names[LANGUAGES.index("en")]
        made.append(
            Place(
                english,
                "country",
                "iso3166",
                code,
                code,
                (),
                int(population),
                forms=forms.by_language,
                common_in=listed(common),
                common_forms=forms.common,
            )
        )
    return tuple(made)


@lru_cache
def areas_abroad() -> tuple[Place, ...]:
    """Regions, provinces, historic and cross-border areas, rivers, seas, continents."""
    made = []
    for kind, code, country, written, *names in cells("areas_abroad.tsv", ABROAD):
        name = written.removesuffix("*")
        forms = forms_of(names)
        made.append(
            Place(
                name,
                kind,
                "area",
                code,
                country,
                (f"iso3166:{country}",) if country else (),
                forms=forms.by_language,
                common_in=("*",) if written.endswith("*") else (),
                common_forms=forms.common,
            )
        )
    return tuple(made)


@lru_cache
def _communes() -> tuple[Place, ...]:
    """The communes, those with names in other languages enriched by them."""
    largest: dict[str, Place] = {}
    for place in communes():
        if ("FR", place.name) in exonyms() and place.population >= largest.get(place.name, place).population:
            largest[place.name] = place
    return tuple(
        place.with_forms(exonyms()["FR", place.name]) if largest.get(place.name) is place else place for place in communes()
    )


@lru_cache
def _areas() -> tuple[Place, ...]:
    """The areas of France, the régions enriched by their names in other languages."""
    known = exonyms()
    return tuple(
        place.with_forms(known["FR", place.name]) if place.kind == "region" and ("FR", place.name) in known else place
        for place in areas()
    )


@lru_cache
def places() -> tuple[Place, ...]:
    """Every known place: countries, regions and historic areas, rivers, then France's EPCI and communes, then towns abroad."""
    return (*countries(), *areas_abroad(), *_areas(), *epcis(), *_communes(), *towns())


@lru_cache
def translated() -> tuple[tuple[str, ...], ...]:
    """The written forms of each country, area and town known by several names, its own name first; a form has one owner.

    Historic areas come before countries, other areas and towns, and the first to have a form keeps it ("Vlaanderen" is
    Flanders, "Mexico" the country). The name of a département is the form of nothing else: Vienne is not Vienna. Communes and
    towns are not loaded for this.
    """
    known = sorted((*countries(), *areas_abroad()), key=lambda one: (one.kind != "historic_area", one.kind != "country"))
    named = [place.all_forms() for place in known]
    named += [(name, *(form for said in forms.by_language.values() for form in said)) for (_, name), forms in exonyms().items()]
    departements = {fold(place.name) for place in areas() if place.kind == "departement"}
    owned: set[str] = set()
    groups = []
    for forms in named:
        mine: dict[str, str] = {}
        for form in forms:
            if fold(form) not in owned and (form == forms[0] or fold(form) not in departements):
                mine.setdefault(fold(form), form)
        owned |= mine.keys()
        if mine:
            groups.append(tuple(mine.values()))
    return tuple(groups)


@lru_cache
def _index() -> dict[str, Place]:
    found: dict[str, Place] = {}
    for place in places():
        if place.ref in found:
            raise VocabularyError(f"two places of the gazetteer have the ref {place.ref}; make the codes of its tables unique")
        found[place.ref] = place
    return found


def by_ref(ref: str) -> Place | None:
    """The place ``ref`` ("insee:75056", "iso3166:BE", "geonames:2800866", "area:hainaut"), or nothing."""
    return _index().get(ref)
