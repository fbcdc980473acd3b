"""Definite descriptions: an article and a head noun that may stand for a name ("l'école", "the incubator", "der Cluster")."""

from collections.abc import Iterator
from typing import NamedTuple

from dentelle.reading.names.sentence import Clause

__all__ = ["Description", "descriptions"]

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
        found = clause.head_at(index + 1)
        if found is None or found.head.language != clause.language or found.head.kind == "place" or found.compound:
            continue
        if clause.language == "fr" and form.text.lower() in INDEFINITE:
            continue
        tokens = clause.tokens
        yield Description(tokens[index].start, tokens[found.first].start, tokens[found.last - 1].end, found.head.type)
