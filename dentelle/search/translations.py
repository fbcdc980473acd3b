"""A word in the other languages: from the lexicon of the trade, everyday words, names of places, labels of the vocabulary.

Invariant: a table of words alone; what is in the atlas is not asked.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dentelle import vocabulary
from dentelle.gazetteer import translated
from dentelle.lexicon import lexicon
from dentelle.model import LANGUAGES
from dentelle.search.words import stems, words
from dentelle.tables import read_table

__all__ = ["Translation", "translations"]

LONGEST_FORM = 4  # words
EVERYDAY = Path(__file__).parent / "data" / "everyday.tsv"


@dataclass(frozen=True, slots=True)
class Translation:
    """A form of a word in ``language``; ``share`` 0 to 1 how surely it means the same."""

    words: tuple[str, ...]
    language: str
    share: float


Group = tuple[tuple[str, tuple[str, ...], float], ...]  # forms that mean one thing: language, words, how surely


def translations(asked: tuple[str, ...]) -> Mapping[str, tuple[Translation, ...]]:
    """For each word of ``asked`` its forms in the other languages; several words that mean one thing have them together."""
    found: dict[str, dict[tuple[str, ...], Translation]] = defaultdict(dict)
    place = 0
    while place < len(asked):
        for length in range(min(LONGEST_FORM, len(asked) - place), 0, -1):
            run = asked[place : place + length]
            forms = _forms(run)
            if forms:
                for word in run:
                    found[word].update({one.words: one for one in forms if one.words != run})
                place += length - 1
                break
        place += 1
    return {word: tuple(forms.values()) for word, forms in found.items()}


def _forms(run: tuple[str, ...]) -> list[Translation]:
    groups = _groups()
    every = dict.fromkeys(group for key in _keys(run, "") for group in groups.get(key, ()))
    return [Translation(form, language, share) for number in every for language, form, share in _all()[number]]


def _keys(run: tuple[str, ...], language: str) -> Iterator[tuple[str, ...]]:
    for spoken in (language,) if language else LANGUAGES:
        yield tuple(stems(word, spoken)[0] for word in run)


@lru_cache
def _all() -> tuple[Group, ...]:
    """Every group of forms that mean one thing."""
    every = (*_lexicon(), *_everyday(), *_labels(), *_places())
    return tuple(dict.fromkeys(group for group in every if len({form for _, form, _ in group}) > 1))


@lru_cache
def _groups() -> Mapping[tuple[str, ...], tuple[int, ...]]:
    """The numbers of the groups that each form, as stems, belongs to."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, group in enumerate(_all()):
        for language, form, _ in group:
            for key in _keys(form, language):
                found[key].append(number)
    return {key: tuple(dict.fromkeys(numbers)) for key, numbers in found.items()}


def _group(forms: Mapping[str, tuple[str, ...]], share: float) -> Group:
    said = []
    for language, texts in forms.items():
        for place, text in enumerate(texts):
            parts = tuple(words(text))
            if parts and len(parts) <= LONGEST_FORM and "*" not in text:
                said.append((language, parts, share if not place else share * 0.6))
    return tuple(dict.fromkeys(said))


def _lexicon() -> Iterator[Group]:
    """Concepts of the trade: their first form is a label, the others go with it."""
    for concept in lexicon().values():
        yield _group({language: forms[:2] for language, forms in concept.forms.items()}, 0.8)


def _everyday() -> Iterator[Group]:
    """Words of pages about a town that neither the trade nor the vocabulary says."""
    for row in read_table(EVERYDAY, LANGUAGES):
        yield _group({language: row.many(language) for language in LANGUAGES}, 0.9)


def _labels() -> Iterator[Group]:
    for kind in vocabulary.kinds():
        yield _group({language: (kind.labels[language], kind.plurals[language]) for language in LANGUAGES}, 1.0)
    for concept in vocabulary.scheme().concepts:
        yield _group({one: (label, *concept.alt_labels.get(one, ())) for one, label in concept.labels.items()}, 1.0)


def _places() -> Iterator[Group]:
    """Names of countries, areas and towns: of no one language."""
    for forms in translated():
        yield tuple(("", tuple(words(form)), 1.0) for form in forms if len(words(form)) <= LONGEST_FORM)
