"""In which areas a thing lies: the commune, EPCI, département, région and country that its facts name, by their codes.

Codes are those of ``territory.toml`` (a commune "59606", an EPCI "E" and its SIREN, a département "D59", a région "R32"), a
country's is its ISO code ("FR"), a town's abroad "G" and its number at GeoNames. Invariant: an area is given together with all
areas that it lies in; a name that may mean several places of equal standing gives none.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dentelle.gazetteer import Place, by_ref, commune, communes, members
from dentelle.model import Fact, ValueType
from dentelle.registers import lookup_place
from dentelle.territory.perimeter import communes as covered

__all__ = ["areas_named", "code_named", "code_of", "lineage", "place_of"]

_PREFIXES = {"insee": "", "siren": "E", "departement": "D", "region": "R", "iso3166": "", "geonames": "G"}
_SCHEMES = {prefix: scheme for scheme, prefix in _PREFIXES.items() if prefix}
_TOWN = re.compile(r"\b(\d{5})\s+([^\d\W][^,;()\d]*)")  # the postal code and the town that an address ends with
_POSTAL_CODE = re.compile(r"\d{5}")
_DOMINANT = 10  # times the people of the next: then a name means the largest place that bears it
_OVERWHELMING = 50  # times the people: then it means the large one, though a small one of that name is nearer


def code_of(ref: str) -> str:
    """The code of the gazetteer's reference ``ref`` as facets write it, "" for an area that has none.

    >>> code_of("insee:59606"), code_of("siren:245901160"), code_of("region:32"), code_of("area:hainaut")
    ('59606', 'E245901160', 'R32', '')
    """
    scheme, _, code = ref.partition(":")
    return f"{_PREFIXES[scheme]}{code}" if scheme in _PREFIXES else ""


def place_of(code: str) -> Place | None:
    """The place that ``code`` means, None when there is none: what ``code_of`` wrote, backwards."""
    if code[:1] in _SCHEMES and code[1:].isalnum() and len(code) > 2:
        return by_ref(f"{_SCHEMES[code[0]]}:{code[1:]}")
    return by_ref(f"iso3166:{code}") if len(code) == 2 else by_ref(f"insee:{code}")


@lru_cache(maxsize=8_192)
def lineage(code: str) -> frozenset[str]:
    """The codes of all that the area ``code`` lies in, and itself; none for a code that is none."""
    place = place_of(code)
    return _codes(place) if place else frozenset()


def code_named(text: str, perimeter: Sequence[str]) -> str:
    """The code of the area that a reader means by ``text``, a name or a code in any usual form; "" when that is not clear.

    >>> code_named("59", ()), code_named("245901160", ()), code_named("hauts-de-france", ())
    ('D59', 'E245901160', 'R32')
    """
    code = text.strip().upper()
    for written in (code, f"D{code}", f"E{code}"):
        if place_of(written):
            return written
    hits = [place for place in lookup_place(text) if code_of(place.ref)]
    place = _meant(hits, tuple(perimeter)) or (hits[0] if hits else None)
    return code_of(place.ref) if place else ""


def areas_named(facts: Iterable[Fact], perimeter: tuple[str, ...], itself: str = "") -> frozenset[str]:
    """The codes of the areas in which ``facts``, all about one thing, say that it lies.

    ``perimeter``: the territory's codes, which decide between places of one name. ``itself``: the name, if it is a place.
    """
    found = set(_named(itself, "", perimeter)) if itself else set()
    postal: set[str] = set()
    for fact in facts:
        text = fact.value.text
        if fact.property in ("located_in", "takes_place", "part_of") and fact.value.type is ValueType.ENTITY:
            found |= _named(text, "", perimeter) if fact.value.kind in ("place", "") else set()
        elif fact.property == "address" and (towns := _TOWN.findall(text)):
            code, town = towns[-1]
            found |= _named(town.strip(), code, perimeter) or _served(code)
        elif fact.property == "postal_code":
            postal |= _served(text.strip()) if _POSTAL_CODE.fullmatch(text.strip()) else set()
    settled = any(code[0].isdigit() for code in found)  # a commune is known
    return frozenset(found if settled else found | postal)


@lru_cache(maxsize=65_536)
def _named(name: str, postal_code: str, perimeter: tuple[str, ...]) -> frozenset[str]:
    """The codes of the place that ``name`` means and of all that it lies in; none where that is not clear."""
    hits = [place for place in lookup_place(name, postal_code=postal_code) if code_of(place.ref) or place.parents]
    if postal_code:
        hits = [place for place in hits if postal_code in place.postal_codes]
    place = _meant(hits, perimeter)
    return _codes(place) if place else frozenset()


def _meant(hits: list[Place], perimeter: tuple[str, ...]) -> Place | None:
    """Which of ``hits``, the most populous first, is meant in a territory with this ``perimeter``."""
    if len(hits) < 2:
        return hits[0] if hits else None
    far = len(_lineages(perimeter))
    near = min(hits, key=lambda place: _distance(place, perimeter))
    if _distance(near, perimeter) == far:
        first, second = hits[:2]
        same = first.kind != second.kind and first.population == second.population  # Paris, the town and the département
        return first if same or first.population >= _DOMINANT * max(second.population, 1) else None
    largest = hits[0]
    inside = _distance(near, perimeter) == 0
    return largest if not inside and largest.population >= _OVERWHELMING * max(near.population, 1) else near


def _distance(place: Place, perimeter: tuple[str, ...]) -> int:
    """0 in the perimeter, 1 in one of its départements, 2 in one of its régions, 3 elsewhere."""
    refs = {place.ref, *place.parents}
    lineages = _lineages(perimeter)
    return next((far for far, near in enumerate(lineages) if not refs.isdisjoint(near)), len(lineages))


@lru_cache(maxsize=4)
def _lineages(perimeter: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """The references of the communes of ``perimeter`` and their EPCI, of their départements, and of their régions."""
    inside = [place for code in (covered(perimeter) if perimeter else ()) if (place := commune(code))]
    parents = {ref for place in inside for ref in place.parents}
    return (
        frozenset({place.ref for place in inside} | {ref for ref in parents if ref.startswith("siren:")}),
        frozenset(ref for ref in parents if ref.startswith("departement:")),
        frozenset(ref for ref in parents if ref.startswith("region:")),
    )


@lru_cache(maxsize=65_536)
def _served(postal_code: str) -> frozenset[str]:
    """What all communes with this postal code have in common: themselves where there is one, else what they lie in."""
    every = [_codes(place) for place in _by_postal_code().get(postal_code, ())]
    return frozenset.intersection(*every) if every else frozenset()


@lru_cache
def _by_postal_code() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in communes():
        for code in place.postal_codes:
            found.setdefault(code, []).append(place)
    return found


def _codes(place: Place) -> frozenset[str]:
    """The codes of ``place`` and of all that it lies in."""
    if place.ref.startswith("siren:"):  # an EPCI lies in all that its communes lie in
        inside = [_codes(one) for code in members(place.ref) if (one := commune(code))]
        return frozenset.intersection(*inside) if inside else frozenset({code_of(place.ref)})
    refs, waiting = {place.ref}, list(place.parents)
    while waiting:
        ref = waiting.pop()
        if ref not in refs:
            refs.add(ref)
            waiting += parent.parents if (parent := by_ref(ref)) else ()
    return frozenset(filter(None, map(code_of, refs)))
