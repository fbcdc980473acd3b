"""Acronyms, made from names and matched both ways.

Invariant: an acronym is only ever an offer here; that it stands for a name is decided by a source that gives both forms.
"""

from functools import lru_cache

from dentelle.linking.normalise import Name
from dentelle.linking.tables import stop_words
from dentelle.model import fold, squash

__all__ = ["acronyms", "spells"]


@lru_cache(maxsize=100_000)
def acronyms(text: str) -> frozenset[str]:
    """The acronyms that ``text`` may be shortened to, folded: initials without small words, and with them.

    >>> sorted(acronyms("Chambre de commerce et d'industrie"))
    ['ccedi', 'cci', 'cdcedi']
    """
    words = [word for word in fold(text).replace("'", " ").replace("-", " ").split() if word[:1].isalnum()]
    if len(words) < 2:
        return frozenset()
    small = stop_words()
    bare = [word for word in words if word not in small]
    made = {"".join(word[0] for word in bare), "".join(word[0] for word in words)}
    made.add("".join(word[0] for word in words if word not in small or word in {"et", "d"}))
    return frozenset(acronym for acronym in made if len(acronym) >= 2)


def spells(short: Name, long: Name) -> bool:
    """Whether ``short``, written as an acronym, may stand for ``long``."""
    return short.acronym and not long.acronym and squash(short.text) in acronyms(long.text)
