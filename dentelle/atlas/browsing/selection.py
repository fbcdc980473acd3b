"""What a reader chose among the entities: values of facets and a first letter. An address says it whole, and is read back.

Invariant: of one choice there is one list of pairs (``Chosen.pairs``), so that equal selections have one address. Entities must
have one of the values of each facet in which any is chosen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dentelle.atlas.browsing.facet_index import LETTER, FacetIndex
from dentelle.atlas.projecting.areas import lineage, place_of
from dentelle.atlas.projecting.facets import FACETS, kind_and_parents, section_of
from dentelle.gazetteer import nace
from dentelle.vocabulary import Scheme, kinds

__all__ = ["MOST", "STATES", "Chosen", "Ignored", "counts", "letters", "read", "selected"]

STATES = ("active", "closed", "planned")
MOST = 20  # values of one facet that are read; more make an address that nobody wrote


@dataclass(frozen=True, slots=True)
class Ignored:
    """A value in an address that its facet does not have."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """``values``: facet → its chosen values, sorted; only facets with any. ``letter`` "" for all."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    letter: str = ""

    def __bool__(self) -> bool:
        return bool(self.values or self.letter)

    def of(self, facet: str) -> tuple[str, ...]:
        """The chosen values of ``facet``."""
        return self.values.get(facet, ())

    def adding(self, facet: str, value: str) -> "Chosen":
        """This choice with ``value``, which takes the place of what it lies in and of what lies in it."""
        above = frozenset(lying_in(facet, value))
        kept = (other for other in self.of(facet) if other not in above and value not in lying_in(facet, other))
        return self._with(facet, (*kept, value))

    def without(self, facet: str, value: str = "") -> "Chosen":
        """This choice without ``value``, without any of ``facet`` where none is given."""
        return self._with(facet, (other for other in self.of(facet) if value and other != value))

    def at(self, letter: str) -> "Chosen":
        """This choice at another first letter."""
        return replace(self, letter=letter)

    def pairs(self) -> list[tuple[str, str]]:
        """(facet, value) in the one order that an address has."""
        found = [(facet, value) for facet in FACETS for value in self.of(facet)]
        return [*found, (LETTER, self.letter)] if self.letter else found

    def _with(self, facet: str, values: Iterable[str]) -> "Chosen":
        changed = {**self.values, facet: tuple(sorted(set(values)))}
        return replace(self, values={one: changed[one] for one in FACETS if changed.get(one)})


def lying_in(facet: str, value: str) -> tuple[str, ...]:
    """What ``value`` lies in, itself left out."""
    if facet == "kind":
        return kind_and_parents(value)[1:]
    if facet == "area":
        return tuple(code for code in lineage(value) if code != value)
    if facet == "section" and value.isdigit():
        return section_of(value)[:1]
    return ()


def read(asked: Mapping[str, Sequence[str]], index: FacetIndex, scheme: Scheme) -> tuple[Chosen, tuple[Ignored, ...]]:
    """The choice that an address holds, and the values in it that are none. ``asked``: its parameters, each with all values."""
    known = {
        "kind": {kind.id for kind in kinds()},
        "domain": {concept.id for concept in scheme.concepts},
        "section": {code for code in nace() if len(code) < 3},
        "state": set(STATES),
        "disputed": {"yes"},
    }
    values: dict[str, tuple[str, ...]] = {}
    ignored: list[Ignored] = []
    for facet in FACETS:
        kept = []
        for value in dict.fromkeys(text.strip() for text in asked.get(facet, ())[:MOST]):
            if facet == "area":
                there = place_of(value) is not None
            elif facet == "label":
                there = (facet, value) in index.totals
            else:
                there = value in known[facet]
            if there:
                kept.append(value)
            elif value:
                ignored.append(Ignored(facet, value[:80]))
        if kept:
            values[facet] = tuple(sorted(kept))
    letter = (asked.get(LETTER) or [""])[-1].lower()
    if letter and not (len(letter) == 1 and letter in "0abcdefghijklmnopqrstuvwxyz"):
        ignored.append(Ignored(LETTER, letter[:80]))
        letter = ""
    return Chosen(values, letter), tuple(ignored)


def selected(index: FacetIndex, chosen: Chosen, *, but: str = "") -> int:
    """The set of the entities chosen; ``but``: a facet that does not count."""
    found = index.every
    for facet, values in chosen.values.items():
        if facet != but:
            found &= index.having(facet, values)
    if chosen.letter and but != LETTER:
        found &= index.having(LETTER, (chosen.letter,))
    return found


def counts(index: FacetIndex, chosen: Chosen, facet: str) -> dict[str, int]:
    """For each value of ``facet``: how many entities there are when it alone is chosen of this facet, the others as they are."""
    return index.counted(selected(index, chosen, but=facet), facet)


def letters(index: FacetIndex, chosen: Chosen) -> Iterator[tuple[str, int]]:
    """The first letters that entities chosen have, in order, each with how many."""
    yield from sorted(index.counted(selected(index, chosen, but=LETTER), LETTER).items())
