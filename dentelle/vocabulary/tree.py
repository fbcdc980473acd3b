"""The tree of kinds: what a thing can be.

Invariant: every kind has one parent that stands before it in ``data/kinds.tsv``; every kind but the bare ``actor`` lies below
(or is) exactly one coarse kind. Changed only by editing the data file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dentelle.errors import VocabularyError
from dentelle.model import LANGUAGES
from dentelle.tables import Row, read_table

COARSE_KINDS = ("person", "organisation", "place", "programme", "event", "work", "trade", "domain")

DATA = Path(__file__).parent / "data"
_COLUMNS = ("id", "parent", "schema_org", "org", *(name for lang in LANGUAGES for name in (lang, f"{lang}_many")))


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What a thing can be. ``parent`` "" at a root; ``coarse`` one of ``COARSE_KINDS`` ("" for ``actor`` alone).

    ``labels`` and ``plurals`` by language. ``schema_org`` and ``org`` name a class of schema.org and of the W3C Organization
    Ontology (or FOAF), "" where none fits.
    """

    id: str
    parent: str
    coarse: str
    labels: Mapping[str, str]
    plurals: Mapping[str, str]
    schema_org: str
    org: str
    ancestors: tuple[str, ...]  # from the kind itself up to its root


def read_kinds(path: Path) -> dict[str, Kind]:
    """The kinds of the table ``path`` by id, in its order. Raises VocabularyError with the line of a fault."""
    kinds: dict[str, Kind] = {}
    for row in read_table(path, _COLUMNS):
        kind = _kind(row, kinds)
        if kind.id in kinds:
            raise row.fault(f"the kind {kind.id!r} stands twice; an id must be unique")
        kinds[kind.id] = kind
    return kinds


def _kind(row: Row, earlier: Mapping[str, Kind]) -> Kind:
    identifier, parent = row.required("id"), row["parent"]
    if parent and parent not in earlier:
        raise row.fault(f"the parent {parent!r} of {identifier!r} is not above it; name a kind of an earlier line")
    ancestors = (identifier, *(earlier[parent].ancestors if parent else ()))
    coarse = next((ancestor for ancestor in ancestors if ancestor in COARSE_KINDS), "")
    if not coarse and identifier != "actor":
        raise row.fault(f"{identifier!r} lies below none of {', '.join(COARSE_KINDS)}; give it such a parent")
    return Kind(
        identifier,
        parent,
        coarse,
        {language: row.required(language) for language in LANGUAGES},
        {language: row.required(f"{language}_many") for language in LANGUAGES},
        row["schema_org"],
        row["org"],
        ancestors,
    )


@lru_cache
def _packaged() -> dict[str, Kind]:
    return read_kinds(DATA / "kinds.tsv")


def kinds() -> tuple[Kind, ...]:
    """Every kind, a parent before its children."""
    return tuple(_packaged().values())


def kind(identifier: str) -> Kind:
    """The kind ``identifier``. Raises VocabularyError when there is none."""
    try:
        return _packaged()[identifier]
    except KeyError:
        raise VocabularyError(f"there is no kind {identifier!r} in the vocabulary") from None


def coarse(identifier: str) -> str:
    """The coarse kind above (or equal to) the kind ``identifier``: one of ``COARSE_KINDS``, "" for ``actor``.

    >>> coarse("commune")
    'place'
    """
    return kind(identifier).coarse


def is_a(identifier: str, ancestor: str) -> bool:
    """Whether the kind ``identifier`` is ``ancestor`` or lies below it; false when ``identifier`` is no kind."""
    known = _packaged().get(identifier)
    return known is not None and ancestor in known.ancestors
