"""Texts as the index holds them: words without case and accents, and their stems.

Invariant: the same text gives the same words in every process, when it is indexed and when it is asked for.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from dentelle.folding import fold
from dentelle.lexicon import stem, words
from dentelle.model import LANGUAGES

__all__ = ["LONGEST", "spans", "stems", "stems_of", "words"]

LONGEST = 40  # letters of a word that are looked at
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=100_000)
def stems(word: str, language: str = "") -> tuple[str, ...]:
    """The stem of the folded ``word`` in ``language``, or all that it has in the four languages where that is not known."""
    word = word[:LONGEST]
    if language in LANGUAGES:
        return (stem(word, language),)
    return tuple(dict.fromkeys(stem(word, one) for one in LANGUAGES))


def stems_of(text: str, language: str = "") -> Iterator[str]:
    """The stems of all words of ``text``, in its order."""
    for word in words(text):
        yield from stems(word, language)


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of ``text`` as it is written: where it begins and ends, and its folded form."""
    for found in _WORD.finditer(text):
        yield found.start(), found.end(), fold(found.group())
