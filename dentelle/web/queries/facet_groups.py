"""The facets beside the directory: each value with how many entities it would leave, and the address that chooses it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from dentelle import vocabulary
from dentelle.atlas.browsing.facet_index import FacetIndex
from dentelle.atlas.browsing.selection import STATES, Chosen, counts, selected
from dentelle.atlas.projecting.areas import lineage
from dentelle.atlas.projecting.facets import section_of
from dentelle.web.facet_words import LEVELS, Words, level_of

__all__ = ["Addresses", "Group", "Part", "Shown", "groups"]

SHOWN = 8  # values of a list that are seen at once
MOST = 60  # that are there at all: more are found by choosing what they lie in
ORDER = ("kind", "domain", "area", "section", "label", "state", "disputed")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Writes addresses of the directory, each selection and view in one way only; "" is the view that needs no word."""

    view: str = "list"

    def viewing(self, view: str) -> "Addresses":
        """Those of another view."""
        return replace(self, view=view)

    def of(self, chosen: Chosen) -> str:
        """The address of ``chosen``, first page."""
        kinds = chosen.of("kind")
        single = kinds[0] if len(kinds) == 1 else ""
        path = reverse("web:directory-kind", args=(single,)) if single else reverse("web:directory")
        pairs = [(name, value) for name, value in chosen.pairs() if not (single and name == "kind")]
        if self.view != "list":
            pairs.append(("view", self.view))
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def query(self, chosen: Chosen) -> str:
        """The selection alone, with its question mark; "" for all."""
        return f"?{urlencode(chosen.pairs())}" if chosen else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value that can be chosen, or taken away where it is ``chosen``. ``depth`` below the first of its list, from 0.

    ``count``: how many entities there are if it is chosen; where it ``adds`` to others of its facet, how many come to them.
    """

    text: str
    count: int
    chosen: bool
    address: str
    depth: int = 0
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Values of one level: the first, and the rest for who wants to see more. ``title`` is "" where there is one level only."""

    title: str
    first: tuple[Shown, ...]
    rest: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    facet: str
    title: str
    parts: tuple[Part, ...]
    chosen: int


def groups(index: FacetIndex, chosen: Chosen, words: Words, places: Addresses) -> tuple[Group, ...]:
    """The facets that have a value, each with its values."""
    found = []
    for facet in ORDER:
        parts = tuple(part for part in _parts(facet, index, chosen, words, places) if part.first)
        if parts or facet == "area":
            found.append(Group(facet, words.facet(facet), parts, len(chosen.of(facet))))
    return tuple(found)


def _parts(facet: str, index: FacetIndex, chosen: Chosen, words: Words, places: Addresses) -> Iterator[Part]:
    if facet == "area":
        yield from _areas(index, chosen, words, places)
        return
    counted = counts(index, chosen, facet)
    for value in chosen.of(facet):
        counted.setdefault(value, 0)
    if facet == "kind":
        values = list(_kinds(counted))
    elif facet == "domain":
        order = {concept.id: at for at, concept in enumerate(words.scheme.concepts)}
        values = [(value, 0) for value in sorted(counted, key=lambda one: order.get(one, len(order)))]
    elif facet == "section":
        values = list(_sections(counted, chosen))
    elif facet == "state":
        values = [(value, 0) for value in STATES if value in counted]
    else:
        values = [(value, 0) for value in sorted(counted, key=lambda one: (-counted[one], words.of(facet, one)))]
        values = [(value, depth) for value, depth in values if facet != "label" or value in words.labels]
    limit = MOST if facet != "label" else SHOWN
    shown = list(_shown(facet, values, counted, index, chosen, words, places))
    yield Part("", tuple(shown[:limit]), tuple(shown[limit:MOST]))


def _shown(
    facet: str,
    values: Iterable[tuple[str, int]],
    counted: Mapping[str, int],
    index: FacetIndex,
    chosen: Chosen,
    words: Words,
    places: Addresses,
) -> Iterator[Shown]:
    """Each of ``values`` with its depth; beside chosen ones those that would change nothing are left out."""
    mine = chosen.of(facet)
    others = selected(index, chosen, but=facet) if mine else 0
    before = (others & index.having(facet, mine)).bit_count() if mine else 0
    for value, depth in values:
        count, adds = counted[value], False
        there = value in mine
        changed = chosen.without(facet, value) if there else chosen.adding(facet, value)
        if mine and not there:
            adds = len(changed.of(facet)) > len(mine)
            count = (others & index.having(facet, changed.of(facet))).bit_count() - before * adds
        if count or there:
            yield Shown(words.of(facet, value), count, there, places.of(changed), depth, adds)


def _kinds(counted: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """The kinds that are there, each after its parent, with their depth."""
    children: dict[str, list[str]] = {}
    for kind in vocabulary.kinds():
        children.setdefault(kind.parent, []).append(kind.id)

    def below(parent: str, depth: int) -> Iterator[tuple[str, int]]:
        for kind in children.get(parent, ()):
            if kind in counted:
                yield kind, depth
                yield from below(kind, depth + 1)

    yield from below("", 0)


def _sections(counted: Mapping[str, int], chosen: Chosen) -> Iterator[tuple[str, int]]:
    """The sections, and below one that is chosen, or of which a division is, its divisions."""
    opened = {section_of(value)[0] for value in chosen.of("section")}
    for section in sorted(value for value in counted if value.isalpha()):
        yield section, 0
        if section in opened:
            yield from ((value, 1) for value in sorted(counted) if value.isdigit() and section_of(value)[0] == section)


def _areas(index: FacetIndex, chosen: Chosen, words: Words, places: Addresses) -> Iterator[Part]:
    """The areas by level, the fullest first: those that lie in what is chosen, and what is chosen itself.

    One that lies in a chosen one takes its place when it is chosen, so that its count is that within the selection.
    """
    mine = chosen.of("area")
    counted = index.counted(selected(index, chosen), "area")
    for value in mine:
        counted.setdefault(value, 0)
    levels: dict[str, list[str]] = {}
    for code in _inside(counted, mine):
        levels.setdefault(level_of(code), []).append(code)
    for level in LEVELS:
        fullest = sorted(levels.get(level, ()), key=lambda code: (code not in mine, -counted[code], code))[:MOST]
        shown = list(_shown("area", [(code, 0) for code in fullest], counted, index, chosen, words, places))
        yield Part(vocabulary.plural(level, words.language), tuple(shown[:SHOWN]), tuple(shown[SHOWN:]))


def _inside(codes: Iterable[str], chosen: tuple[str, ...]) -> Iterator[str]:
    return (code for code in codes if not chosen or not lineage(code).isdisjoint(chosen))
