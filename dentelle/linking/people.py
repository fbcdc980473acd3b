"""Two people's names compared, with the caution of an archivist.

Invariant: different given names, titles of a lady and of a gentleman, or father and son are never one person, and no chain
of other names joins them. Two initials that fit are taken for the only person whom they fit; a single initial or a bare
surname only within a source that gives the full name; everything less is a question.
"""

from dentelle.linking.evidence import Context, Feature, feature
from dentelle.linking.persons import PersonName, given_fit
from dentelle.linking.profile import Profile

__all__ = ["people"]

_BORNE_TWICE = 10  # higher numbers than this only one realm ever reached with a name: Louis XIV
_SAME = "“{left}” and “{right}” are the same name"


def people(left: Profile, right: Profile, context: Context) -> Feature | None:
    """The relation between the names of two people; nothing where their names do not touch."""
    one, other = left.person, right.person
    if one is None or other is None:
        return None
    data = {"left": one.text, "right": other.text}
    if one.ruler or other.ruler:
        return _rulers(left, right, one, other)
    if one.surname == other.surname and _two_people(one, other):
        return feature("other_person", "“{left}” and “{right}” are two people of one surname", **data)
    if one.surname != other.surname:
        return _similar_names(one, other, data)
    alone = context.fits.get((one.surname,), 1) == 1
    if one.bare or other.bare:
        code = "surname_within_source" if alone and _share_source(left, right) else "surname_alone"
        return feature(code, "“{left}” and “{right}” share the surname", **data)
    if one.generation != other.generation:
        return feature("generation_unsaid", "only one of “{left}” and “{right}” says which of two of that name is meant", **data)
    return _given_names(left, right, one, other, context)


def _rulers(left: Profile, right: Profile, one: PersonName, other: PersonName) -> Feature | None:
    said = "“{left}” and “{right}” are one ruler's name in two languages or forms"
    data = {"left": one.text, "right": other.text}
    if one.ruler != other.ruler:
        unsaid = one.numbered and one.numbered == other.numbered and one.numbered in {one.ruler, other.ruler}
        return feature("ruler_number", said, **data) if unsaid else None  # "Grégoire VII", and nobody says of what
    parts = one.ruler.split(":")
    numbered = len(parts) == 2 and parts[1].isdigit() and int(parts[1]) <= _BORNE_TWICE  # Karl V., without a realm
    code = "same_person_name" if left.name.key == right.name.key else "ruler_number" if numbered else "ruler"
    return feature(code, said, **data)


def _two_people(one: PersonName, other: PersonName) -> bool:
    """Whether what the two names say excludes that one person is meant."""
    if _two_titles(one, other):
        return True
    if {one.generation, other.generation} == {"older", "younger"}:
        return True
    return bool(one.given and other.given) and not given_fit(one.given, other.given)


def _two_titles(one: PersonName, other: PersonName) -> bool:
    """Whether one name has the title of a lady and the other of a gentleman."""
    return {one.she_or_he, other.she_or_he} == {"she", "he"}


def _given_names(left: Profile, right: Profile, one: PersonName, other: PersonName, context: Context) -> Feature | None:
    data = {"left": one.text, "right": other.text}
    fit = given_fit(one.given, other.given)
    if fit == "same" or one.given == other.given:
        return feature("same_person_name", _SAME, **data)
    if fit == "fewer":
        return feature("fewer_given_names", "one of “{left}” and “{right}” has more given names", **data)
    several = context.fits.get((one.surname, one.given[0][0]), 1) > 1
    single = len(one.given) == 1 and not _share_source(left, right)
    code = "initials_of_several" if several else "single_initial" if single else "initials"
    return feature(code, "“{left}” and “{right}” share surname and initials", **data)


def _share_source(left: Profile, right: Profile) -> bool:
    sources = {leaf.split("|", 1)[0] for leaf in left.leaves}
    return any(leaf.split("|", 1)[0] in sources for leaf in right.leaves)


def _similar_names(one: PersonName, other: PersonName, data: dict[str, str]) -> Feature | None:
    """Names to ask about: turned round, a longer or shorter surname, a spelling ("Lampaert" and "Lampaerts")."""
    from rapidfuzz.distance import OSA

    if one.bare or other.bare or _two_titles(one, other):
        return None
    if one.bag == other.bag:
        return feature("turned_round", "“{left}” and “{right}” have the same names in another order", **data)
    if given_fit(one.given, other.given) != "same":
        return None
    if one.other_surname == other.surname or other.other_surname == one.surname:
        return feature("other_surname", "one of “{left}” and “{right}” has had the other's surname", **data)
    if one.core and other.core and (one.core <= other.core or other.core <= one.core):
        return feature("part_of_surname", "the surname of one of “{left}” and “{right}” is a part of the other's", **data)
    shorter = min(len(one.surname), len(other.surname))
    allowed = 1 if shorter < 8 else 2
    if shorter >= 4 and OSA.distance(one.surname, other.surname, score_cutoff=allowed) <= allowed:
        return feature("spelling", "“{left}” and “{right}” differ by a few letters", **data)
    return None
