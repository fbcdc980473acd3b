"""A row of the list compared with a row of the register: what speaks for and against, each with its weight and its words.

Invariant: a function of the two rows and of the register's counts; weights are log odds and add up. An address alone never
carries
a pair over the line of a match: ``Compared.named`` says whether the names do their part.
"""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from dentelle.linking.lists.evidence import Evidence, Scales
from dentelle.linking.lists.kinds import disagreement
from dentelle.linking.lists.names import Named, name_evidence
from dentelle.linking.lists.prepared import Prepared

__all__ = ["Compared", "compare"]

_ANY = frozenset(("@school",))  # as an activity it is any kind of school
_FRENCH = (9, 14)  # digits of a SIREN and of a SIRET, which begins with it


class Compared(NamedTuple):
    """All evidence on a pair, its sum, the weight of what the names have in common, whether they share an
    identifier (``identified``) and the place bears it out.
    """

    evidence: tuple[Evidence, ...]
    total: float
    named: float
    borne_out: bool = False
    identified: bool = False


def compare(scales: Scales) -> Compared:
    """The evidence that the list row is the register row; of several names those that fit best."""
    asked, known, _, weights = scales
    said = [name_evidence(one, other, scales) for one in asked.names for other in known.names]
    names = said[0] if len(said) == 1 else max(said, key=lambda each: each.total)
    place = _place(scales, names)
    evidence = [*names.evidence, *_kinds(asked, known, scales), *place, *_address(scales)]
    if len(known.names) > 1:
        evidence.append(("further_names", -weights.further_name * (len(known.names) - 1), ()))
    if known.closed:
        evidence.append(("closed", -weights.closed, (known.closed,)))
    if not asked.identifiers:
        return Compared(tuple(evidence), sum([weight for _, weight, _ in evidence]), names.own)
    identified = _identifiers(scales)
    evidence += identified
    same = any(code == "same_identifier" for code, _, _ in identified)
    here = same and sum(weight for _, weight, _ in place) > 0
    return Compared(tuple(evidence), sum([weight for _, weight, _ in evidence]), names.own, here, same)


def _identifiers(scales: Scales) -> list[Evidence]:
    """What the identifiers of the list row say; an establishment of the same legal unit is near, another unit is not it."""
    asked, known, rarity, weights = scales
    found: list[Evidence] = []
    for _, value in asked.identifiers:
        if value == known.id:
            return [("same_identifier", rarity.price + weights.identifier, (value,))]
        if len(value) in _FRENCH and len(known.id) in _FRENCH and value.isdigit() and known.id.isdigit():
            if value[:9] == known.id[:9]:
                found.append(("same_unit", rarity.price + weights.unit, (value[:9],)))
            else:
                found.append(("other_identifier", -weights.identifier, (value,)))
    return found[:1]


def _kinds(asked: Prepared, known: Prepared, scales: Scales) -> list[Evidence]:
    mine = asked.heads | asked.kinds if asked.kinds else asked.heads
    if not mine:
        return []
    theirs = known.heads | (known.kinds - _ANY) if known.kinds else known.heads
    if theirs and mine.isdisjoint(theirs):
        how, one, other = disagreement(mine, theirs)
        if how:
            weight = scales.weights.other_kind if how == "strict" else scales.weights.mild_kind
            return [("other_kind", -weight, (one[1:], other[1:]))]
    first, second = asked.names[0].head, known.names[0].head
    if not first or not second or first == second or first in theirs:
        return []
    if disagreement(frozenset((first,)), frozenset((second,)))[0] == "strict":
        return [("other_kind", -scales.weights.mild_kind, (first[1:], second[1:]))]
    return []


def _place(scales: Scales, names: Named) -> list[Evidence]:
    asked, known, rarity, weights = scales
    if not (asked.town or asked.area) or not (known.town or known.area):
        return []
    within = min(weights.area_cap, rarity.area(known.area)) if asked.area and asked.area == known.area else 0.0
    astray = bool(asked.area and known.area and asked.area != known.area)
    if asked.town and known.town:
        exact = known.town in asked.towns
        if exact or _near_town(asked.town, known.town):
            worth = min(weights.town_cap, rarity.town(known.town, asked.area if within else "")) - (0.0 if exact else 1.0)
            both = weights.whole_placed if names.same else 0.0
            beyond = max(0.0, worth - within - names.town)  # the town may have been counted as a word of the name
            return [("same_town", within + beyond + both - astray * weights.astray, (known.town,))]
        if within:
            if asked.postcode == known.postcode and len(known.postcode) > 3:
                return [("same_code", within - weights.same_code, (known.postcode,))]
            return [("other_town", within - weights.other_town, (known.town,))]
        return [("other_place", -weights.other_place, (known.town,))]
    if within:
        return [("same_area", within, (known.area,))]
    return [("other_area", -weights.other_area, (known.area,))] if astray else []


@lru_cache(maxsize=100_000)
def _near_town(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) >= 5 and OSA.distance(one, other, score_cutoff=2) <= (1 if len(short) < 9 else 2):
        return True
    return len(short) >= 5 and (long.startswith(short) or long.endswith(short))


def _address(scales: Scales) -> list[Evidence]:
    asked, known, rarity, weights = scales
    if not asked.street or not known.street:
        return []
    mine, theirs = asked.street, known.street
    shared = [word for word in mine if word in theirs or any(_near_town(word, other) for other in theirs)]
    likely = len(shared) / min(len(mine), len(theirs))
    if likely < 0.5:
        return [("other_street", -weights.other_street, ())]
    if asked.door and asked.door == known.door:
        sharing = rarity.door(known.door, known.street[-1])
        worth = min(weights.door_cap, rarity.price - rarity.log(sharing) - weights.door)
        return [("same_door" if sharing > 1 else "own_door", max(0.5, worth) * likely, (str(sharing),))]
    if asked.door and known.door:
        return [("same_street", weights.same_street * likely, ())]
    return [("street", weights.street * likely, ())]
