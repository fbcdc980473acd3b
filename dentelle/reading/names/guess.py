"""What an unknown name most likely is by its letters and the words beside it: person, place or organisation.

Invariant: a guess is a function of the run, its neighbours and ``data/name_kinds.tsv.gz``, a linear model that
``tools/train_name_kinds.py`` trains; it never overrules a head noun or a known name.
"""

import gzip
from collections.abc import Iterator
from functools import cache
from importlib import resources

from dentelle.model import LANGUAGES
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import Words, word_bundle

__all__ = ["KINDS", "evidence", "guess"]

KINDS = ("person", "place", "organisation")
LINKING = frozenset(
    {"&", "and", "et", "und", "en", "of", "de", "du", "des", "d", "la", "l", "le", "les", "van", "von", "der", "den", "the"}
)


def evidence(clause: Clause, first: int, last: int) -> Iterator[str]:
    """The features of the run ``first``..``last`` (exclusive) in its clause."""
    inside = clause.tokens[first:last]
    words = [token for token in inside if token.word and token.low.strip() not in LINKING]
    if not words:
        return
    yield f"n{min(len(words), 4)}"
    if len(words) == 1:
        yield from _letters("s", clause, first, words[0].low, words[0].odd)
    else:
        yield from _letters("f", clause, first, words[0].low, words[0].odd)
        yield from _letters("l", clause, last - 1, words[-1].low, words[-1].odd)
    for token in inside:
        if token.low.strip() in LINKING:
            yield f"k{token.low.strip()}"
    common = sum(any(token.low in bundle.common or token.low in bundle.ordinary for bundle in _bundles()) for token in words)
    yield f"c{min(common, 2)}{common == len(words)}"
    yield from _neighbours(clause, first, last)


@cache
def _bundles() -> tuple[Words, ...]:
    return tuple(word_bundle(language) for language in LANGUAGES)


def _letters(where: str, clause: Clause, index: int, low: str, odd: bool) -> Iterator[str]:
    """The ends and the beginning of one word, and what the lists know of it."""
    for part in {low.split(" ")[0], low.split(" ")[-1]} if " " in low else {low}:
        yield f"{where}-{part[-2:]}"
        yield f"{where}-{part[-3:]}"
        yield f"{where}-{part[-4:]}"
        yield f"{where}+{part[:3]}"
    if " " in low:
        yield f"{where}hyphen"
    if odd:
        yield f"{where}{'upper' if clause.tokens[index].upper else 'odd'}"
    if clause.given(index):
        yield f"{where}given"
    if clause.surname(index):
        yield f"{where}surname"


def _neighbours(clause: Clause, first: int, last: int) -> Iterator[str]:
    language, before, after = clause.language, clause.word(first - 1).strip(), clause.word(last).strip()
    yield f"{language}<{before}"
    yield f"{language}<<{clause.word(first - 2).strip()} {before}"
    yield f"{language}>{after}"
    yield f"{language}>>{after} {clause.word(last + 1).strip()}"
    if clause.capital(first - 1):
        yield "<capital"
    yield from _classes(clause, first, last)


def _classes(clause: Clause, first: int, last: int) -> Iterator[str]:
    """What the neighbours are, whatever the language: what is learnt of one language holds for the others."""
    words, before, after = clause.words, clause.word(first - 1).strip(), clause.word(last).strip()
    if before in words.place_prepositions or (before == "a" and clause.language == "fr"):
        yield "<in"
    if clause.located(first):
        yield "<in the"
    if before in words.articles:
        yield "<article"
    for where, low in (("<", before), (">", after), (">,", clause.word(last + 1) if clause.text(last) == "," else "")):
        if low in words.says:
            yield f"{where}says"
        if low in words.roles:
            yield f"{where}role"
        if low in words.titles:
            yield f"{where}title"


@cache
def _weights() -> dict[str, tuple[int, ...]]:
    packed = (resources.files("dentelle.reading") / "data" / "name_kinds.tsv.gz").read_bytes()
    rows = (line.split("\t") for line in gzip.decompress(packed).decode("utf-8").splitlines())
    return {row[0]: tuple(int(cell) for cell in row[1:]) for row in rows}


def guess(clause: Clause, first: int, last: int) -> tuple[str, int]:
    """The likeliest kind of the run and by how much it leads the next one, in hundredths of the model's margin."""
    weights = _weights()
    scores = [0] * len(KINDS)
    for feature in evidence(clause, first, last):
        for index, weight in enumerate(weights.get(feature, ())):
            scores[index] += weight
    ranked = sorted(range(len(KINDS)), key=lambda index: (-scores[index], index))
    return KINDS[ranked[0]], scores[ranked[0]] - scores[ranked[1]]
