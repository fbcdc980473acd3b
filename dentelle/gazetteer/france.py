"""The communes, EPCI, arrondissements, départements and régions of France (official geographic code)."""

from dataclasses import dataclass
from functools import lru_cache

from dentelle.errors import VocabularyError
from dentelle.gazetteer.place import NO_FORMS, Place, cells, listed

COMMUNES = ("code", "name", "departement", "region", "arrondissement", "epci", "postal", "population", "lat", "lon", "common")
EPCI = ("code", "name", "forms", "type", "population", "common")
AREAS = ("kind", "code", "name", "parent", "seat", "population", "common")


@lru_cache
def communes() -> tuple[Place, ...]:
    """Every commune, by code."""
    lines: dict[tuple[str, str, str, str], tuple[str, ...]] = {}
    made = []
    for code, name, departement, region, arrondissement, epci, postal, population, lat, lon, common in cells(
        "communes.tsv.gz", COMMUNES
    ):
        key = (departement, region, arrondissement, epci)
        if key not in lines:
            lines[key] = _lineage(*key)
        made.append(
            Place(
                name,
                "commune",
                "insee",
                code,
                "FR",
                lines[key],
                int(population),
                float(lat) if lat else None,
                float(lon) if lon else None,
                NO_FORMS,
                listed(common),
                listed(postal),
            )
        )
    return tuple(made)


def _lineage(departement: str, region: str, arrondissement: str, epci: str) -> tuple[str, ...]:
    parts = (("siren", epci), ("arrondissement", arrondissement), ("departement", departement), ("region", region))
    return (*(f"{scheme}:{code}" for scheme, code in parts if code), "iso3166:FR")


@lru_cache
def epcis() -> tuple[Place, ...]:
    """Every EPCI, the area that it governs; its code is its SIREN."""
    return tuple(
        Place(
            name,
            "epci",
            "siren",
            code,
            "FR",
            ("iso3166:FR",),
            int(population),
            forms={"fr": tuple(forms.split("|"))} if forms else NO_FORMS,
            common_in=listed(common),
        )
        for code, name, forms, _, population, common in cells("epci.tsv.gz", EPCI)
    )


@lru_cache
def areas() -> tuple[Place, ...]:
    """Every région, département and arrondissement."""
    return tuple(
        Place(name, kind, kind, code, "FR", (parent.replace("country:", "iso3166:"),), int(population), common_in=listed(common))
        for kind, code, name, parent, _, population, common in cells("areas.tsv", AREAS)
    )


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """A commune that is merged, or a municipal arrondissement: its code, its name ("" when unknown), today's commune's code.

    Where a merged commune gave its code to the new one, both codes are the same and the names differ.
    """

    code: str
    name: str
    commune: str


@lru_cache
def former_communes() -> tuple[FormerCommune, ...]:
    """Every commune that is no longer one, by code."""
    return tuple(FormerCommune(*row) for row in cells("former_communes.tsv.gz", ("code", "name", "commune")))


@lru_cache
def _successors() -> dict[str, str]:
    return {former.code: former.commune for former in former_communes()}


def todays_commune(code: str) -> str:
    """The INSEE code of the commune that the territory of ``code`` belongs to today; ``code`` itself when nothing else is known.

    >>> todays_commune("13201")
    '13055'
    """
    return _successors().get(code, code)


@lru_cache
def _by_code() -> dict[str, Place]:
    return {place.code: place for place in communes()}


def commune(code: str) -> Place | None:
    """The commune with the INSEE code ``code``, or nothing."""
    return _by_code().get(code)


@lru_cache
def _members() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for place in communes():
        for parent in place.parents:
            found.setdefault(parent, set()).add(place.code)
    return {ref: frozenset(codes) for ref, codes in found.items()}


def members(ref: str) -> frozenset[str]:
    """The INSEE codes of the communes in the area ``ref`` ("siren:…", "departement:…", "region:…", "arrondissement:…")."""
    return _members().get(ref, frozenset())


def perimeter(codes: tuple[str, ...] | list[str]) -> frozenset[str]:
    """The INSEE codes of all communes that ``codes`` cover.

    A code is that of a commune (five characters), of an EPCI (its SIREN, nine digits), of a département (two or three
    characters), or any ref such as "region:32" or "arrondissement:596". Raises VocabularyError naming every code that
    is none of these.
    """
    covered: set[str] = set()
    unknown = []
    for code in codes:
        found = _covered(str(code).strip())
        covered |= found
        if not found:
            unknown.append(str(code))
    if unknown:
        raise VocabularyError(
            f"no commune, EPCI or département has the code {', '.join(unknown)}; write an INSEE commune code such as 75056, "
            "the SIREN of an EPCI, a département such as 59, or region:32"
        )
    return frozenset(covered)


def _covered(code: str) -> frozenset[str]:
    if ":" in code:
        return frozenset({code.removeprefix("insee:")} & _by_code().keys()) or members(code)
    if code in _by_code():
        return frozenset({code})
    return members(f"siren:{code}") or members(f"departement:{code}")
