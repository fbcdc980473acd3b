"""Acronyms, made from names and matched both ways.

Invariant: an acronym is only ever an offer here; that it stands for a name is decided by a source that gives both forms.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from dentelle.folding import fold, squash
from dentelle.linking.normalise import Name
from dentelle.linking.tables import lines, stop_words

__all__ = ["acronyms", "fit", "near", "nearly_spells", "spells", "spells_beside"]

_MOST_OF_A_WORD = 3  # letters: Inserm takes one of most words, Cerema two of Centre
_FURTHER_LETTER, _SKIPPED_WORD, _ADDED_LETTER = 0.3, 1.0, 1.5  # what each costs, in letters of the acronym
_NEARLY = 0.78  # of `fit`: one word skipped of six; with less, one association of the region fits the acronym of another
_LEAST_LETTERS = 5  # of an acronym that may be near: with four, one missing could be anybody's


@lru_cache(maxsize=100_000)
def acronyms(text: str) -> frozenset[str]:
    """The acronyms that ``text`` may be shortened to, folded: initials without small words, with them, with glued words' parts.

    >>> sorted(acronyms("Chambre de commerce et d'industrie"))
    ['ccedi', 'cci', 'cdcedi']
    >>> "bmbf" in acronyms("Bundesministerium für Bildung und Forschung")
    True
    """
    words = _words(text)
    if len(words) < 2:
        return frozenset()
    small = stop_words()
    bare = [word for word in words if word not in small]
    made = {"".join(word[0] for word in bare), "".join(word[0] for word in words)}
    made.add("".join(word[0] for word in words if word not in small or word in {"et", "d"}))
    made.add("".join(_initials(word) for word in bare))
    return frozenset(acronym for acronym in made if len(acronym) >= 2)


@lru_cache(maxsize=100_000)
def near(initials: str) -> frozenset[str]:
    """The near acronyms of a name with these ``initials`` (folded): one letter left out, none where under five would be left."""
    if len(initials) <= _LEAST_LETTERS:
        return frozenset()
    return frozenset(initials[:at] + initials[at + 1 :] for at in range(len(initials)))


def spells(short: Name, long: Name) -> bool:
    """Whether ``short``, written as an acronym, may stand for ``long``."""
    return short.acronym and not long.acronym and squash(short.text) in acronyms(long.text)


def spells_beside(short: Name, long: Name) -> bool:
    """Whether ``short`` is an acronym of three letters or more beside words of ``long``, for whose other words it may stand.

    "RWTH Aachen" and "Rheinisch-Westfälische Technische Hochschule Aachen".
    """
    written = {squash(chunk) for chunk in short.text.split() if len(chunk) > 2 and chunk.isupper()}
    for word in written.intersection(short.words).difference(long.words):
        beside = {other for other in short.words if other != word}
        rest = [other for other in long.words if other not in beside]
        if beside and len(rest) > 2 and beside <= set(long.words) and word in acronyms(" ".join(rest)):
            return True
    return False


def nearly_spells(short: Name, long: Name) -> bool:
    """Whether ``short``, written as an acronym, has the letters of ``long`` in order with a word or so passed over."""
    letters = squash(short.text)
    return short.acronym and not long.acronym and len(letters) >= _LEAST_LETTERS and fit(letters, long.text) >= _NEARLY


def fit(letters: str, text: str) -> float:
    """How well the folded ``letters`` are an acronym of ``text``: 1 for its initials, less for each word skipped, down to 0.

    Letters are taken in order from the beginnings of words, up to three of each. Small words give theirs for nothing or are
    passed over; a word passed over costs a letter, a second letter of a word a third of one, a letter found nowhere one and a
    half. The first word must give the first letter, and two words at least must give any.

    >>> fit("inrae", "Institut national de recherche pour l'agriculture, l'alimentation et l'environnement")
    0.8
    >>> fit("cci", "Chambre de commerce et d'industrie")
    1.0
    """
    words = _words(text)
    if len(words) < 2 or not letters or words[0][0] != letters[0]:
        return 0.0
    costs = _first_costs(letters, words[0])
    for word in words[1:]:
        costs = _with_word(costs, letters, word)
    return round(max(0.0, 1 - costs[len(letters)] / len(letters)), 3)


def _first_costs(letters: str, word: str) -> list[float]:
    """What it costs to have used the first n letters after ``word``, which gives the first; a word alone is no acronym."""
    costs = [float("inf")] * (len(letters) + 1)
    for taken in range(1, min(_common(letters, 0, word), len(letters) - 1) + 1):
        costs[taken] = (taken - 1) * _FURTHER_LETTER
    return costs


def _with_word(costs: Sequence[float], letters: str, word: str) -> list[float]:
    skip = 0.0 if word in stop_words() or word.isdigit() else _SKIPPED_WORD
    after = [cost + skip for cost in costs]
    for used, cost in enumerate(costs):
        for taken in range(1, _common(letters, used, word) + 1):
            after[used + taken] = min(after[used + taken], cost + (taken - 1) * _FURTHER_LETTER)
    for used in range(1, len(after)):
        after[used] = min(after[used], after[used - 1] + _ADDED_LETTER)
    return after


def _common(letters: str, start: int, word: str) -> int:
    """How many letters from ``start`` on are the beginning of ``word``, at most three."""
    found = 0
    while found < _MOST_OF_A_WORD and start + found < len(letters) and word[found : found + 1] == letters[start + found]:
        found += 1
    return found


def _words(text: str) -> list[str]:
    plain = fold(text).replace("'", " ").replace("-", " ").replace("/", " ").replace("(", " ")
    return [word for word in plain.split() if word[:1].isalnum()]


@cache
def _parts() -> tuple[str, ...]:
    return tuple(sorted((part for _, line in lines("compound_parts.txt") for part in line.split()), key=lambda part: -len(part)))


def _initials(word: str) -> str:
    """The initial of ``word``, and that of the second part of a glued one."""
    part = next((part for part in _parts() if word.startswith(part)), "") if word.startswith(_parts()) else ""
    return word[0] + word[len(part)] if part and len(word) >= len(part) + 4 else word[0]
