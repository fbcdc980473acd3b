"""What an unknown name most likely is by its letters and the words beside it: person, place or organisation.

Invariant: a guess is a function of the run, its neighbours and ``data/name_kinds.tsv.gz``, a linear model that
``tools/train_name_kinds.py`` trains; it never overrules a head noun or a known name.
"""

import gzip
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources

from dentelle.model import LANGUAGES
from dentelle.reading.names.forms import Form
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import word_bundle

__all__ = ["KINDS", "evidence", "guess"]

KINDS = ("person", "place", "organisation")
NONE = (0,) * len(KINDS)
LINKING = frozenset(
    {"&", "and", "et", "und", "en", "of", "de", "du", "des", "d", "la", "l", "le", "les", "van", "von", "der", "den", "the"}
)


def evidence(clause: Clause, first: int, last: int) -> Iterator[str]:
    """The features of the run ``first``..``last`` (exclusive) in its clause."""
    for where, form in _words(clause, first, last):
        yield from _letters(where, form)
    yield from _around(clause, first, last)


def _words(clause: Clause, first: int, last: int) -> list[tuple[str, Form]]:
    """The words whose letters count: the single one (s), else the first (f) and the last (l)."""
    words = [form for form in clause.forms[first:last] if form.word and form.bare not in LINKING]
    return [("s", words[0])] if len(words) == 1 else [("f", words[0]), ("l", words[-1])] if words else []


def _around(clause: Clause, first: int, last: int) -> Iterator[str]:
    """What the letters do not say: how many words there are, how ordinary they are, what stands beside them."""
    inside = clause.forms[first:last]
    words = [form for form in inside if form.word and form.bare not in LINKING]
    if not words:
        return
    yield f"n{min(len(words), 4)}"
    for form in inside:
        if form.bare in LINKING:
            yield f"k{form.bare}"
    common = sum([_is_listed(form.low) for form in words])
    yield f"c{min(common, 2)}{common == len(words)}"
    yield from _neighbours(clause, first, last)


@lru_cache(maxsize=20_000)
def _is_listed(low: str) -> bool:
    """Whether ``low`` is an ordinary word by the lists that the model was trained with; others would say more than it knows."""
    bundles = [word_bundle(language) for language in LANGUAGES]
    return low in word_bundle("en").ordinary or any(low in bundle.common and low not in bundle.nouns for bundle in bundles)


def _letters(where: str, form: Form) -> Iterator[str]:
    """The ends and the beginning of one word, and what the lists know of it."""
    low = form.low
    for part in {low.split(" ")[0], low.split(" ")[-1]} if " " in low else {low}:
        yield f"{where}-{part[-2:]}"
        yield f"{where}-{part[-3:]}"
        yield f"{where}-{part[-4:]}"
        yield f"{where}+{part[:3]}"
    if " " in low:
        yield f"{where}hyphen"
    if form.odd:
        yield f"{where}{'upper' if form.upper else 'odd'}"
    if form.given:
        yield f"{where}given"
    if form.surname:
        yield f"{where}surname"


@lru_cache(maxsize=20_000)
def _letter_scores(where: str, form: Form) -> tuple[int, ...]:
    """The scores of what ``_letters`` yields: the same for a word wherever it stands."""
    return _scores(_letters(where, form))


def _scores(features: Iterable[str]) -> tuple[int, ...]:
    weights = _weights()
    found = [weights[feature] for feature in features if feature in weights]
    return tuple(map(sum, zip(NONE, *found, strict=True)))


def _neighbours(clause: Clause, first: int, last: int) -> Iterator[str]:
    language, before, after = clause.language, clause.forms[first - 1].bare, clause.forms[last].bare
    yield f"{language}<{before}"
    yield f"{language}<<{clause.forms[first - 2].bare} {before}"
    yield f"{language}>{after}"
    yield f"{language}>>{after} {clause.forms[last + 1].bare}"
    if clause.forms[first - 1].capital:
        yield "<capital"
    yield from _classes(clause, first, last)


def _classes(clause: Clause, first: int, last: int) -> Iterator[str]:
    """What the neighbours are, whatever the language: what is learnt of one language holds for the others."""
    words, before, after = clause.words, clause.forms[first - 1].bare, clause.forms[last].bare
    if before in words.place_prepositions or (before == "a" and clause.language == "fr"):
        yield "<in"
    if clause.located(first):
        yield "<in the"
    if before in words.articles:
        yield "<article"
    for where, low in (("<", before), (">", after), (">,", clause.forms[last + 1].low if clause.forms[last].text == "," else "")):
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
    told = [_letter_scores(where, form) for where, form in _words(clause, first, last)]
    scores = tuple(map(sum, zip(_scores(_around(clause, first, last)), *told, strict=True)))
    ranked = sorted(range(len(KINDS)), key=lambda index: (-scores[index], index))
    return KINDS[ranked[0]], scores[ranked[0]] - scores[ranked[1]]
