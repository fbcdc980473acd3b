"""Names of places: one commune under its names in all languages; a commune and its agglomeration stay two.

Invariant: a word for an agglomeration, district or region in one name and not in the other keeps two places apart.
"""

from dentelle.linking.normalise import Name, normalise

__all__ = ["TERRITORIAL", "place_key", "same_extent"]

TERRITORIAL = frozenset({"agglomeration", "metropolis", "urban_community", "communes_union"})  # heads of intercommunalities
_EXTENT = TERRITORIAL | {"department", "province", "region", "park", "station", "church"}


def place_key(text: str) -> str:
    """The key under which the town or code ``text`` is compared; "59300 Valenciennes Cedex" → valenciennes."""
    words = [word for word in text.split() if not word.isdigit() and word.casefold() != "cedex"]
    return normalise(" ".join(words) or text, "place").key


def same_extent(left: Name, right: Name) -> bool:
    """Whether both names speak of the same sort of area: neither or both an agglomeration, region…"""
    return left.heads & _EXTENT == right.heads & _EXTENT
