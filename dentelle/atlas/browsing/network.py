"""The network of the published run in the memory of the process: who is tied to whom, by which facts, and where each is drawn.

Invariants: what is held is what a reader may see now: entities with a page and accepted facts between two of them, as the run
published them and decisions changed them since; a decision of any process is seen by the next reader, at the price of what it
changed alone. Words are asked of the database by whoever shows them.
"""

import json
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from numpy.typing import NDArray

from dentelle.atlas.models import EntityRow, FacetRow, FactRow, NetworkNode
from dentelle.atlas.projecting import change_log
from dentelle.atlas.projecting.change_log import Place
from dentelle.atlas.projecting.projection import chunks
from dentelle.edtf import EdtfError, bounds
from dentelle.network import Graph, graph, placed_beside, seed

__all__ = ["ACCEPTED", "NEVER", "Network", "network"]

ACCEPTED = "accepted"
NEVER = 0  # a year that nobody states
ASKED = 500  # entities in one question
MOST_CHANGED = 5_000  # entities: where more changed, all is read again
LAST_YEAR = 9999

Ints = NDArray[np.int64]
Relations = tuple  # columns: left, right, property, first, last, keys
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Network:
    """Entities by number: ``ids``, ``kinds`` (the finest, "" for one without a page), ``domains`` (ids of concepts).

    Their relations: the numbers of both ends, that of the property in ``names``, the years between which it is said to hold
    (``NEVER`` where nobody says), the key of the fact.
    """

    ids: Sequence[str]
    kinds: Sequence[str]
    domains: Sequence[frozenset[str]]
    names: Sequence[str]
    left: Ints
    right: Ints
    property: Ints
    first: Ints
    last: Ints
    keys: NDArray[np.bytes_]
    placed: NDArray[np.float64]  # not-a-number for who came after the last weave
    severed: Ints

    @cached_property
    def number(self) -> dict[str, int]:
        """Entity → its number."""
        return {entity: at for at, entity in enumerate(self.ids)}

    @cached_property
    def alive(self) -> Flags:
        """Which relations have a page at both ends, and two ends."""
        there = np.array([bool(kind) for kind in self.kinds], dtype=bool)
        return there[self.left] & there[self.right] & (self.left != self.right)

    @cached_property
    def kind_numbers(self) -> tuple[list[str], Ints]:
        """The kinds that there are, and for each entity which of them it is."""
        kinds = sorted(set(self.kinds))
        number = {kind: at for at, kind in enumerate(kinds)}
        return kinds, np.array([number[kind] for kind in self.kinds], dtype=np.int64)

    def of_kinds(self, wanted: Collection[str]) -> Flags:
        """Which entities are of one of the kinds ``wanted``."""
        kinds, numbers = self.kind_numbers
        return np.array([kind in wanted for kind in kinds], dtype=bool)[numbers]

    @cached_property
    def order(self) -> Ints:
        """For each entity, how many ids come before its own."""
        return np.argsort(np.argsort(np.array(self.ids)))

    @cached_property
    def key_order(self) -> Ints:
        """For each relation, how many keys come before its own."""
        return np.argsort(np.argsort(self.keys, kind="stable"), kind="stable")

    @cached_property
    def counts(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """How many relations there are by property, and entities with a relation by finest kind and by domain."""
        tied = np.flatnonzero(self.graph.degrees).tolist()
        relations = np.bincount(self.property[self.alive], minlength=len(self.names)).tolist()
        domains = Counter(domain for at in tied for domain in self.domains[at])
        return Counter(dict(zip(self.names, relations, strict=True))), Counter(self.kinds[at] for at in tied), domains

    @cached_property
    def graph(self) -> Graph:
        """Who is tied to whom."""
        return graph(len(self.ids), self.left[self.alive], self.right[self.alive])

    @cached_property
    def positions(self) -> NDArray[np.float64]:
        """Where each is drawn; who came after the last weave, beside their neighbours."""
        missing = np.isnan(self.placed[:, 0]) & (self.graph.degrees > 0)
        if not missing.any():
            return self.placed
        return placed_beside(self.graph, self.placed, np.array([seed(entity) for entity in self.ids]))

    def rows_of(self, one: int) -> Ints:
        """The relations of the entity ``one``, as subject or value, in the order in which they stand."""
        first, rows = self._by_end
        return rows[first[one] : first[one + 1]]

    def rows_between(self, one: int, other: int) -> Ints:
        """The relations between the two, in either direction."""
        rows = self.rows_of(one)
        return rows[(self.left[rows] == other) | (self.right[rows] == other)]

    def key(self, row: int) -> str:
        """The key of the fact of a relation."""
        return str(self.keys[row].decode())

    @cached_property
    def _by_end(self) -> tuple[Ints, Ints]:
        """Relations by their ends: those of entity n are ``rows[first[n]:first[n + 1]]``."""
        there = np.flatnonzero(self.alive)
        ends = np.concatenate([self.left[there], self.right[there]])
        order = np.argsort(ends, kind="stable")
        first = np.searchsorted(ends[order], np.arange(len(self.ids) + 1))
        return first, np.concatenate([there, there])[order]


class _Memory:
    """What this process last read: how far, when the run of then began, what it was."""

    def __init__(self) -> None:
        self.held: tuple[Place, datetime | None, Network] | None = None  # replaced at one stroke: threads share it


_memory = _Memory()
_turn = threading.Lock()


def network() -> Network:
    """The network as readers may see it now. One question to the database, as long as nothing changed."""
    with _turn:
        place, former, held = _memory.held or (Place(), None, None)
        now, began = change_log.reached()
        if held is not None and now == place and began is not None and began == former:
            return held
        units, reached = change_log.since(place, MOST_CHANGED)
        another = began is None or (reached.run == place.run and began != former)  # another database, or one without runs
        if held is None or another or units is None:
            found = _read()
        else:
            found = _read_again(held, {unit[2:] for unit in units if unit.startswith("e:")}, woven=reached.run != place.run)
        _memory.held = (reached, began, found)
        return found


def forget() -> None:
    """Holds nothing any more."""
    _memory.held = None


# ---- reading


class _Book:
    """Numbers of entities and properties, in the order in which they are met; what is known of each entity."""

    def __init__(self, held: Network | None = None) -> None:
        self.ids = list(held.ids) if held else []
        self.number = dict(held.number) if held else {}
        self.kinds = list(held.kinds) if held else []
        self.domains = list(held.domains) if held else []
        self.names = list(held.names) if held else []

    def entity(self, id_: str) -> int:
        """The number of ``id_``, its own from now on."""
        at = self.number.setdefault(id_, len(self.ids))
        if at == len(self.ids):
            self.ids.append(id_)
            self.kinds.append("")
            self.domains.append(frozenset())
        return at

    def describe(self, pages: QuerySet, facets: QuerySet) -> None:
        """Takes kinds and domains in."""
        for entity, kind, finer in pages.order_by().values_list("identity_id", "kind", "type"):
            self.kinds[self.entity(entity)] = finer or kind
        for entity, domain in facets.filter(facet="domain").order_by().values_list("identity_id", "value"):
            at = self.entity(entity)
            self.domains[at] = self.domains[at] | {domain}

    def relations(self, facts: QuerySet) -> Relations:
        """The relations of ``facts`` as columns."""
        columns = ("identity_id", "value_entity_id", "property", "said", "key")
        rows = facts.annotate(said=Cast("qualifiers", TextField())).order_by().values_list(*columns)
        numbers = {name: at for at, name in enumerate(self.names)}
        found = []
        for one, other, name, said, key in rows.iterator(chunk_size=10_000):
            years = _years(said) if said != "[]" else (NEVER, NEVER)
            found.append((self.entity(one), self.entity(other), numbers.setdefault(name, len(numbers)), *years, key))
        self.names = list(numbers)
        *columns, keys = zip(*found, strict=True) if found else [()] * 6
        return (*(np.array(column, dtype=np.int64) for column in columns), np.array(keys, dtype="S20"))


def _read() -> Network:
    book = _Book()
    book.describe(EntityRow.objects.visible(), FacetRow.objects.visible())
    relations = book.relations(_accepted())
    return Network(book.ids, book.kinds, book.domains, book.names, *relations, *_drawn(book))


def _drawn(book: _Book) -> tuple[NDArray[np.float64], Ints]:
    """Where the last weave drew whom, and whom each alone connects."""
    placed, severed = np.full((len(book.ids), 2), np.nan), np.zeros(len(book.ids), dtype=np.int64)
    for entity, x, y, cut in NetworkNode.objects.visible().values_list("identity_id", "x", "y", "severed"):
        if (at := book.number.get(entity)) is not None:
            placed[at], severed[at] = (x, y), cut
    return placed, severed


def _read_again(held: Network, changed: Iterable[str], *, woven: bool) -> Network:
    """``held`` with what is said now of the entities ``changed``; ``woven``: by a new run, which may have drawn others, too."""
    book = _Book(held)
    parts = list(chunks(sorted(changed), ASKED))
    own = [book.entity(entity) for part in parts for entity in part]
    for at in own:
        book.kinds[at], book.domains[at] = "", frozenset()
    rest = ~np.isin(held.left, own)
    relations = [tuple(column[rest] for column in (held.left, held.right, held.property, held.first, held.last, held.keys))]
    for part in parts:
        book.describe(*(model.objects.visible().filter(identity_id__in=part) for model in (EntityRow, FacetRow)))
        relations.append(book.relations(_accepted().filter(identity_id__in=part)))
    joined = [np.concatenate(columns) for columns in zip(*relations, strict=True)]
    if woven:
        return Network(book.ids, book.kinds, book.domains, book.names, *joined, *_drawn(book))
    more = len(book.ids) - len(held.ids)
    placed = np.concatenate([held.placed, np.full((more, 2), np.nan)])
    severed = np.concatenate([held.severed, np.zeros(more, dtype=np.int64)])
    return Network(book.ids, book.kinds, book.domains, book.names, *joined, placed, severed)


def _accepted() -> QuerySet:
    return FactRow.objects.visible().filter(identity__isnull=False, value_entity__isnull=False, status=ACCEPTED)


def _years(qualifiers: str) -> tuple[int, int]:
    """Between which years a relation holds by its ``qualifiers`` (JSON): from a beginning to an end, or as of one day."""
    said = dict(json.loads(qualifiers))
    first, last = _bounds(said.get("from", ""))[0], _bounds(said.get("to", ""))[1]
    if first or last:
        return first or NEVER, last or LAST_YEAR
    return _bounds(said.get("as_of", ""))


def _bounds(date: str) -> tuple[int, int]:
    try:
        first, last = bounds(date) if date else ("", "")
    except EdtfError:
        return NEVER, NEVER
    return int(first[:4] or NEVER), int(last[:4] or NEVER)
