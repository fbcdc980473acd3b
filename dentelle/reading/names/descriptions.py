"""Definite descriptions: an article and a head noun that may stand for a name ("l'école", "the incubator", "der Cluster")."""

from collections.abc import Iterator
from typing import NamedTuple

from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set

__all__ = ["Description", "descriptions"]

FRENCH = closed_set("fr", "adjectives_before")
APART = closed_set("all", "telling_apart")
INDEFINITE = frozenset(("de", "d'", "d’"))  # before a noun without an article: "la notation de startups", of any


class Description(NamedTuple):
    """Where a description begins, where its noun begins and ends, and the type of what the noun names."""

    start: int
    noun: int
    end: int
    type: str


def descriptions(clause: Clause) -> Iterator[Description]:
    """The descriptions in ``clause``, in order."""
    if clause.role == "furniture":
        return
    for index, form in enumerate(clause.forms):
        if not form.article:
            continue
        found = clause.head_at(_behind_adjectives(clause, index + 1))
        if found is None or found.head.language != clause.language or found.head.kind == "place" or found.compound:
            continue
        if clause.language == "fr" and form.text.lower() in INDEFINITE:
            continue
        tokens = clause.tokens
        yield Description(tokens[index].start, tokens[found.first].start, tokens[found.last - 1].end, found.head.type)


MOST = 2  # adjectives between an article and its noun


def _behind_adjectives(clause: Clause, index: int) -> int:
    """The token behind the small adjectives that stand before a noun: "the young company", "das junge Unternehmen"."""
    first = index
    while index - first < MOST and _adjective(clause, index):
        index += 1
    return index


def _adjective(clause: Clause, index: int) -> bool:
    """Whether the token is an adjective that does not tell one of a kind from another ("the second museum")."""
    form = clause.forms[index]
    if not form.word or form.capital or form.odd or form.function or form.role or clause.closed(index) or clause.head_at(index):
        return False
    if form.low in APART or not form.low.isalpha():
        return False
    if clause.language == "fr":
        return form.low in FRENCH
    return not form.low.endswith(("s", "ly")) if clause.language == "en" else form.low.endswith(("e", "en"))
