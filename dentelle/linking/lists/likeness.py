"""How alike two words are that are not the same: a slip, a scanner's swap, a cut, a short form, initials.

Invariant: symmetric but for initials; a likeness is a share of what the word in common would be worth, and a toll to pay for it.
"""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

__all__ = ["NOT_ALIKE", "Likeness", "likeness", "scanned", "spelled", "unread"]

_SWAPS = (("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("8", "b"), ("rn", "m"), ("vv", "w"), ("cl", "d"))


class Likeness(NamedTuple):
    """``how`` two words are alike ("" not at all), the ``share`` of the word's worth that it brings, and its ``toll``."""

    how: str
    share: float
    toll: float


NOT_ALIKE = Likeness("", 0.0, 0.0)


def scanned(word: str) -> str:
    """``word`` as it looks to a scanner: what it takes for each other is one letter."""
    for seen, meant in _SWAPS:
        word = word.replace(seen, meant)
    return word


@lru_cache(maxsize=200_000)
def likeness(one: str, other: str) -> Likeness:
    """How the words ``one`` and ``other``, which are not the same, are alike."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) < 2 or short[0] in "@§" or long[0] in "@§" or (one.isdigit() and other.isdigit()):
        return NOT_ALIKE
    distance = OSA.distance(one, other, score_cutoff=3)
    if distance <= 3 and len(short) >= 3 and scanned(one) == scanned(other):
        return Likeness("scanned", 1.0, 1.0)
    if distance == 1 and len(short) >= 3:
        return Likeness("slip", 1.0, 1.2 if len(short) > 5 else 2.0 if len(short) > 3 else 3.5)
    if distance == 2 and len(short) >= 6:
        return Likeness("slip", 1.0, 2.4 if len(short) > 8 else 3.2)
    if distance == 3 and len(short) >= 9:
        return Likeness("slip", 1.0, 4.0)
    if len(short) >= 3 and long.startswith(short):
        return Likeness("cut", min(1.0, len(short) / 7), 0.7)
    if one[0] != other[0]:
        return NOT_ALIKE
    if one[:5] == other[:5] and len(short) > 5:
        same = next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), len(short))
        if same >= 0.6 * len(long):
            return Likeness("stem", 0.7, 0.7)
    if len(short) <= 5 and len(long) >= 5 and _in_order(short, long) and _few_vowels(short):
        return Likeness("short", 0.35, 0.2)
    return NOT_ALIKE


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(letter in rest for letter in short)


def _few_vowels(word: str) -> bool:
    return sum(map("aeiouy".__contains__, word[1:])) <= (len(word) - 1) // 3


def _plausible(acronym: str, words: tuple[str, ...]) -> bool:
    firsts = "".join([word[0] for word in words])
    return acronym[0] in firsts and 2 * unread(acronym, firsts) <= len(acronym)


def unread(letters: str, firsts: str) -> int:
    """How many of ``letters`` are none of ``firsts``; when these are initials, each is at least 1 amiss."""
    return len(letters) - sum(map(firsts.__contains__, letters))


def spelled(acronym: str, words: tuple[str, ...]) -> float:
    """How much is amiss when ``acronym`` is read from ``words`` in order: 0 when it is their initials; 99 when it cannot be.

    A word left out and a letter that is no initial cost one each, a left-out word at the end a quarter.
    """
    if not words or not acronym or not _plausible(acronym, words):
        return 99.0
    return _amiss(acronym, words)


@lru_cache(maxsize=100_000)
def _amiss(acronym: str, words: tuple[str, ...]) -> float:
    best = {(0, 0, 0): 0.0}  # letters read, words used, letters taken of the last word → what is amiss
    for letter in acronym:
        reached: dict[tuple[int, int, int], float] = {}
        for (read, used, within), amiss in best.items():
            for skipped, word in enumerate(words[used : used + 3]):
                if word[0] == letter:
                    key, cost = (read + 1, used + skipped + 1, 1), amiss + skipped
                    reached[key] = min(cost, reached.get(key, 99.0))
            if used and 0 < within < 5:
                at = words[used - 1].find(letter, within)
                if at > 0:
                    key, cost = (read + 1, used, at + 1), amiss + 1.0 + 0.3 * (at > within)
                    reached[key] = min(cost, reached.get(key, 99.0))
        best = reached
    return min((amiss + 0.25 * (len(words) - used) for (_, used, _), amiss in best.items()), default=99.0)
