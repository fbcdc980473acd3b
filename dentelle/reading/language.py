"""Which of the four languages a text is in.

Invariant: the answer is one of ``LANGUAGES``, a function of the text alone. Function words decide; lingua is asked only
where they do not, because it costs a hundred times as much.
"""

import re
from collections import Counter
from functools import cache
from typing import Any

from dentelle.model import LANGUAGES
from dentelle.reading.tables import words

__all__ = ["detect", "paragraph_language"]

SAMPLE = 2_000  # characters of a document that are looked at first
WORD = re.compile(r"[^\W\d_]+")


@cache
def _function_words() -> dict[str, str]:
    """Each function word with its only language."""
    listed = Counter(word for language in LANGUAGES for word in words("languages", language, "words"))
    return {word: language for language in LANGUAGES for word in words("languages", language, "words") if listed[word] == 1}


def _votes(text: str) -> list[str]:
    """The language of each function word in ``text`` that only one language has."""
    return [language for language in map(_function_words().get, WORD.findall(text.casefold())) if language]


def detect(text: str, declared: str = "") -> str:
    """The main language of ``text``; ``declared`` (by the file) wins only where the text itself says nothing."""
    votes = _votes(text[:SAMPLE])
    if len(text) > SAMPLE:
        votes += _votes(text[len(text) // 2 :][:SAMPLE])
    ranked = Counter(votes).most_common(2)
    if ranked and ranked[0][1] >= 5 and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
        return ranked[0][0]
    if declared in LANGUAGES:
        return declared
    if ranked and (len(ranked) == 1 or ranked[0][1] > 1.5 * ranked[1][1]):
        return ranked[0][0]
    return _by_lingua(text[:SAMPLE])


def paragraph_language(text: str, main: str) -> str:
    """The language of one paragraph: ``main`` unless its function words clearly speak for another."""
    votes = _votes(text[:SAMPLE])
    ours = votes.count(main)
    if len(votes) - ours < max(4, 3 * ours):
        return main  # as nearly always
    likeliest, count = Counter(votes).most_common(1)[0]
    return likeliest if likeliest != main and count >= 4 and count >= 3 * ours else main


@cache
def _detector() -> Any:
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Language.FRENCH, Language.ENGLISH, Language.GERMAN, Language.DUTCH).build()


def _by_lingua(text: str) -> str:
    """Lingua's answer; French where it has none (a text without letters)."""
    if not WORD.search(text):
        return LANGUAGES[0]
    found = _detector().detect_language_of(text)
    return str(found.iso_code_639_1.name).lower() if found is not None else LANGUAGES[0]
