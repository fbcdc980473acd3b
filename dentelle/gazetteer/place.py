"""A place that is known beforehand, and how its table is read.

Invariant: ``ref`` (scheme and code) is unique among all places and survives a new edition of the tables.
"""

import gzip
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dentelle.folding import fold
from dentelle.gazetteer.forms import Forms
from dentelle.tables import fault

DATA = Path(__file__).parent / "data"
NO_FORMS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """A commune, town, EPCI, département, region, country, historic area, river…: ``kind`` is a kind of the vocabulary.

    ``code`` is unique within ``scheme`` (insee, siren, arrondissement, departement, region, iso3166, geonames, area). ``parents``
    are the refs of what it lies in, the nearest first. ``population`` in inhabitants, 0 when unknown; ``lat`` and ``lon`` in
    degrees or nothing. ``forms``: other written forms by language, under "" those of any language. ``common_in``: languages in
    which the name is an ordinary word ("*": in any, being too short or a personal name); ``common_forms``: the like for other
    forms, as (form, language).
    """

    name: str
    kind: str
    scheme: str
    code: str
    country: str = ""
    parents: tuple[str, ...] = ()
    population: int = 0
    lat: float | None = None
    lon: float | None = None
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_FORMS, hash=False)
    common_in: tuple[str, ...] = ()
    postal_codes: tuple[str, ...] = ()
    common_forms: frozenset[tuple[str, str]] = frozenset()

    @property
    def ref(self) -> str:
        """Scheme and code, such as "insee:75056"."""
        return f"{self.scheme}:{self.code}"

    @property
    def ambiguous(self) -> bool:
        """Whether the bare name says too little: a reader wants other words around it before it sees a place."""
        return bool(self.common_in)

    def is_common(self, form: str, language: str = "") -> bool:
        """Whether ``form``, one of this place's in any case, is also an ordinary word of ``language`` (by default of any)."""
        form = fold(form)
        if form == fold(self.name) and self.common_in and (not language or not {"*", language}.isdisjoint(self.common_in)):
            return True
        return any(form == fold(known) and language in ("", where) for known, where in self.common_forms)

    def with_forms(self, forms: Forms) -> "Place":
        """This place with ``forms`` of other languages."""
        return replace(self, forms=forms.by_language, common_forms=forms.common)

    def name_in(self, language: str) -> str:
        """The name in ``language`` where another than ``name`` is known there."""
        return self.forms[language][0] if self.forms.get(language) else self.name

    def all_forms(self) -> tuple[str, ...]:
        """The name and its other forms in every language, each once."""
        return tuple(dict.fromkeys((self.name, *(form for forms in self.forms.values() for form in forms))))


def cells(name: str, columns: Sequence[str]) -> Iterator[list[str]]:
    """The rows of the packaged table ``name``, comments and header left out.

    Ten times faster than ``dentelle.tables.read_table``, for tables of tens of thousands of rows. Raises VocabularyError with
    the line of a row that has too few or too many cells.
    """
    path = DATA / name
    header = False
    with gzip.open(path, "rt", encoding="utf-8") if name.endswith(".gz") else path.open(encoding="utf-8") as opened:
        for number, line in enumerate(opened, start=1):
            if line.startswith("#"):
                continue
            row = line.rstrip("\n").split("\t")
            if len(row) != len(columns):
                raise fault(path, number, f"{len(row)} cells where there are {len(columns)} columns")
            if header:
                yield row
            elif tuple(row) != tuple(columns):
                raise fault(path, number, f"the header is {', '.join(row)}; it must be {', '.join(columns)}")
            header = True


def listed(cell: str) -> tuple[str, ...]:
    """The values of a cell that separates them by commas."""
    return tuple(cell.split(",")) if cell else ()
