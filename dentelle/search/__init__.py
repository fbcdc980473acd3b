"""Search: entities and passages by what is asked, in four languages at once. The database alone decides what may be seen.

The index lies in ``var/search/``; ``keeping`` writes it, ``asking`` reads it. Without one the database itself finds names.
"""

from dentelle.search.asking import WIDER, Asked, Found, about, entities, facet_counts, parse, passages
from dentelle.search.keeping import bring_up, keep_up, other_sources, rebuild
from dentelle.search.looking import Looking, look
from dentelle.search.names import Hit, find, hits
from dentelle.search.reasons import ABROAD, NEAR, Match, Piece, matches, pieces, well_matched
from dentelle.search.schema import ENTITY, PASSAGE

__all__ = [
    "ABROAD",
    "ENTITY",
    "NEAR",
    "PASSAGE",
    "WIDER",
    "Asked",
    "Found",
    "Hit",
    "Looking",
    "Match",
    "Piece",
    "about",
    "bring_up",
    "entities",
    "facet_counts",
    "find",
    "hits",
    "keep_up",
    "look",
    "matches",
    "other_sources",
    "parse",
    "passages",
    "pieces",
    "rebuild",
    "well_matched",
]
