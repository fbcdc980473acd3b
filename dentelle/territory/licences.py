"""The licences that a source may declare, and what each allows to show.

Invariant: a licence that is not in ``licences.tsv`` allows nothing; only one that lets people reuse the text allows it in full.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dentelle.folding import fold
from dentelle.tables import read_table

__all__ = ["PUBLISH", "Licence", "find_licence", "licences"]

PUBLISH = ("full", "quote", "none")


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence. ``publish``: what it allows to show, ``full`` or ``quote``; ``names``: how it is written, ``id`` first."""

    id: str
    publish: str
    label: str
    url: str
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def licences() -> tuple[Licence, ...]:
    """Every licence of ``licences.tsv``. Raises VocabularyError with the line of a fault."""
    found: list[Licence] = []
    for row in read_table(Path(__file__).with_name("licences.tsv"), ("id", "publish", "label", "url", "others")):
        if row.required("publish") not in ("full", "quote"):
            raise row.fault(f"publish is {row['publish']!r}; it must be full or quote")
        names = (row.required("id"), *row.many("others"))
        found.append(Licence(row["id"], row["publish"], row.required("label"), row["url"], names))
    return tuple(found)


def find_licence(name: str) -> Licence | None:
    """The licence written as ``name``, whatever its case, accents and dashes; None when there is none."""
    return _by_name().get(_plain(name))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Licence]:
    return {_plain(name): licence for licence in licences() for name in licence.names}


def _plain(name: str) -> str:
    return fold(name).replace("-", " ")
