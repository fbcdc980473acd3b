"""What persons decided on pairs, in the memory of the process, found by leaf.

Invariants: a decision concerns only those that share a leaf with it, directly or along a chain, so that what is in force
between two leaves is found from these few; what is held is held against the database each time it is asked for, so that
neither a decision of another process nor one that was rolled back goes unnoticed.
"""

import threading
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Count, Max

from dentelle.atlas.deciding.asked import went
from dentelle.atlas.models import PairJudgement
from dentelle.atlas.projecting.edges import Edge, Resolved, resolve
from dentelle.atlas.projecting.published import edge_of

__all__ = ["View", "forget", "view"]


class _Book:
    """The decisions in force by row, and the rows of those that a leaf has part in, where the leaves ``present`` are there."""

    def __init__(self, present: Container[str]) -> None:
        self.present = present
        self.edges: dict[int, Edge] = {}
        self.by_leaf: dict[str, tuple[int, ...]] = {}
        self.homeless: set[int] = set()  # rows of those of whose leaves one has gone
        self.newest: tuple[int, str] = (0, "")  # the last row, and when it was made
        self.undone: tuple[int, datetime | None] = (0, None)  # how many were taken back, and when last
        self.dropped: set[int] = set()

    def read(self) -> bool:
        """Takes in what was decided and taken back since; whether the database goes on from where this stands."""
        rows = list(PairJudgement.objects.filter(id__gte=self.newest[0]).order_by("id"))
        if self.newest[0]:
            if not rows or (rows[0].id, edge_of(rows[0]).made_at) != self.newest:
                return False
            del rows[0]
        for row in rows:
            self._add(row)
        undone = _undone()
        if undone != self.undone:
            gone = _undone_rows()
            if not self.dropped <= gone:
                return False
            for number in gone - self.dropped:
                self._drop(number)
            self.dropped, self.undone = gone, undone
        return True

    def _add(self, row: PairJudgement) -> None:
        edge = edge_of(row)
        self.newest = (edge.row, edge.made_at)
        if row.undone_at is not None:
            return
        self.edges[edge.row] = edge
        for leaf in _leaves(edge):
            self.by_leaf[leaf] = (*self.by_leaf.get(leaf, ()), edge.row)
        if edge.left not in self.present or edge.right not in self.present:
            self.homeless.add(edge.row)

    def _drop(self, row: int) -> None:
        edge = self.edges.pop(row, None)
        self.homeless.discard(row)
        for leaf in _leaves(edge) if edge else ():
            self.by_leaf[leaf] = tuple(one for one in self.by_leaf[leaf] if one != row)


_memory: list[_Book] = []
_turn = threading.Lock()


def view(present: Container[str], run: int, *, afresh: bool = False) -> "View":
    """The decisions in force now, where the leaves ``present`` are there at ``run``; ``afresh``: what is held may be no more."""
    with _turn:
        book = _memory[0] if _memory else None
        if afresh or book is None or book.present is not present or not book.read():
            book = _Book(present)
            book.read()
            _memory[:] = [book]
    homeless = [book.edges[row] for row in sorted(book.homeless)]
    if not homeless:
        return View(book)
    entity_of, redirects = went(run, (leaf for edge in homeless for leaf in (edge.left, edge.right)))
    strays: dict[str, set[int]] = {}
    for row, ends in resolve(homeless, present, entity_of, redirects).ends.items():
        for leaf in ends:
            strays.setdefault(leaf, set()).add(row)
    return View(book, entity_of, redirects, strays)


def forget() -> None:
    """Holds nothing any more."""
    _memory.clear()


@dataclass(eq=False)
class View:
    """The decisions in force at one moment: those of ``book`` without those that are ``gone``, and those that are ``new``.

    ``entity_of`` and ``redirects`` tell where leaves went that have gone; ``strays``: leaf → the decisions in which it stands in
    for such a one.
    """

    book: _Book
    entity_of: Mapping[str, str] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    strays: Mapping[str, set[int]] = field(default_factory=dict)
    new: Mapping[int, Edge] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    _parts: dict[str, Resolved] = field(default_factory=dict)

    def since(self) -> "View":
        """This, with what the database says by now was decided and taken back besides."""
        rows = PairJudgement.objects.filter(id__gt=self.book.newest[0], undone_at=None)
        gone = _undone_rows() if _undone() != self.book.undone else self.book.dropped
        restored = PairJudgement.objects.filter(id__in=self.book.dropped - gone) if self.book.dropped - gone else ()
        new = {row.id: edge_of(row) for row in (*rows, *restored)}
        return replace(self, new=new, gone=frozenset(gone & self.book.edges.keys()), _parts={})

    def changed(self, other: "View") -> list[Edge]:
        """The decisions of which only one of the two knows."""
        rows = sorted((self.new.keys() ^ other.new.keys()) | (self.gone ^ other.gone))
        return [edge for row in rows if (edge := self._edge(row) or other._edge(row))]

    def leaves(self, edge: Edge) -> set[str]:
        """The leaves that have part in ``edge``, one that stands in for another among them."""
        if edge.row not in self.book.homeless:
            return _leaves(edge)
        stand_ins = resolve([edge], self.book.present, self.entity_of, self.redirects).ends.get(edge.row, ())
        return _leaves(edge) | set(stand_ins)

    def around(self, leaves: Iterable[str]) -> Resolved:
        """What is decided of any of ``leaves``, and what hangs together with that."""
        parts = {id(part): part for part in map(self.of, leaves) if part is not _NOTHING}
        judged = {pair: said for part in parts.values() for pair, said in part.judged.items()}
        ends = {row: both for part in parts.values() for row, both in part.ends.items()}
        lost = tuple(edge for part in parts.values() for edge in part.lost)
        return Resolved({pair: judged[pair] for pair in sorted(judged)}, ends, lost)

    def of(self, leaf: str) -> Resolved:
        """What is decided of ``leaf``, and what hangs together with that."""
        if leaf not in self._parts:
            rows, leaves = self._together(leaf)
            found = resolve(_in_order(self._edges(rows)), self.book.present, self.entity_of, self.redirects) if rows else _NOTHING
            self._parts.update(dict.fromkeys(leaves, found))
        return self._parts[leaf]

    def every(self) -> tuple[Edge, ...]:
        """All decisions, oldest first."""
        return _in_order(self._edges({*self.book.edges, *self.new}))

    def _together(self, leaf: str) -> tuple[set[int], set[str]]:
        """The rows and the leaves that hang together with ``leaf``."""
        rows: set[int] = set()
        leaves: set[str] = set()
        waiting = [leaf]
        while waiting:
            here = waiting.pop()
            if here not in leaves:
                leaves.add(here)
                fresh = self._rows(here) - rows
                rows |= fresh
                waiting += [end for edge in self._edges(fresh) for end in self.leaves(edge)]
        return rows, leaves

    def _rows(self, leaf: str) -> set[int]:
        new = (row for row, edge in self.new.items() if leaf in _leaves(edge))
        return {*self.book.by_leaf.get(leaf, ()), *self.strays.get(leaf, ()), *new} - self.gone

    def _edges(self, rows: Iterable[int]) -> Iterator[Edge]:
        return (edge for row in rows if row not in self.gone and (edge := self._edge(row)))

    def _edge(self, row: int) -> Edge | None:
        return self.new.get(row) or self.book.edges.get(row)


_NOTHING = Resolved()


def _in_order(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    return tuple(sorted(edges, key=lambda edge: (edge.made_at, edge.row)))


def _leaves(edge: Edge) -> set[str]:
    return {edge.left, edge.right, *edge.left_leaves, *edge.right_leaves}


def _undone() -> tuple[int, datetime | None]:
    found = PairJudgement.objects.filter(undone_at__isnull=False).aggregate(number=Count("id"), last=Max("undone_at"))
    return found["number"], found["last"]


def _undone_rows() -> set[int]:
    return set(PairJudgement.objects.filter(undone_at__isnull=False).values_list("id", flat=True))
