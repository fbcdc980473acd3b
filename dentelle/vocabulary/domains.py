"""Words of a document to a concept of a scheme.

A text is compared as its content words: folded, without articles and prepositions, without the ending that only marks number or
case. It means a concept when they are a label's, when they hold a label of two or more words, or when a one-word label is all
but one lead-in word ("secteur de la santé"). Anything less sure means nothing: "culture du blé" is no culture.
"""

import re
from functools import lru_cache

from dentelle.folding import fold
from dentelle.tables import read_table
from dentelle.vocabulary.skos import Scheme, scheme
from dentelle.vocabulary.tree import DATA

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("en", "er", "es", "s", "x", "n", "e")


def match_domain(text: str, within: Scheme | None = None) -> str:
    """The id of the concept of ``within`` (by default the packaged domains) that ``text`` names, "" when it names none for sure.

    >>> match_domain("Infrastructures de très haut débit")
    'infrastructure'
    >>> match_domain("culture du blé")
    ''
    """
    exact, phrases = _index(within or scheme())
    words = _content(text)
    if not words:
        return ""
    if words in exact:
        return exact[words]
    core = tuple(word for word in words if word not in _weightless("lead"))
    if core and core in exact:
        return exact[core]
    for phrase, concept in phrases:
        if any(words[start : start + len(phrase)] == phrase for start in range(len(words) - len(phrase) + 1)):
            return concept
    return ""


def _content(text: str) -> tuple[str, ...]:
    small = _weightless("small")
    return tuple(stem for word in _WORD.findall(fold(text)) if (stem := _stem(word)) not in small)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache
def _weightless(role: str) -> frozenset[str]:
    rows = read_table(DATA / "weightless.tsv", ("role", "language", "words"))
    return frozenset(_stem(fold(word)) for row in rows if row["role"] == role for word in row.many("words"))


@lru_cache(maxsize=8)
def _index(within: Scheme) -> tuple[dict[tuple[str, ...], str], tuple[tuple[tuple[str, ...], str], ...]]:
    """Labels as content words to concept ids, and those of two or more words, the longest first."""
    exact: dict[tuple[str, ...], str] = {}
    for concept in within.concepts:
        for form in concept.forms():
            exact.setdefault(_content(form), concept.id)
    phrases = sorted(
        ((words, concept) for words, concept in exact.items() if len(words) > 1), key=lambda pair: (-len(pair[0]), pair)
    )
    return exact, tuple(phrases)
