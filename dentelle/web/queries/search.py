"""Search by name."""

from dataclasses import dataclass

from dentelle import search as names
from dentelle.folding import fold
from dentelle.web.queries.names import Name, name_of

MOST = 60  # entities in one answer


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity found. ``matched`` is the name that matched, "" when it is the one shown; ``sources`` speak of it."""

    name: Name
    matched: str
    sources: int


def search(asked: str, language: str) -> tuple[Hit, ...]:
    """Entities as ``dentelle.search`` finds them, named in ``language``."""
    return tuple(_hit(found, language) for found in names.hits(asked, MOST))


def _hit(found: names.Hit, language: str) -> Hit:
    name = name_of(found.row, language)
    return Hit(name, "" if fold(found.name) == fold(name.text) else found.name, found.row.sources)
