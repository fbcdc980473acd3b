"""Why an answer is one: which of its words says what was asked, and how.

Invariant: what is said of a text is found in that text as the database holds it now, not in the index.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from dentelle.search.asking import SHORTEST_PREFIX, TYPO_FROM, Asked, Word
from dentelle.search.words import spans, stems

__all__ = ["ABROAD", "NEAR", "PART", "SAME", "Match", "Piece", "matches", "pieces", "well_matched"]

SAME, PART, NEAR, ABROAD = "same", "part", "near", "abroad"  # the surest first
ORDER = (SAME, PART, ABROAD, NEAR)


@dataclass(frozen=True, slots=True)
class Match:
    """A word of a text that says a word that was asked: ``sort`` tells how."""

    sort: str
    asked: str
    said: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text, ``hit`` where it says what was asked."""

    text: str
    hit: bool


def matches(text: str, asked: Asked) -> tuple[Match, ...]:
    """For each word of ``asked`` that ``text`` says the surest way in which it does."""
    best: dict[str, Match] = {}
    for start, end, folded in spans(text):
        for word in asked.words:
            sort = _sort(folded, word)
            if sort and (word.text not in best or ORDER.index(sort) < ORDER.index(best[word.text].sort)):
                best[word.text] = Match(sort, word.text, text[start:end])
    return tuple(best[word.text] for word in asked.words if word.text in best)


def pieces(text: str, asked: Asked) -> tuple[Piece, ...]:
    """``text`` cut at the words that say what was asked; put together they are exactly the text."""
    made: list[Piece] = []
    place = 0
    for start, end, folded in spans(text):
        if any(_sort(folded, word) for word in asked.words):
            if made and made[-1].hit and not text[place:start].strip():
                made[-1] = Piece(made[-1].text + text[place:end], True)
            else:
                made += [Piece(text[place:start], False), Piece(text[start:end], True)]
            place = end
    made.append(Piece(text[place:], False))
    return tuple(piece for piece in made if piece.text)


def well_matched(names: Iterable[str], asked: Asked) -> tuple[str, tuple[Match, ...]]:
    """Of ``names`` the one that says most of what was asked, and how; the first of equals."""
    best: tuple[str, tuple[Match, ...]] = ("", ())
    worth = (-1, 0)
    for name in names:
        found = matches(name, asked)
        this = (len(found), -sum(ORDER.index(one.sort) for one in found))
        if this > worth:
            best, worth = (name, found), this
    return best


def _sort(folded: str, word: Word) -> str:
    if folded == word.text or set(stems(folded)) & set(stems(word.text)):
        return SAME
    shortest = SHORTEST_PREFIX if word.typing else TYPO_FROM - 1
    if len(word.text) >= shortest and folded.startswith(word.text):
        return PART
    if _says(folded, word.abroad):
        return ABROAD
    if word.near and OSA.distance(folded, word.text, score_cutoff=word.near) <= word.near:
        return NEAR
    return ""


def _says(folded: str, forms: Sequence) -> bool:
    own = set(stems(folded))
    return any(len(said) > 2 and own & set(stems(said)) for form in forms for said in form.words)
