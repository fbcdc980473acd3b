"""Page furniture: menus, cookie notices and share buttons, told from what a page says.

Invariant: what is furniture follows from a line's or sentence's own words and ``data/furniture.toml`` alone.
"""

import re
from collections.abc import Collection
from functools import cache

import ahocorasick

from dentelle.model import LANGUAGES
from dentelle.reading.tables import table

__all__ = ["is_even", "is_furniture", "is_said"]

SEPARATOR = re.compile(r"\s*[|·>›»/•]\s+|\s+[–—-]\s+|\s{3,}|\]\s*\[|[\[\]]")
STRONG_SEPARATOR = re.compile(r"\s[|·/]\s|\S\s{3,}\S")
SEPARATING = re.compile(r"[|·>›»/•–—\[\]-]|\s{3}")  # without one of these there is no separator
UNEVEN = re.compile(r"[^\S ]|  ")  # space that is not one blank
DIGIT = re.compile(r"\d")


class _Phrases:
    """What page furniture says: ``whole`` segments and phrases that a line ``holds``, each with its languages."""

    def __init__(self) -> None:
        listed = table("furniture")
        self.whole: dict[str, set[str]] = {}
        self._held: dict[str, set[str]] = {}
        for language in LANGUAGES:
            for section in ("all", language):
                for phrase in listed[section]["whole"]:
                    self.whole.setdefault(phrase, set()).add(language)
                for phrase in listed[section]["holds"]:
                    self._held.setdefault(phrase, set()).add(language)
        self._automaton = ahocorasick.Automaton()
        for phrase, languages in self._held.items():
            self._automaton.add_word(phrase, languages)
        self._automaton.make_automaton()

    def held(self, lowered: str, languages: Collection[str]) -> bool:
        """Whether ``lowered`` holds a phrase of one of ``languages``."""
        return any(not spoken.isdisjoint(languages) for _, spoken in self._automaton.iter(lowered))


_phrases = cache(_Phrases)


def is_even(body: str) -> bool:
    """Whether ``body`` holds no separator and no phrase of furniture, so that only a whole sentence of it can be furniture."""
    folded = body.casefold()
    return not SEPARATING.search(folded) and not _phrases().held(" ".join(folded.split()), LANGUAGES)


def is_said(sentence: str, *languages: str) -> bool:
    """Whether a ``sentence`` without separators is nothing but marks, or as a whole what furniture says."""
    said = sentence.casefold().strip(" .:[]↑")
    if not said:
        return True
    return len(sentence) < 40 and not _phrases().whole.get(said, frozenset()).isdisjoint(languages)


def is_furniture(body: str, *languages: str) -> bool:
    """Whether ``body`` (a line or a sentence) is furniture in one of ``languages``."""
    folded = body.casefold()
    pieces = SEPARATOR.split(folded) if SEPARATING.search(folded) else [folded]
    segments = [part for piece in pieces if (part := piece.strip(" .:[]↑"))]
    if not segments:
        return True
    phrases = _phrases()
    if phrases.held(" ".join(folded.split()) if UNEVEN.search(folded) else folded, languages):
        return True
    whole = [phrases.whole[segment] for segment in segments if segment in phrases.whole]
    if whole and (len(segments) > 1 or len(body) < 40):
        for language in languages:
            listed = sum(language in spoken for spoken in whole)
            if listed and listed * 2 >= len(segments):
                return True
    if len(segments) < 3 or ":" in body or sum(len(s.split()) for s in segments) > 2.5 * len(segments):
        return False
    return bool(STRONG_SEPARATOR.search(body)) and not DIGIT.search(body)
