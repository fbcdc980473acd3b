"""A written name as folded words, each in its usual form: no elision, no articles, no abbreviations, numbers as digits.

Invariant: what two people write for one word (St and Saint, Ets and Établissements, II and deux and 2) comes out as one word;
words that the tables do not know come out as they are.
"""

import re
from collections.abc import Sequence
from functools import cache

from dentelle.folding import fold
from dentelle.linking.tables import abbreviations, numbers, stop_words

__all__ = ["SAINT", "chunks", "expand", "telling_words"]

SAINT = {"st": "saint", "ste": "sainte", "sankt": "saint", "sint": "saint", "sct": "saint", "skt": "saint"}
_ELISION = re.compile(r"\b(?:d|l|qu|n|s)'(?=\w)")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\. ?){2,}(?:[^\W\d_]\b(?!['’]))?")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})
_TWO_LETTERS = re.compile(r"\b([^\W\d_]) ?(?:[&+]| (?:et|and|und|en) ) ?([^\W\d_])\b")  # C&A, H & M: one word, not two letters
_COMPANY = re.compile(r"\b(?:Sté|STÉ|sté)\b\.?")  # with its accent no sainte
_LETTER_AND = re.compile(r"\b[^\W\d_] (?:et|and|und|en) [^\W\d_]\b")
_WORDS = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r"(\d+)(?:ers?|ere|re|e|eme|ieme|nde?|st|th|rd|ste|de)\Z")
_UNITS = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_ONE_LETTER = frozenset("ivx")
_CAPITAL_NUMERAL = re.compile(r"(?<=[\s-])[IVX](?![\w'’.])")


def chunks(text: str) -> list[str]:
    """The folded words of ``text`` without elided articles; dotted initials glued (C.C.I. → cci), & and + written out."""
    if "." in text:
        text = _DOTTED.sub(lambda found: found.group().replace(".", "").replace(" ", "") + " ", text)
    if "t\xe9" in text or "T\xc9" in text:
        text = _COMPANY.sub("société", text)
    text = fold(text)
    if not text.isascii():
        text = text.translate(_LIGATURES)
    if "'" in text:
        text = _ELISION.sub("", text)
    if "&" in text or "+" in text or _LETTER_AND.search(text):
        text = _TWO_LETTERS.sub(r"\1et\2", text).replace("&", " et ").replace("+", " et ")
    return _WORDS.findall(text)


def telling_words(words: Sequence[str], text: str = "") -> tuple[str, ...]:
    """``words`` (of ``chunks``) without those that say nothing, each expanded; ``text`` is the name as written."""
    stops = stop_words()
    if not _number_starts().isdisjoint(words):
        words = _with_numbers(words)
    return tuple(expand([word for word in words if word not in stops], text))


def expand(words: Sequence[str], text: str = "") -> list[str]:
    """``words`` (folded) with abbreviations and saints written out; ordinals, Roman numerals, numbers in letters as digits.

    An abbreviation may become several words. ``text``, the name as written, decides on numerals of one letter ("Paris V").

    >>> expand(["ets", "st", "jean", "xxiii"])
    ['etablissements', 'saint', 'jean', '23']
    """
    table, found = _single(), []
    for at, word in enumerate(words):
        usual = table.get(word)
        if usual is not None:
            found.append(usual)
        elif not at and word in _first():
            found.append(_first()[word])
        elif word[0] in "0123456789":
            ordinal = _ORDINAL.match(word)
            found.append(ordinal.group(1) if ordinal else word)
        elif at and word in _ONE_LETTER and _CAPITAL_NUMERAL.search(text):
            found.append(_roman(word))
        else:
            found.append(word)
    return found


@cache
def _single() -> dict[str, str]:
    """Every word that has another usual form wherever it stands."""
    table = {word: usual for word, (usual, first) in abbreviations().items() if not first}
    table |= {_numeral(value): str(value) for value in range(2, 40) if len(_numeral(value)) > 1}
    table |= {words[0]: digits for words, digits in numbers().items() if len(words) == 1}
    return {word: usual for word, usual in (table | SAINT).items() if word != usual}


@cache
def _first() -> dict[str, str]:
    return {word: usual for word, (usual, first) in abbreviations().items() if first}


def _numeral(value: int) -> str:
    units = next(letters for letters, unit in _UNITS.items() if unit == value % 10)
    return "x" * (value // 10) + units


def _roman(word: str) -> str:
    return str(_UNITS.get(word, 10))


@cache
def _number_starts() -> frozenset[str]:
    """The first words of numbers of several words."""
    return frozenset(words[0] for words in numbers() if len(words) > 1)


def _with_numbers(words: Sequence[str]) -> list[str]:
    """``words`` with each number of several words as its digits, the longest first."""
    found, at, known = [], 0, numbers()
    while at < len(words):
        for size in (3, 2):
            digits = known.get(tuple(words[at : at + size]))
            if digits and len(words) >= at + size:
                found.append(digits)
                at += size
                break
        else:
            found.append(words[at])
            at += 1
    return found
