"""What persons decided on pairs of leaves, as linking takes it: which decisions are in force, and between which leaves of today.

Invariants: pure functions, of rows that nobody deletes; of two decisions on one pair the newer counts, and a split ends what
joined its two sides before it. A decision outlives the leaf it was made on: while that is gone, one that stood with it when
the decision was made, else one that carries the same name in its entity, stands in for it, and the leaf takes its place again
when it returns. A decision for which no leaf is left is told, never dropped.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from dentelle.model import PairDecision


@dataclass(frozen=True, slots=True)
class Edge:
    """A decision on two leaves. ``verdict`` same, different, unsure or split; ``left_leaves`` and ``right_leaves`` are what each
    end stood for when it was made: for a split the two parts. ``made_at`` is ISO 8601, to the microsecond.
    """

    left: str
    right: str
    verdict: str
    left_leaves: tuple[str, ...] = ()
    right_leaves: tuple[str, ...] = ()
    who: str = ""
    why: str = ""
    made_at: str = ""
    row: int = 0  # id of its row
    names: tuple[str, str] = ("", "")  # of the two ends when it was made

    @property
    def ends(self) -> tuple[str, str]:
        """Both ends by name."""
        return self.names[0] or leaf_name(self.left), self.names[1] or leaf_name(self.right)


@dataclass(frozen=True, slots=True)
class Resolved:
    """``judged``: what is said of each pair of leaves (same, different or unsure) and by which edge, sorted by pair.

    ``ends`` are the two leaves of today by row of the edge; ``lost`` the edges without an end.
    """

    judged: Mapping[tuple[str, str], tuple[str, Edge]] = field(default_factory=dict)
    ends: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    lost: tuple[Edge, ...] = ()

    def decisions(self) -> tuple[PairDecision, ...]:
        """``judged`` as linking takes it."""
        return tuple(PairDecision(left, right, verdict) for (left, right), (verdict, _) in self.judged.items())


def resolve(
    edges: Iterable[Edge], present: Container[str], entity_of: Mapping[str, str], redirects: Mapping[str, str] | None = None
) -> Resolved:
    """``edges`` (all that nobody took back, oldest first) between leaves that are ``present``.

    ``entity_of`` maps leaves, also such as have gone, to the identity they were last assigned to; ``redirects`` identities to
    the one they were merged into.
    """
    stand_ins = StandIns(present, entity_of, redirects or {})
    found: dict[tuple[str, str], tuple[str, Edge]] = {}
    ends: dict[int, tuple[str, str]] = {}
    lost: list[Edge] = []
    for edge in newest(edges):
        left, right = stand_ins.ends(edge)
        if not left or not right or left == right:
            lost.append(edge)
            continue
        ends[edge.row] = (left, right)
        if edge.verdict == "split":
            _split(found, edge, left, right, present)
        else:
            _put(found, left, right, edge.verdict, edge)
    return Resolved({pair: found[pair] for pair in sorted(found)}, ends, tuple(lost))


def leaf_name(leaf: str) -> str:
    """The name in the leaf id ``leaf``; of a row of a list its key."""
    return leaf.rsplit("|", 1)[-1]


def newest(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Of the edges on one pair the last, in the order in which they were made."""
    chosen: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        chosen.pop((edge.left, edge.right), None)
        chosen[edge.left, edge.right] = edge
    return tuple(chosen.values())


def _split(found: dict[tuple[str, str], tuple[str, Edge]], edge: Edge, left: str, right: str, present: Container[str]) -> None:
    one, other = {left, *edge.left_leaves}, {right, *edge.right_leaves}
    for pair, (verdict, _) in list(found.items()):
        crosses = (pair[0] in one and pair[1] in other) or (pair[0] in other and pair[1] in one)
        if crosses and verdict == "same":
            del found[pair]
    _put(found, left, right, "different", edge)
    for anchor, side in ((left, one), (right, other)):
        for leaf in sorted(side - {anchor}):
            if leaf in present and tuple(sorted((anchor, leaf))) not in found:
                _put(found, anchor, leaf, "same", edge)


def _put(found: dict[tuple[str, str], tuple[str, Edge]], left: str, right: str, verdict: str, edge: Edge) -> None:
    left, right = sorted((left, right))
    found[left, right] = verdict, edge


class StandIns:
    """Which leaf of today each end of an edge is. The leaves of an entity are looked up only once one has gone."""

    def __init__(self, present: Container[str], entity_of: Mapping[str, str], redirects: Mapping[str, str]) -> None:
        self._present = present
        self._entity_of = entity_of
        self._redirects = redirects
        self._leaves: dict[str, list[str]] | None = None

    def of(self, leaf: str) -> str:
        """``leaf``, else the smallest of the entity that it was last of; "" when none is left.

        It is the smallest because an identity whose first leaf has gone stays with that one.
        """
        return leaf if leaf in self._present else min(self._of(self._entity(leaf)), default="")

    def ends(self, edge: Edge) -> tuple[str, str]:
        """The leaves of today of both ends of ``edge``, "" for none."""
        left = self._end(edge.left, edge.left_leaves, edge.right)
        right = self._end(edge.right, edge.right_leaves, left)
        left = left or self._kin(edge.left, edge.verdict, right or edge.right)
        return left, right or self._kin(edge.right, edge.verdict, left or edge.left)

    def _end(self, leaf: str, beside: tuple[str, ...], other: str) -> str:
        if leaf in self._present:
            return leaf
        return min((one for one in beside if one in self._present and one != other), default="")

    def _kin(self, gone: str, verdict: str, other: str) -> str:
        """A leaf that came to stand with ``gone`` after the decision: of the same name or, to stay apart from ``other``, any."""
        entity = self._entity(gone)
        if not entity or (verdict != "same" and entity == self._entity(other)):
            return ""
        kin = [leaf for leaf in self._of(entity) if leaf != other]
        named = [leaf for leaf in kin if leaf.partition("|")[2] == gone.partition("|")[2] and "|row:" not in gone]
        return min(named or (kin if verdict != "same" else []), default="")

    def _entity(self, leaf: str) -> str:
        entity = self._entity_of.get(leaf, "")
        seen: set[str] = set()
        while self._redirects.get(entity) and entity not in seen:
            seen.add(entity)
            entity = self._redirects[entity]
        return entity

    def _of(self, entity: str) -> list[str]:
        if self._leaves is None:
            self._leaves = {}
            for leaf in self._entity_of:
                if leaf in self._present:
                    self._leaves.setdefault(self._entity(leaf), []).append(leaf)
        return self._leaves.get(entity, [])
