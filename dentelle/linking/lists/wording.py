"""A name as it is compared with a register's: short forms written out, phrases of institutions and legal forms as one word each.

Invariant: a pure function of plain words (``registers.words.plain``) and of the tables in ``linking/data`` and the gazetteer;
both
sides of a comparison go through it, so a table that is wrong about a word is wrong on both sides alike.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from dentelle.gazetteer import legal_forms, translated
from dentelle.linking.lists.kinds import kind_phrases
from dentelle.linking.tables import abbreviations, compound_heads, institutions, lines, numbers
from dentelle.registers.words import SMALL, plain

__all__ = ["Told", "Word", "forms_of", "told", "vocabulary"]

_ROMAN = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
)
_ORDINAL = re.compile(r"(\d{1,3})(?:er|ere|e|eme|nd|nde|de|ste|st|rd|th)")
_ARTICLES = frozenset(("neuf", "second", "seconde"))  # new, and more often a rank than a number
_SERVICES = frozenset(("service", "direction", "pole", "@pole", "amt", "@office", "dienst", "afdeling", "department"))
_KINDS = frozenset(("head", "open"))  # roles of words that say what kind of body it is
_NONE = frozenset[str]()
_AMBIGUOUS = frozenset(("ste", "cte"))  # Sainte as often as société, comité as communauté
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saint", "stes": "sainte", "sankt": "saint", "skt": "saint", "sint": "saint"}


class Word(NamedTuple):
    """One word or phrase of a name. ``form`` is what is compared: "@concept", "§legal form", "=place", or the word itself.

    ``role``: head (what kind of body), open, word, legal, place, number, or "" for a word of its own; ``said`` the plain
    words it covers.
    """

    form: str
    role: str
    said: tuple[str, ...]


class Told(NamedTuple):
    """A name taken apart for comparison: ``words`` without small ones, ``glued`` all its letters.

    ``letters`` are the glued initials without those of legal forms, ``firsts`` with them; ``forms`` all that is compared;
    ``heads`` the concepts that say what kind of body it is, ``head`` the first of them or "".
    """

    words: tuple[Word, ...]
    letters: str
    glued: str
    firsts: str
    forms: frozenset[str]
    heads: frozenset[str]
    head: str

    @property
    def service(self) -> bool:
        """Whether it names a service of a larger body: "Service des sports", "Sportamt"."""
        return any(word.form in _SERVICES for word in (self.words[0], self.words[-1]))


@cache
def _numbers() -> dict[str, str]:
    """Each number in one word or roman, with its digits."""
    table = {roman: str(number) for number, roman in enumerate(_ROMAN, 1) if number not in (1, 5, 10)}
    for words, digits in numbers().items():
        if len(words) == 1 and words[0] not in _ARTICLES:
            table.setdefault(plain(words[0])[0], digits)
    return table


@cache
def _shortenings() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...], bool]]]:
    """By first word, longest first: the words of a short form, those it stands for, and whether it only begins a name."""
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], bool]]] = {}
    for _, line in lines("shortenings.tsv")[1:]:
        short, long = line.split("\t")
        for form in short.split("|"):
            words = _without_small(plain(form))
            table.setdefault(words[0], []).append((words, tuple(long.split()), form[0] == "^"))
    for form, (meant, first) in abbreviations().items():
        words = _without_small(plain(form))
        if len(words) == 1 and words[0] not in _AMBIGUOUS and not any(words == known for known, _, _ in table.get(words[0], ())):
            table.setdefault(words[0], []).append((words, plain(meant), first))
    return {start: sorted(found, key=lambda one: -len(one[0])) for start, found in table.items()}


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str, str, bool]]]:
    """By first word, longest first: the words of a phrase, its form, its role, and whether it only begins a name.

    Institutions come before legal forms, these before places.
    """
    said = [(plain(phrase), f"@{one.concept}", one.role, phrase[0] == "^") for one in institutions() for _, phrase in one.phrases]
    first = {(words, form) for words, form, _, begins in said if begins}
    rows = [(words, form, role) for words, form, role, _ in said]
    rows += [(phrase, form, "head") for form, phrase in kind_phrases().items()]
    rows += [
        (plain(form), f"§{one.same_as or one.name}", "legal")
        for one in legal_forms()
        for form in one.forms
        if form not in one.common
    ]
    rows += [(plain(form), f"={''.join(plain(forms[0]))}", "place") for forms in translated() for form in forms if len(form) > 3]
    table: dict[str, dict[tuple[str, ...], tuple[str, str, bool]]] = {}
    for words, form, role in rows:
        bare = _pieces(words) if role != "legal" else _without_small(words)
        if bare:
            table.setdefault(bare[0], {}).setdefault(bare, (form, role, (words, form) in first))
    return {
        start: sorted(((words, *what) for words, what in found.items()), key=lambda one: (-len(one[0]), one[0]))
        for start, found in table.items()
    }


@cache
def _said_as() -> dict[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, set[tuple[str, ...]]] = {}
    for found in _phrases().values():
        for words, form, _, _ in found:
            table.setdefault(form, set()).add(words)
    return {form: tuple(sorted(phrases)) for form, phrases in table.items()}


@cache
def _unstemmed() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for word, stem in (*_SAINTS.items(), *_numbers().items()):
        if word not in SMALL:
            table.setdefault(stem, []).append(word)
    return {stem: tuple(found) for stem, found in table.items()}


@lru_cache(maxsize=100_000)
def forms_of(form: str) -> tuple[tuple[str, ...], ...]:
    """The ways in which names of a register may say ``form``, as plain words: phrases, plural, roman numbers."""
    if form not in _said_as() and form not in _unstemmed():
        return ((form,), (f"{form}s",)) if len(form) > 3 and not form.isdigit() else ((form,),)
    phrases = _said_as().get(form, ((form,),))
    alone = {word for phrase in phrases if len(phrase) == 1 for word in phrase}
    alone |= {f"{word}s" for word in alone if len(word) > 3 and not word.isdigit()} | {
        w for word in alone for w in _unstemmed().get(word, ())
    }
    return (*sorted((word,) for word in alone), *(phrase for phrase in phrases if len(phrase) > 1))


def _without_small(words: tuple[str, ...]) -> tuple[str, ...]:
    return words if SMALL.isdisjoint(words) else tuple([word for word in words if word not in SMALL])


def _stem(word: str) -> str:
    """``word`` without the s of its plural, "saint" written out, numbers as digits."""
    word = _SAINTS.get(word, word)
    if len(word) > 4 and word[-1] == "s" and word[-2] != "s":
        return word[:-1]
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal:
        word = ordinal[1]
    return _numbers().get(word, word.lstrip("0") or "0" if word.isdigit() else word)


def _written_out(words: tuple[str, ...]) -> Sequence[str]:
    table, found, at = _shortenings(), list[str](), 0
    if table.keys().isdisjoint(words):
        return words
    while at < len(words):
        for short, long, first in table.get(words[at], ()):
            if words[at : at + len(short)] == short and not (first and at):
                found += long
                at += len(short)
                break
        else:
            found.append(words[at])
            at += 1
    return found


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(_stem(word) for _, line in lines("ordinary_words.txt") for word in line.split())


@cache
def vocabulary() -> frozenset[str]:
    """The plain words that the tables know: those of phrases and kinds, ordinary and small words, short forms."""
    phrases = {word for found in _phrases().values() for words, _, role, _ in found if role != "place" for word in words}
    short = {word for found in _shortenings().values() for words, long, _ in found for word in (*words, *long)}
    listed = {word for _, line in lines("ordinary_words.txt") for word in line.split()}
    return frozenset(phrases | short | listed | SMALL)


@cache
def _compound_heads() -> dict[str, tuple[str, ...]]:
    """The heads that German and Dutch glue to what stands before, by their last four letters, the longest first."""
    table: dict[str, tuple[str, ...]] = {}
    for head, _ in compound_heads():
        table[head[-4:]] = (*table.get(head[-4:], ()), head)
    return table


@lru_cache(maxsize=200_000)
def _stemmed(word: str) -> tuple[str, ...]:
    """The stems of the parts of ``word``."""
    return _parted(_stem(word))


def _parted(word: str) -> tuple[str, ...]:
    """``word``, or the parts of a compound such as "Musikhochschule": what stands before without its s, and the head."""
    for head in _compound_heads().get(word[-4:], ()):
        if word.endswith(head) and len(word) >= len(head) + 4:
            before = word[: -len(head)]
            return (*_parted(before[:-1] if before[-1] == "s" and len(before) > 4 else before), head)
    return (word,)


@lru_cache(maxsize=100_000)
def told(words: tuple[str, ...]) -> Told:
    """The name of plain ``words`` taken apart."""
    bare = _without_small(words) or words
    table, found, at = _phrases(), list[Word](), 0
    long = _pieces(bare)
    if table.keys().isdisjoint(long):
        return _summed(tuple(map(_alone, long)), "".join(bare))
    while at < len(long):
        here = long[at]
        for phrase, form, role, begins in table.get(here, ()):
            if long[at : at + len(phrase)] == phrase and not (begins and at):
                if role == "legal" and not _at_an_end(at, len(phrase), len(long)):
                    continue
                found.append(Word(form, role, phrase))
                at += len(phrase)
                break
        else:
            found.append(_alone(here))
            at += 1
    return _summed(tuple(found), "".join(bare))


@lru_cache(maxsize=200_000)
def _alone(word: str) -> Word:
    """The ``word`` that is part of no phrase."""
    return Word(word, "number" if word.isdigit() else "plain" if word in _ordinary() else "", (word,))


def _summed(words: tuple[Word, ...], glued: str) -> Told:
    roles = {role for _, role, _ in words}
    forms = frozenset([form for form, _, _ in words])
    letters = firsts = "".join([one[0] for _, _, said in words for one in said])
    if "legal" in roles:
        letters = "".join([one[0] for _, role, said in words if role != "legal" for one in said])
    if _KINDS.isdisjoint(roles):
        return Told(words, letters, glued, firsts, forms, _NONE, "")
    heads = [form for form, role, _ in words if role in _KINDS]
    return Told(words, letters, glued, firsts, forms, frozenset(heads), heads[0])


def _pieces(words: tuple[str, ...]) -> tuple[str, ...]:
    """``words`` without small ones, short forms written out, plurals and compounds taken apart."""
    return tuple(chain.from_iterable(map(_stemmed, _written_out(_without_small(words) or words))))


def _at_an_end(at: int, size: int, whole: int) -> bool:
    """Whether a phrase stands at an end of the name and leaves something of it."""
    return size < whole and (at == 0 or at + size == whole)
