"""The data files of linking, read once.

Invariant: every file is plain text that a person edits; a line is a record, ``#`` starts a comment, ``|`` parts the forms of
one thing and the first form is its key. Nothing here depends on the names that are linked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dentelle.errors import VocabularyError
from dentelle.folding import fold
from dentelle.model import LANGUAGES

__all__ = [
    "Institution",
    "abbreviations",
    "compound_heads",
    "dignities",
    "equivalents",
    "formerly",
    "generations",
    "institutions",
    "lines",
    "numbers",
    "spaced",
    "stop_words",
    "titles",
]

_ROLES = frozenset({"head", "open", "word", "name"})


@dataclass(frozen=True, slots=True)
class Institution:
    """What an institution is called: ``role`` is head, open, word or name, ``phrases`` (language, words).

    A phrase with ``^`` before it counts only where a name begins with it.
    """

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
        if len(cells) < 3 or cells[1] not in _ROLES:
            raise VocabularyError(
                f"linking/data/institutions.tsv:{number}: a line is concept, role (head, open, word, name), phrases"
            )
        phrases = tuple(
            (language, phrase.strip())
            for language, cell in zip(LANGUAGES, cells[2:], strict=False)
            for phrase in cell.split("|")
            if phrase.strip()
        )
        found.append(Institution(cells[0], cells[1], phrases))
    return tuple(found)


@cache
def numbers() -> dict[tuple[str, ...], str]:
    """Each number in letters, as folded words, with its digits: ("vingt", "et", "un") → "21"."""
    table: dict[tuple[str, ...], str] = {}
    for number, line in lines("numbers.tsv")[1:]:
        digits, *cells = line.split("\t")
        if not digits.isdigit():
            raise VocabularyError(f"linking/data/numbers.tsv:{number}: a line is a number and its words in four languages")
        for phrase in (phrase for cell in cells for phrase in cell.split("|") if phrase.strip()):
            table.setdefault(tuple(fold(phrase).replace("-", " ").split()), digits)
    return table


@cache
def abbreviations() -> dict[str, tuple[str, bool]]:
    """Each shortened word, folded, with the folded word it stands for, and whether it does so only at the start of a name."""
    table: dict[str, tuple[str, bool]] = {}
    for number, line in lines("abbreviations.tsv")[1:]:
        cells = line.split("\t")
        if len(cells) != 3 or cells[2] not in {"any", "first"}:
            raise VocabularyError(f"linking/data/abbreviations.tsv:{number}: a line is a short word, its words, any or first")
        table[fold(cells[0])] = (fold(cells[1]), cells[2] == "first")
    return table


@cache
def compound_heads() -> tuple[tuple[str, str], ...]:
    """The folded endings of glued German and Dutch names with the concept each is, the longest first."""
    rows = [line.split("\t") for _, line in lines("compound_heads.tsv")[1:]]
    return tuple(sorted(((fold(ending), concept) for ending, concept in rows), key=lambda row: (-len(row[0]), row)))
