"""Where an offer holds, and whether a project lies there.

In this format a bare ``32`` is always the région Hauts-de-France; every other code of two or three characters is a département
("59", "2A", "971") or a country ("FR"). Régions are also written ``R11``, départements ``D11``.

Invariant: learning a finer place turns *unknown* into *yes* or *no*, never *yes* into *no* or back.
"""

import re
from functools import cache, lru_cache

from dentelle.gazetteer import areas, commune, members, todays_commune
from dentelle.hub.interface.terms import Facts
from dentelle.hub.interface.verdict import Verdict

__all__ = ["CODE", "exists", "lies_inside", "project_place", "ref_of", "within"]

CODE = re.compile(r"[0-9][0-9AB][0-9]{3}|[0-9]{9}|D?(?:[0-9]{2,3}|2[AB])|R[0-9]{2}|[A-Z]{2}")
_FRANCE = "iso3166:FR"


@cache
def ref_of(code: str) -> str:
    """The gazetteer's reference of a perimeter's code.

    >>> ref_of("32"), ref_of("59"), ref_of("245901160"), ref_of("BE")
    ('region:32', 'departement:59', 'siren:245901160', 'iso3166:BE')
    """
    if code == "32":
        return "region:32"
    if code.isalpha():
        return f"iso3166:{code.upper()}"
    if code[0] in "RD":
        return f"{'region' if code[0] == 'R' else 'departement'}:{code[1:]}"
    if len(code) == 5:
        return f"insee:{code if commune(code) else todays_commune(code)}"
    return f"siren:{code}" if len(code) == 9 else f"departement:{code}"


def exists(code: str) -> bool:
    """Whether the official geographic code knows ``code``; countries are taken as they are."""
    ref = ref_of(code)
    return ref.startswith("iso3166:") or bool(_communes(ref))


@lru_cache(maxsize=4096)
def _communes(ref: str) -> frozenset[str]:
    """The communes of France in the place ``ref``."""
    scheme, _, code = ref.partition(":")
    if scheme == "insee":
        return frozenset({code}) if commune(code) else frozenset()
    return members(ref)


@cache
def _region_of() -> dict[str, str]:
    """The région of each département, both as references."""
    return {place.ref: place.parents[0] for place in areas() if place.kind == "departement" and place.parents}


def project_place(facts: Facts) -> tuple[str, ...]:
    """The references of the finest known place of the project and of all that it lies in, the finest first; () when unknown."""
    country = str(facts.get("country", "")).strip().upper()
    if country and country != "FR":
        return (f"iso3166:{country}",)
    if "commune" in facts:
        ref = ref_of(str(facts["commune"]))
        place = commune(ref.removeprefix("insee:"))
        if place:
            return (ref, *place.parents)
    if "departement" in facts:
        ref = f"departement:{str(facts['departement']).upper().removeprefix('D')}"
        return (ref, *filter(None, (_region_of().get(ref),)), _FRANCE)
    return (_FRANCE,) if country else ()


@lru_cache(maxsize=65_536)
def within(place: tuple[str, ...], code: str) -> Verdict:
    """Whether the project whose ``project_place`` is ``place`` lies in ``code``; a wider place may leave it open."""
    ref = ref_of(code)
    if not place:
        return Verdict.UNKNOWN
    if ref in place:
        return Verdict.YES
    if place[0].startswith("insee:") or ref.startswith("iso3166:") or place[-1] != _FRANCE:
        return Verdict.NO
    if place[0] == _FRANCE:
        return Verdict.UNKNOWN
    return Verdict.NO if _communes(ref).isdisjoint(_communes(place[0])) else Verdict.UNKNOWN


@lru_cache(maxsize=65_536)
def lies_inside(code: str, area: str) -> bool:
    """Whether the place ``code``, where premises stand, lies inside the place ``area``.

    >>> lies_inside("59606", "245901160"), lies_inside("59606", "62")
    (True, False)
    """
    inner, outer = ref_of(code), ref_of(area)
    if inner == outer:
        return True
    if outer == _FRANCE:
        return not inner.startswith("iso3166:")
    inside = _communes(inner)
    return bool(inside) and inside <= _communes(outer)
