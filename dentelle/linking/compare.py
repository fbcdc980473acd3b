"""Two profiles compared: each thing that speaks for or against one identity, with its weight and its sentence.

Invariant: symmetric, the order of the two profiles changes nothing; what nothing relates by name is compared no further,
unless the two share an identifier. People are compared in ``people``.
"""

from collections.abc import Iterable
from functools import cache

from dentelle.folding import fold
from dentelle.gazetteer import countries
from dentelle.linking.acronyms import nearly_spells, spells, spells_beside
from dentelle.linking.communities import communities
from dentelle.linking.evidence import Context, Feature, feature
from dentelle.linking.normalise import Name, normalise
from dentelle.linking.people import people
from dentelle.linking.places import TERRITORIAL, same_extent
from dentelle.linking.profile import Profile

__all__ = ["SITES", "compare", "one_body_in_two_languages"]


_COMPANY = frozenset({"company"})  # the head of whatever has a company's legal form
SITES = frozenset({"", "site", "building", "business_park"})  # types of places that may be an organisation's own


def compare(left: Profile, right: Profile, context: Context) -> tuple[Feature, ...]:
    """The evidence on two profiles, the strongest relation of their names first; empty when nothing relates them."""
    left, right = sorted((left, right), key=lambda one: one.id)
    if left.kind != right.kind:
        across = _across_kinds(left, right, context)
        return (across,) if across else ()
    identity = list(_identifiers(left, right))
    name = people(left, right, context) if left.kind == "person" else _names(left, right, context)
    if name is None and not any(one.weight > 0 for one in identity):
        return ()
    around = tuple(_circumstances(left, right))
    if name is None and any(one.code == "other_place" for one in around):
        identity = [feature("identifier_contradicted", "they share an identifier, but neither name nor place")]
    beside = communities(left, right) if name is not None and left.kind == "organisation" else ()
    return (*([name] if name else []), *identity, *around, *beside)


# ---- identifiers --------------------------------------------------------------------------------------------------


def _identifiers(left: Profile, right: Profile) -> Iterable[Feature]:
    one, other = _schemes(left), _schemes(right)
    for scheme in sorted(one.keys() & other.keys()):
        shared = one[scheme] & other[scheme]
        if shared:
            yield feature("same_identifier", "both have the {scheme} {value}", scheme=scheme, value=min(shared))
        elif scheme in {"siren", "siret", "uai", "insee", "kbo", "kvk", "hr", "wikidata"}:
            code = "other_establishment" if scheme == "siret" and one.get("siren", set()) & other.get("siren", set()) else ""
            yield feature(code or "other_identifier", "they have different {scheme} numbers", scheme=scheme)


def _schemes(profile: Profile) -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for scheme, value in profile.identifiers:
        table.setdefault(scheme, set()).add(value)
    for siret in table.get("siret", ()):
        table.setdefault("siren", set()).add(siret[:9])
    return table


# ---- names --------------------------------------------------------------------------------------------------------


def _names(left: Profile, right: Profile, context: Context) -> Feature | None:
    """The strongest relation between the names of two profiles that are no people."""
    found = [_two_names(left, right, left.name, right.name, context)]
    for mine, other in ((left, right), (right, left)):
        for alias in mine.aliases:
            if alias.key == other.name.key:
                found.append(_alias(mine, other, alias, context))
        if mine.name.proper and mine.name.proper in {other.name.key, other.name.proper}:
            found.append(
                feature(
                    "head_beside_name", "“{long}” is “{short}” with its kind named", long=mine.name.text, short=other.name.text
                )
            )
    found.append(_shared_acronym(left, right))
    strongest = [one for one in found if one is not None]
    return max(strongest, key=lambda one: (one.weight, one.code, one.data)) if strongest else None


def _alias(mine: Profile, other: Profile, alias: Name, context: Context) -> Feature | None:
    data = {"short": alias.text, "long": mine.name.text}
    in_brackets = mine.name.text.endswith(f"({alias.text})")  # "Hogeschool West-Vlaanderen (Howest)"
    if other.name.generic or (not in_brackets and alias.telling and alias.telling < mine.name.telling and not alias.acronym):
        return feature("short_form", "“{short}” may be short for “{long}”", **data)
    if len(context.bodies.get((mine.kind, alias.key), ())) > 1:
        return feature("shared_alias", "“{short}” is also said of others than “{long}”", **data)
    return feature("defined_form", "a source gives “{short}” as another form of “{long}”", **data)


def _shared_acronym(left: Profile, right: Profile) -> Feature | None:
    """Two full names, each in a language of its own, that sources shorten to one acronym: the ERA of four languages."""
    shared = {name.key for name in left.aliases if name.acronym} & {name.key for name in right.aliases if name.acronym}
    if not shared or not one_body_in_two_languages(left.name, right.name):
        return None
    return feature(
        "defined_form", "a source gives “{short}” as another form of “{long}”", short=min(shared).upper(), long=left.name.text
    )


def one_body_in_two_languages(one: Name, other: Name) -> bool:
    """Whether the two can be translations of one name: the same sort of body, said in languages that they do not share."""
    return bool(one.heads & other.heads and one.tongues and other.tongues) and not one.tongues & other.tongues


def _two_names(left: Profile, right: Profile, one: Name, other: Name, context: Context) -> Feature | None:
    data = {"left": one.text, "right": other.text}
    if one.key == other.key or (one.proper and one.proper == other.proper):
        return _same_key(left, right, one, data)
    if left.kind == "place" and not same_extent(one, other):
        return _same_area(left, right, data)
    if one.numbers != other.numbers and one.numbers and other.numbers:
        return None
    if one.bag == other.bag and (len(one.bag) > 1 or one.telling):
        code = "same_generic" if one.generic else "same_words"
        return feature(code, "“{left}” and “{right}” have the same words in other forms or order", **data)
    if left.kind == "place":
        return None
    if _one_intercommunality(left, right):
        return feature("head_beside_name", "“{long}” is “{short}” with its kind named", long=one.text, short=other.text)
    return _nearly(one, other, context, data)


def _same_area(left: Profile, right: Profile, data: dict[str, str]) -> Feature | None:
    """ "Nord" and "département du Nord", both known to be a département."""
    if not left.type or left.type != right.type or not left.name.telling or left.name.telling != right.name.telling:
        return None
    return feature("same_words", "“{left}” and “{right}” have the same words in other forms or order", **data)


def _one_intercommunality(left: Profile, right: Profile) -> bool:
    """ "La Porte du Hainaut", known to be one, and "CA de la Porte du Hainaut"."""
    added = left.name.heads ^ right.name.heads
    known = {profile.type for profile in (left, right) if not profile.name.heads & TERRITORIAL}
    return (
        bool(added)
        and added <= TERRITORIAL
        and left.name.telling == right.name.telling != frozenset()
        and known == {"intercommunality"}
    )


def _across_kinds(left: Profile, right: Profile, context: Context) -> Feature | None:
    """An organisation and the site that bears its name are one actor; a town and a team named after it are not."""
    place, body = (left, right) if left.kind == "place" else (right, left)
    if place.kind != "place" or body.kind != "organisation" or place.type not in SITES or body.weak or place.key in context.areas:
        return None
    same = normalise(place.name.text).key == body.name.key
    code = "same_site" if len(body.name.words) > 1 else "same_site_word"
    return feature(code, "“{name}” names an organisation and its site", name=body.name.text) if same else None


def _same_key(left: Profile, right: Profile, one: Name, data: dict[str, str]) -> Feature:
    within = left.source and left.source == right.source and not (left.row or right.row)
    if left.kind != "place" and one.generic and not within:
        return feature("same_generic", "both are called “{left}”, as many others are", **data)
    if left.kind != "place" and one.short and not within:
        return feature("same_short", "both are called “{left}”, too short a name to tell", **data)
    return feature("same_name", "“{left}” and “{right}” are the same name", **data)


def _nearly(one: Name, other: Name, context: Context, data: dict[str, str]) -> Feature | None:
    """Relations that are offered for review and never decided: short forms, acronyms nobody defined, spelling variants."""
    for short, long in ((one, other), (other, one)):
        pair = {"short": short.text, "long": long.text}
        if spells(short, long):
            return feature("undefined_acronym", "“{short}” has the initials of “{long}”, and no source says so", **pair)
        if spells_beside(short, long):
            return feature("acronym_beside", "“{short}” says with initials what “{long}” writes out", **pair)
        if nearly_spells(short, long):
            return feature("near_acronym", "“{short}” has most initials of “{long}”, and no source says so", **pair)
    if short_and_long := _contained(one, other):
        short, long = short_and_long
        if not short.heads and {word.lstrip("=") for word in short.telling} <= context.places:
            return None  # "Valenciennes" is no short form of "Dentelle de Valenciennes"
        if short.generic and not short.tongues & long.tongues:
            return None  # nor "CCI" one of "IHK Aachen"
        if long.legal and not short.legal and _lands(long, short):
            return None  # "Nordelia Deutschland GmbH" is a company that Nordelia has there
        added = long.heads - short.heads
        if added and not short.heads and not short.acronym and long.telling - short.telling:
            return None  # "Agency of X for Railways" is a body of X, not X
        code = "added_head" if added and not short.generic else "short_form"
        if added and added <= TERRITORIAL and short.heads & TERRITORIAL:
            code = "head_beside_name"  # "CA Valenciennes Métropole" is "Valenciennes Métropole"
        if added == _COMPANY and long.legal and short.legal in {"", long.legal} and long.telling == short.telling:
            code = "head_beside_name"  # "Société Praxys SAS" is "Praxys SAS"
        return feature(code, "“{short}” may be short for “{long}”", short=short.text, long=long.text)
    if one.heads == other.heads and one.numbers == other.numbers and _spelling(one.key, other.key):
        return feature("spelling", "“{left}” and “{right}” differ by a few letters", **data)
    return None


@cache
def _country_names() -> frozenset[str]:
    """The folded names of countries in every language that the gazetteer knows."""
    return frozenset(fold(form) for place in countries() for form in (place.name, *place.forms))


def _lands(long: Name, short: Name) -> bool:
    """Whether ``long`` adds to ``short`` nothing but a country."""
    added = {word.lstrip("=") for word in set(long.bag) - set(short.bag)}
    return bool(added) and added <= _country_names()


def _contained(one: Name, other: Name) -> tuple[Name, Name] | None:
    """(shorter, longer) when every word of one is in the other and the shorter keeps its heads."""
    for short, long in ((one, other), (other, one)):
        if len(short.bag) < len(long.bag) and set(short.bag) <= set(long.bag) and short.heads <= long.heads:
            if short.telling == long.telling or not short.telling:
                return (short, long) if short.heads or short.telling else None
            return short, long
    return None


def _spelling(one: str, other: str) -> bool:
    """Whether two glued names differ by at most one letter in eight, and two at most."""
    from rapidfuzz.distance import OSA

    allowed = min(2, max(len(one), len(other)) // 8)
    return allowed > 0 and one[:1] == other[:1] and OSA.distance(one, other, score_cutoff=allowed) <= allowed


# ---- circumstances ------------------------------------------------------------------------------------------------


def _circumstances(left: Profile, right: Profile) -> Iterable[Feature]:
    if named := _place_in_name(left, right):
        yield named
    elif left.place and right.place:
        if left.place == right.place:
            yield feature("same_place", "both are at {place}", place=left.place)
        else:
            yield feature("other_place", "one is at {left}, the other at {right}", left=left.place, right=right.place)
    if left.kind == "organisation" and left.name.legal and right.name.legal and left.name.legal != right.name.legal:
        yield feature("other_legal_form", "one is a {left}, the other a {right}", left=left.name.legal, right=right.name.legal)
    if left.kind != "person" and left.type and right.type and not _types_agree(left.type, right.type):
        code = "other_extent" if left.kind == "place" else "other_type"
        yield feature(code, "one is a {left}, the other a {right}", left=left.type, right=right.type)


def _place_in_name(left: Profile, right: Profile) -> Feature | None:
    """One name adds to the other nothing but the place where the other is."""
    if left.kind in {"person", "place"}:
        return None
    for short, long in ((left, right), (right, left)):
        added = [word.lstrip("=") for word in set(long.name.bag) - set(short.name.bag)]
        if added == [short.place] and set(short.name.bag) < set(long.name.bag) and long.place in {"", short.place}:
            words = {"short": short.name.text, "long": long.name.text}
            return feature("place_in_name", "“{long}” adds to “{short}” the place where it is", **words)
    return None


def _types_agree(one: str, other: str) -> bool:
    from dentelle.vocabulary import is_a

    return one == other or is_a(one, other) or is_a(other, one)
