"""The data files of linking, read once.

Invariant: every file is plain text that a person edits; a line is a record, ``#`` starts a comment, ``|`` parts the forms of
one thing and the first form is its key. Nothing here depends on the names that are linked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dentelle.errors import VocabularyError
from dentelle.model import LANGUAGES, fold

__all__ = [
    "Institution",
    "dignities",
    "equivalents",
    "formerly",
    "generations",
    "institutions",
    "lines",
    "spaced",
    "stop_words",
    "titles",
]


@dataclass(frozen=True, slots=True)
class Institution:
    """What an institution is called: ``role`` is head, open or word, ``phrases`` (language, words)."""

    concept: str
    role: str
    phrases: tuple[tuple[str, str], ...]


def lines(name: str) -> tuple[tuple[int, str], ...]:
    """The lines of the data file ``name`` that are neither blank nor a comment, each with its number from 1."""
    text = resources.files("dentelle.linking").joinpath("data", name).read_text(encoding="utf-8")
    kept = ((number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), 1))
    return tuple((number, line) for number, line in kept if line.strip() and not line.lstrip().startswith("#"))


@cache
def equivalents(name: str) -> dict[str, str]:
    """Each folded form in the file ``name`` with the folded first form of its line; the first line that has a form wins."""
    table: dict[str, str] = {}
    for _, line in lines(name):
        forms = [fold(form) for form in line.split("|") if form.strip()]
        for form in forms:
            table.setdefault(form, forms[0])
    return table


@cache
def spaced(name: str) -> frozenset[str]:
    """The folded forms in the file ``name`` of whatever is written in several words in one of the languages: lionheart."""
    rows = ([fold(form) for form in line.split("|") if form.strip()] for _, line in lines(name))
    return frozenset(form for forms in rows if any(" " in form for form in forms) for form in forms)


@cache
def stop_words() -> frozenset[str]:
    """The folded words that say nothing in a name."""
    return frozenset(fold(word) for _, line in lines("stop_words.txt") for word in line.split())


@cache
def titles() -> dict[str, str]:
    """The folded words that stand before people's names (Dr, Frau, koningin), each with "she", "he" or "title" for neither."""
    return {word: role for role, words in _around_names() if role in {"title", "she", "he"} for word in words}


@cache
def generations() -> dict[str, str]:
    """The folded words that stand behind the name of one of two people (père, Jr), each with "older" or "younger"."""
    return {word: role for role, words in _around_names() if role in {"older", "younger"} for word in words}


@cache
def dignities() -> dict[str, str]:
    """The folded words before a given name that say whose it is: "pope" or "saint"."""
    return {word: role for role, words in _around_names() if role in {"pope", "saint"} for word in words}


@cache
def formerly() -> frozenset[str]:
    """The folded words before another surname of the same person: née, geb., épouse."""
    return frozenset(word for role, words in _around_names() if role == "formerly" for word in words)


def _around_names() -> Iterator[tuple[str, list[str]]]:
    for _, line in lines("titles.tsv")[1:]:
        role, words = line.split("\t")
        yield role, words.split()


@cache
def institutions() -> tuple[Institution, ...]:
    """The institution words, in the order of the file. Raises VocabularyError with the line of a fault."""
    found = []
    for number, line in lines("institutions.tsv")[1:]:
        cells = line.split("\t")
        if len(cells) < 3 or cells[1] not in {"head", "open", "word"}:
            raise VocabularyError(f"linking/data/institutions.tsv:{number}: a line is concept, role (head, open, word), phrases")
        phrases = tuple(
            (language, phrase.strip())
            for language, cell in zip(LANGUAGES, cells[2:], strict=False)
            for phrase in cell.split("|")
            if phrase.strip()
        )
        found.append(Institution(cells[0], cells[1], phrases))
    return tuple(found)
