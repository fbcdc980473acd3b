"""The properties: what can be said of a thing.

Invariant: subjects, range, qualifiers and theme of a property exist; an inverse is labelled in all languages or in none, and only
where a value can be an entity. Changed only by editing the data files.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dentelle.errors import VocabularyError
from dentelle.model import LANGUAGES, ValueType
from dentelle.tables import Row, read_table
from dentelle.vocabulary.tree import DATA, is_a, kinds

DOCUMENT = "document"  # the subject kind of what is said about a document itself

_LITERALS = (ValueType.TEXT, ValueType.NUMBER, ValueType.DATE, ValueType.CONCEPT)
_COLUMNS = (
    *("id", "cardinality", "subjects", "range", "qualifiers", "theme", "schema_org", "org"),
    *LANGUAGES,
    *(f"inverse_{language}" for language in LANGUAGES),
)


@dataclass(frozen=True, slots=True, eq=False)
class Property:
    """What can be said of a thing whose kind lies in ``subjects``.

    ``range`` holds kinds and value types (text, number, date, concept). ``single``: two different asserted values are rivals.
    ``qualifiers`` may stand beside a value. ``theme`` is the heading on a page. ``inverse_labels`` name the relation on the
    page of its value, empty when the value has none. ``schema_org`` and ``org``: mapped property or "".
    """

    id: str
    single: bool
    subjects: tuple[str, ...]
    range: tuple[str, ...]
    qualifiers: tuple[str, ...]
    theme: str
    labels: Mapping[str, str]
    inverse_labels: Mapping[str, str]
    schema_org: str
    org: str

    @property
    def value_types(self) -> frozenset[ValueType]:
        """The types its values may have."""
        return frozenset(ValueType(item) if item in _LITERALS else ValueType.ENTITY for item in self.range)

    @property
    def figures(self) -> bool:
        """Whether several values are usual, all numbers, but two numbers of one thing at one time are rivals."""
        return not self.single and self.range == (ValueType.NUMBER,)

    @property
    def contested(self) -> bool:
        """Whether two values can be rivals at all; an event takes place on several days, but not in one edition."""
        return self.single or self.figures or self.id == "takes_place"

    def accepts(self, kind: str) -> bool:
        """Whether an entity of the kind ``kind`` can be a value.

        A coarse kind is accepted when some kind below it would be: a reader often knows no finer one.
        """
        return _within(kind, self.range)

    def describes(self, kind: str) -> bool:
        """Whether a thing of the kind ``kind`` (or "document") can be a subject; a coarse kind as in ``accepts``."""
        return kind in self.subjects or _within(kind, self.subjects)


def _within(kind: str, allowed: tuple[str, ...]) -> bool:
    return any(is_a(kind, item) or is_a(item, kind) for item in allowed)


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A labelled id: a theme or the name of a qualifier."""

    id: str
    labels: Mapping[str, str]


def read_terms(path: Path) -> dict[str, Term]:
    """The labelled ids of the table ``path``, in its order. Raises VocabularyError with the line of a fault."""
    terms: dict[str, Term] = {}
    for row in read_table(path, ("id", *LANGUAGES)):
        identifier = row.required("id")
        if identifier in terms:
            raise row.fault(f"{identifier!r} stands twice; an id must be unique")
        terms[identifier] = Term(identifier, {language: row.required(language) for language in LANGUAGES})
    return terms


def read_properties(path: Path) -> dict[str, Property]:
    """The properties of the table ``path`` by id, in its order. Raises VocabularyError with the line of a fault."""
    properties: dict[str, Property] = {}
    for row in read_table(path, _COLUMNS):
        made = _property(row)
        if made.id in properties:
            raise row.fault(f"the property {made.id!r} stands twice; an id must be unique")
        properties[made.id] = made
    return properties


def _property(row: Row) -> Property:
    known = {kind.id for kind in kinds()}
    if row["cardinality"] not in ("single", "multi"):
        raise row.fault(f"the cardinality is {row['cardinality']!r}; it must be single or multi")
    _check(row, "subjects", {*known, DOCUMENT})
    _check(row, "range", {*known, *_LITERALS})
    _check(row, "theme", set(_themes()))
    _check(row, "qualifiers", set(_qualifiers()), optional=True)
    inverse = {language: row[f"inverse_{language}"] for language in LANGUAGES}
    if any(inverse.values()) and not all(inverse.values()):
        raise row.fault("the inverse is labelled in some languages only; label it in all or in none")
    return Property(
        row.required("id"),
        row["cardinality"] == "single",
        row.many("subjects"),
        row.many("range"),
        row.many("qualifiers"),
        row["theme"],
        {language: row.required(language) for language in LANGUAGES},
        {language: text for language, text in inverse.items() if text},
        row["schema_org"],
        row["org"],
    )


def _check(row: Row, column: str, allowed: set[str], *, optional: bool = False) -> None:
    if not optional:
        row.required(column)
    for item in row.many(column):
        if item not in allowed:
            raise row.fault(f"{item!r} in column {column!r} is not known; known are {', '.join(sorted(allowed))}")


@lru_cache
def _packaged() -> dict[str, Property]:
    return read_properties(DATA / "properties.tsv")


@lru_cache
def _themes() -> dict[str, Term]:
    return read_terms(DATA / "themes.tsv")


@lru_cache
def _qualifiers() -> dict[str, Term]:
    return read_terms(DATA / "qualifiers.tsv")


def properties() -> tuple[Property, ...]:
    """Every property, in the order in which a page shows them within a theme."""
    return tuple(_packaged().values())


def prop(identifier: str) -> Property:
    """The property ``identifier``. Raises VocabularyError when there is none."""
    try:
        return _packaged()[identifier]
    except KeyError:
        raise VocabularyError(f"there is no property {identifier!r} in the vocabulary") from None


def themes() -> tuple[Term, ...]:
    """The headings of an entity's page, in their order."""
    return tuple(_themes().values())


def qualifiers() -> tuple[Term, ...]:
    """What may be said beside a value."""
    return tuple(_qualifiers().values())
