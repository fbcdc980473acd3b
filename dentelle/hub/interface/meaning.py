"""What a text is about: the concepts that it names, whatever its language, and the words that the lexicon does not know.

Invariant: deterministic; a word gives its meaning to the longest form it is part of. German and Dutch compounds are read by
parts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from dentelle.folding import fold
from dentelle.gazetteer import countries, towns
from dentelle.lexicon import cognate, lexicon, sayings, small_words, stem, words
from dentelle.model import LANGUAGES

Found = TypeVar("Found")
_Phrase = tuple[tuple[str, ...], str, float]  # its words, the concept it says and how much of it

__all__ = ["Meaning", "meaning"]

_NEIGHBOURS = ("BE", "DE", "NL", "LU")
_LARGE = 150_000  # inhabitants of a town abroad whose name says that a need looks beyond the border
_COMPOUNDS = ("de", "nl")
_PART = 4  # letters of the shortest part of a compound …
_ALONE = 5  # … and of one that is the only part known: *Ster* is none of *Register*
_LINKS = ("", "s", "es", "n", "en", "e", "er")
_APART = 2  # words that may stand between those of a form
_PHRASE = 1.2  # what a form of several words says, beside a single one
_HINT = 0.6  # … and what a saying hints at beside its first meaning
_SCENE = 0.5  # … and what a single word of a saying hints at
_WITHIN = 0.8  # what a part of a compound says, beside a word of its own


@dataclass(frozen=True, slots=True)
class Meaning:
    """Weights of concepts by id, and of other words by stem or cognate key (``=…`` and ``~…``); 1.0 is named once."""

    concepts: Mapping[str, float]
    words: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms of one language: single words by stem, beginnings of words, phrases by their longest word; and by their first
    word those that only mean something as they stand."""

    whole: Mapping[str, tuple[str, ...]]
    beginnings: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[_Phrase, ...]]
    literal: Mapping[str, tuple[_Phrase, ...]]
    longest: int
    scene: Mapping[str, tuple[tuple[str, float], ...]]

    def named(self, word: str, language: str) -> tuple[str, ...]:
        """The concepts of the folded ``word``: of a whole form, else of its longest beginning."""
        exact = self.whole.get(word) or self.whole.get("+" + stem(word, language))
        if exact:
            return exact
        for length in range(min(len(word), self.longest), 2, -1):
            if found := self.beginnings.get(word[:length]):
                return found
        return ()

    def hinted(self, word: str, language: str) -> tuple[tuple[str, float], ...]:
        """The concepts, with their shares, of scenes that the folded ``word`` belongs to."""
        exact = self.scene.get(word) or self.scene.get("+" + stem(word, language))
        return exact or next((found for end in range(len(word), 3, -1) if (found := self.scene.get(word[:end] + "*"))), ())


@lru_cache
def _forms(language: str) -> _Forms:
    whole: dict[str, list[str]] = defaultdict(list)
    beginnings: dict[str, list[str]] = defaultdict(list)
    phrases: dict[str, list[_Phrase]] = defaultdict(list)
    literal: dict[str, list[_Phrase]] = defaultdict(list)
    scene: dict[str, list[tuple[str, float]]] = defaultdict(list)
    small = small_words(language)
    for concept, form, share, named in _every_form(language):
        every = tuple(fold(form.replace("*", "§")).replace("'", " ").replace("-", " ").split())
        parts = tuple(part for part in every if part not in small) or every
        if len(parts) < len(every) and len(parts) == 1:  # "more people" is not people: said as it stands, or not at all
            literal[every[0]].append((every, concept, share))
            continue
        keys = tuple(part.replace("§", "*") if "§" in part else stem(part, language) for part in parts)
        if len(keys) > 1:
            phrases[max(keys, key=len)].append((keys, concept, share))
        elif not named:
            for key in (keys[0],) if keys[0].endswith("*") else (parts[0], "+" + keys[0]):
                scene[key].append((concept, _SCENE * share))
        elif keys[0].endswith("*"):
            beginnings[keys[0][:-1]].append(concept)
        else:
            whole[parts[0]].append(concept)
            whole["+" + keys[0]].append(concept)
    longest = max(map(len, beginnings), default=0)
    return _Forms(_settled(whole), _settled(beginnings), _settled(phrases), _settled(literal), longest, _settled(scene))


def _every_form(language: str) -> Iterator[tuple[str, str, float, bool]]:
    """Concept, form, share and whether it names the concept, of all that ``language`` has words for."""
    for concept in lexicon().values():
        yield from ((concept.id, form, 1.0, True) for form in concept.forms[language])
    for saying in sayings():
        for at, meant in enumerate(saying.means):
            yield from ((meant, form, _HINT if at else 1.0, False) for form in saying.forms[language])


def _settled(table: Mapping[str, list[Found]]) -> dict[str, tuple[Found, ...]]:
    return {key: tuple(dict.fromkeys(found)) for key, found in table.items()}


def meaning(text: str, language: str) -> Meaning:
    """What ``text``, written in ``language``, is about."""
    return _meaning(text, language if language in LANGUAGES else "en")


@lru_cache(maxsize=20_000)
def _meaning(text: str, language: str) -> Meaning:
    small = small_words(language)
    every = words(text)
    tokens = [word for word in every if word not in small and (len(word) > 1 or word.isdigit())]
    concepts: dict[str, float] = defaultdict(float)
    for concept, share in _as_they_stand(every, language):
        concepts[concept] += share
    taken = _phrases(tokens, language, concepts)
    others: dict[str, float] = defaultdict(float)
    for at, token in enumerate(tokens):
        found = () if at in taken else _word(token, language)
        for concept, weight in found:
            concepts[concept] += weight
        if not token.isdigit():
            others["=" + stem(token, language)] += 1.0
            if key := cognate(token):
                others["~" + key] += 0.5 if found or at in taken else 1.0
    return Meaning(dict(concepts), dict(others))


def _as_they_stand(every: list[str], language: str) -> list[tuple[str, float]]:
    """The concepts, with their shares, of forms such as "more people", whose words mean nothing one by one."""
    literal = _forms(language).literal
    found = ((at, phrase) for at, word in enumerate(every) for phrase in literal.get(word, ()))
    return [
        (concept, share)
        for at, (form, concept, share) in found
        if all(map(_said, form, every[at : at + len(form)])) and len(every) >= at + len(form)
    ]


def _said(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("§") else word == part


def _phrases(tokens: list[str], language: str, concepts: dict[str, float]) -> set[int]:
    """Adds the concepts of forms of several words; the places of the words that they took."""
    forms = _forms(language)
    matched: list[tuple[int, tuple[int, ...], str, float]] = []
    for at, token in enumerate(tokens):
        for key in _keys(token, language):
            for keys, concept, share in forms.phrases.get(key, ()):
                reach = range(max(0, at - len(keys) - _APART + 1), min(len(tokens), at + len(keys) + _APART))
                places = _places(keys, tokens, reach, language)
                if places and max(places) - min(places) < len(keys) + _APART:
                    matched.append((-len(keys), tuple(sorted(places)), concept, share))
    taken: set[int] = set()
    said: set[tuple[tuple[int, ...], str]] = set()
    for _, places, concept, share in sorted(set(matched)):
        if taken.isdisjoint(places) or any(places == other for other, _ in said):
            concepts[concept] += _PHRASE * share
            taken.update(places)
            said.add((places, concept))
    return taken


def _places(keys: tuple[str, ...], tokens: list[str], reach: range, language: str) -> tuple[int, ...]:
    """Where each of ``keys`` stands among ``tokens`` within ``reach``, () unless all do."""
    found: list[int] = []
    for key in keys:
        place = next((at for at in reach if at not in found and _is(tokens[at], key, language)), None)
        if place is None:
            return ()
        found.append(place)
    return tuple(found)


def _is(token: str, key: str, language: str) -> bool:
    return token.startswith(key[:-1]) if key.endswith("*") else stem(token, language) == key


def _keys(token: str, language: str) -> list[str]:
    """The keys under which a phrase with ``token`` in it may stand."""
    return [stem(token, language), *(f"{token[:length]}*" for length in range(2, len(token) + 1))]


@lru_cache(maxsize=65_536)
def _word(token: str, language: str) -> tuple[tuple[str, float], ...]:
    """The concepts of one word with their weights; of a compound those of its parts, of a word unknown here the English ones."""
    whole = _forms(language).named(token, language)
    parts = _parts(token, language) if language in _COMPOUNDS else ()
    found: dict[str, float] = {concept: _WITHIN for part in parts for concept in _forms(language).named(part, language)}
    found |= dict.fromkeys(whole, 1.0)
    for concept, share in _forms(language).hinted(token, language):
        found.setdefault(concept, share)
    if not found and (abroad := _places_abroad().get(token)):
        found = {abroad: _WITHIN}
    if not found and language != "en":
        found = dict.fromkeys(_forms("en").named(token, "en"), _WITHIN)
    return tuple(found.items())


@lru_cache
def _places_abroad() -> Mapping[str, str]:
    """The concept of each country and large town that is not in France, by its folded name of one word."""
    named = [place for place in (*countries(), *towns()) if place.country != "FR" and place.population >= _LARGE]
    return {
        fold(form): "neighbour_countries" if place.country in _NEIGHBOURS else "third_countries"
        for place in named
        if not place.ambiguous
        for form in place.all_forms()
        if form.isalpha() and not place.is_common(form)
    }


def _parts(token: str, language: str) -> tuple[str, ...]:
    """The parts of the compound ``token`` that the lexicon knows: those that cover most of it, first of all its two ends."""
    if len(token) < 2 * _PART:
        return ()
    forms = _forms(language)
    best: dict[int, tuple[int, tuple[str, ...]]] = {0: (0, ())}
    for end in range(1, len(token) + 1):
        score, chosen = best[end - 1][0] - (1 if end > 1 else 0), best[end - 1][1]
        for start in range(max(0, end - 20), end - _PART + 1):
            if start and not _joined(token, start, best[start][1]) and end != len(token):
                continue
            part = token[start:end]
            if part != token and _known(part, forms, language) and best[start][0] + len(part) * 2 > score:
                score, chosen = best[start][0] + len(part) * 2, (*best[start][1], part)
        best[end] = (score, chosen)
    parts = best[len(token)][1]
    return parts if len(parts) > 1 or all(len(part) >= _ALONE for part in parts) else ()


def _known(part: str, forms: _Forms, language: str) -> bool:
    return part in forms.whole or "+" + stem(part, language) in forms.whole or part in forms.beginnings


def _joined(token: str, start: int, before: tuple[str, ...]) -> bool:
    """Whether a part may begin at ``start``: right behind the part before it, or behind one of the joints of compounds."""
    if not before:
        return False
    end = token.find(before[-1]) + len(before[-1])
    return token[end:start] in _LINKS
