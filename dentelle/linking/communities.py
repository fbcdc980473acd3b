"""Two bodies whose names translate each other: a free university in French and one in Dutch, in one bilingual town.

Invariant: symmetric, and silent unless the two names are said in two official languages of the country where they lie. A body
that several languages share has names that translate each other, too (a town, a royal museum); so translation alone says
nothing here: what counts is a word for whom the body belongs to (free, Catholic), and what sources do with the two names.
"""

from collections.abc import Iterable
from functools import cache

from dentelle.gazetteer import areas_abroad, countries
from dentelle.gazetteer.world import exonyms
from dentelle.linking.evidence import Feature, feature
from dentelle.linking.normalise import Name, normalise
from dentelle.linking.places import TERRITORIAL
from dentelle.linking.profile import Profile
from dentelle.linking.tables import lines

__all__ = ["communities"]

_OF_A_COMMUNITY = frozenset({"@free", "@catholic", "@catholic_institute"})  # each language's own are founded beside one another
_SHARED = TERRITORIAL | {"town", "town_hall", "municipality", "department", "province", "region"}  # there is but one


def communities(left: Profile, right: Profile) -> Iterable[Feature]:
    """What speaks against two names that say the same in two official languages of one country."""
    one, other = left.name, right.name
    if one.key == other.key or one.bag != other.bag or not _translate(one, other):
        return
    if {name.key for name in (one, *left.aliases)} & {name.key for name in (other, *right.aliases)}:
        return  # a source says that they are one
    data = {"left": one.text, "right": other.text}
    founded = bool(_OF_A_COMMUNITY & set(one.bag))
    if founded:
        yield feature("other_community", "each language may have a body of this name: “{left}”, “{right}”", **data)
    mine, theirs = (_acronyms(profile) for profile in (left, right))
    if founded and mine and theirs and not mine & theirs:
        yield feature("own_acronyms", "sources call one {left}, the other {right}", left=min(mine), right=min(theirs))
    if not one.heads & _SHARED and _sources(left) & _sources(right):
        yield feature("side_by_side", "one source names both “{left}” and “{right}”", **data)


def _translate(one: Name, other: Name) -> bool:
    """Whether nothing but places and kinds is in the names, each in an official language of its place that the other's is not."""
    if not all(word.startswith("=") for word in one.telling):
        return False
    spoken = frozenset().union(*(_languages().get(word, frozenset()) for word in one.telling))
    mine, theirs = one.tongues & spoken, other.tongues & spoken
    return bool(mine and theirs) and not mine & theirs


@cache
def _languages() -> dict[str, frozenset[str]]:
    """The official languages of the places of bilingual countries, by the word that stands for the place in a name."""
    rows = (line.split("\t") for _, line in lines("official_languages.tsv"))
    spoken = {country: frozenset(languages.split()) for country, languages in rows}
    places = [*exonyms(), *((place.country, place.name) for place in (*countries(), *areas_abroad()))]
    return {f"={normalise(name, 'place').key}": spoken[country] for country, name in places if country in spoken}


def _acronyms(profile: Profile) -> frozenset[str]:
    return frozenset(name.text for name in profile.aliases if name.acronym)


def _sources(profile: Profile) -> frozenset[str]:
    return frozenset(leaf.partition("|")[0] for leaf in profile.leaves)
