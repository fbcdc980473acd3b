"""A look at the index as it is now: first what changed is written into it, as far as that is little."""

from collections.abc import Iterable

import tantivy

from dentelle.search.asking import Asked, parse
from dentelle.search.keeping import brought_up

__all__ = ["Looking", "look"]


class Looking:
    """An index that may be asked, as it was at one moment."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher

    def parse(self, text: str, *, typing: bool = False, facets: Iterable[str] = (), languages: Iterable[str] = ()) -> Asked:
        """What ``text`` asks; see ``asking.parse``."""
        return parse(text, self.searcher, typing=typing, facets=facets, languages=languages)


def look() -> Looking | None:
    """The index as it is now, None where there is none that may be used yet. Two queries where nothing changed."""
    held, _ = brought_up()
    return Looking(held.searcher) if held else None
