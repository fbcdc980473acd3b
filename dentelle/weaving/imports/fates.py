"""What would become of each row of a list: a new actor, one that the atlas holds, perhaps one, or the double of another row.

Invariants: it links with the code of a weave, in memory, and writes nothing; each row that is a record has one fate; a question
names two leaves as the next weave will know them, so that its answer is a judgement on these.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from dentelle.atlas.models import EntityRow
from dentelle.atlas.projecting.contribution import Contribution
from dentelle.atlas.projecting.edges import Edge
from dentelle.atlas.projecting.projection import chunks
from dentelle.atlas.projecting.state import State
from dentelle.folding import digest, fold
from dentelle.linking import Cluster
from dentelle.model import Pair, record_leaf_id
from dentelle.weaving.imports.rows import RECORD, ReadRow, ReadSheet

NEW, SAME, PERHAPS, DOUBLE = "new", "same", "perhaps", "double"
FATES = (NEW, SAME, PERHAPS, DOUBLE)
MATCH, REVIEW = "match", "review"
MOST_LEAVES = 200  # kept of the other side of a question, to stand in for one that goes
ASKED = 500  # values in one question to the database


class Said(msgspec.Struct, frozen=True, array_like=True):
    """What was decided on a pair before, by whom, on which day (ISO)."""

    verdict: str
    who: str
    when: str


class Question(msgspec.Struct, frozen=True):
    """Whether a row (``mine``, its leaf) and ``other`` are the same. ``sort`` is match where the machine says so, else review.

    ``entity`` is the other's, "" for one without a page or a row of the list itself; ``row`` that row's place, else -1.
    ``leaves`` are those that ``other`` stands for. ``reason`` and ``data`` as in a pair.
    """

    key: str
    mine: str
    other: str
    label: str
    entity: str
    row: int
    sort: str
    probability: float
    reason: str
    data: tuple[tuple[str, str], ...]
    leaves: tuple[str, ...]
    before: Said | None = None


class Fate(msgspec.Struct, frozen=True):
    """Of the row at the place ``at`` of all rows. ``entity`` is whose row it is; ``double`` the place of its first."""

    at: int
    leaf: str
    fate: str
    entity: str = ""
    label: str = ""
    double: int = -1
    questions: tuple[Question, ...] = ()


class Fates(msgspec.Struct, frozen=True):
    """All that comparing brought; ``source`` is the id with which leaves were made."""

    source: str
    rows: tuple[Fate, ...]


def flat(sheets: Iterable[ReadSheet]) -> list[ReadRow]:
    """The rows of all sheets: the place of a row is its position here."""
    return [row for sheet in sheets for row in sheet.rows]


def fates(state: State, own: Contribution, sheets: Sequence[ReadSheet]) -> Fates:
    """The fates of all records in ``sheets``; ``state`` is that of the atlas with ``own``, which is what they say."""
    return Fates(own.source, tuple(_Fates(state, own.source, flat(sheets)).all()))


@dataclass
class _Fates:
    state: State
    source: str
    rows: list[ReadRow]

    def all(self) -> Iterator[Fate]:
        for at, leaf in self.leaves.items():
            cluster = self.state.cluster_of[leaf]
            first = self.at[self.own_rows(cluster)[0]]
            if first != at:
                yield self._double(at, leaf, first)
                continue
            parts = self.parts(cluster)
            held = [(entity, leaves) for entity, leaves in parts.items() if entity in self.paged]
            questions = [self._match(leaf, entity, leaves) for entity, leaves in held]
            if held:
                entity = held[0][0]
                yield Fate(at, leaf, SAME, entity, self.paged[entity], questions=tuple(questions))
                continue
            asked = tuple(self._reviews(at))
            yield Fate(at, leaf, PERHAPS if asked else NEW, questions=asked)

    # ---- what is looked up

    @cached_property
    def leaves(self) -> dict[int, str]:
        """The leaf of each record, by its place."""
        found = {at: record_leaf_id(self.source, row.key) for at, row in enumerate(self.rows) if row.what == RECORD}
        return {at: leaf for at, leaf in found.items() if leaf in self.state.cluster_of}

    @cached_property
    def at(self) -> dict[str, int]:
        return {leaf: at for at, leaf in self.leaves.items()}

    def own_rows(self, cluster: Cluster) -> list[str]:
        """The leaves of ``cluster`` that are rows of the list, in the order of the list."""
        return sorted((leaf for leaf in cluster.leaves if leaf in self.at), key=self.at.__getitem__)

    def parts(self, cluster: Cluster) -> dict[str, list[str]]:
        """The leaves of ``cluster`` from elsewhere, by the identity that they have now; the largest part first."""
        found: dict[str, list[str]] = {}
        for leaf in cluster.leaves:
            if not leaf.startswith(f"{self.source}|") and (entity := self._identity(leaf)):
                found.setdefault(entity, []).append(leaf)
        return dict(sorted(found.items(), key=lambda part: (-len(part[1]), part[0])))

    def _identity(self, leaf: str) -> str:
        entity = self.state.kept.leaves.get(leaf, "")
        seen: set[str] = set()
        while entity and entity not in seen and (known := self.state.kept.identities.get(entity)) and known.redirect:
            seen.add(entity)
            entity = known.redirect
        return entity

    @cached_property
    def paged(self) -> Mapping[str, str]:
        """The label of each entity with a page that a row may be."""
        clusters = {id(one): one for leaf in self.leaves.values() for one in [self.state.cluster_of[leaf]]}
        ends = [cluster for _, sides in self._pairs for _, cluster in sides]
        wanted = sorted({entity for one in (*clusters.values(), *ends) for entity in self.parts(one)})
        found: dict[str, str] = {}
        for part in chunks(wanted, ASKED):
            found.update(EntityRow.objects.visible().filter(identity__in=part).values_list("identity_id", "label"))
        return found

    @cached_property
    def _pairs(self) -> list[tuple[Pair, list[tuple[str, Cluster]]]]:
        """The doubtful pairs of which a side has a row of the list, each with its (leaf, cluster) on either side."""
        found = []
        for pair in self.state.linking.pairs:
            if pair.decision == REVIEW:
                sides = [(leaf, self.state.cluster_of[leaf]) for leaf in (pair.left, pair.right)]
                if any(self.own_rows(cluster) for _, cluster in sides):
                    found.append((pair, sides))
        return found

    @cached_property
    def _asked(self) -> Mapping[int, list[tuple[Pair, str, str]]]:
        """Place of the first row of a cluster that nobody holds yet → the pairs to ask about, each with its two leaves."""
        found: dict[int, list[tuple[Pair, str, str]]] = {}
        for pair, sides in self._pairs:
            ours = [[] if self.paged.keys() & self.parts(one).keys() else self.own_rows(one) for _, one in sides]
            if not ours[0] and not ours[1]:
                continue  # what the row is known as is asked about already
            first = [self.at[rows[0]] if rows else -1 for rows in ours]
            here = 0 if first[0] > first[1] else 1  # of two rows the later one is asked about
            leaf = sides[here][0] if sides[here][0] in self.at else ours[here][0]
            found.setdefault(first[here], []).append((pair, leaf, sides[1 - here][0]))
        return found

    @cached_property
    def _gone(self) -> Mapping[str, list[tuple[str, Edge]]]:
        """Decisions on rows of lists that have gone: by the key of the row, and by its folded name; with the other end's leaf."""
        found: dict[str, list[tuple[str, Edge]]] = {}
        present = self.state.said.leaves
        for edge in self.state.judgements.edges:
            for gone, name, other in ((edge.left, edge.ends[0], edge.right), (edge.right, edge.ends[1], edge.left)):
                if gone not in present and "|row:" in gone:
                    found.setdefault(f"key {gone.partition('|row:')[2]}", []).append((other, edge))
                    found.setdefault(f"name {fold(name)}", []).append((other, edge))
        return found

    # ---- questions

    def _reviews(self, at: int) -> Iterator[Question]:
        for pair, leaf, end in self._asked.get(at, ()):
            other = self.state.cluster_of[end]
            parts = self.parts(other)
            entity = next((one for one in parts if one in self.paged), "")
            rows = [] if parts else self.own_rows(other)
            row = self.at[rows[0]] if rows else -1
            label = self.rows[row].name if row >= 0 else self.paged.get(entity, other.label)
            said = (pair.probability, pair.reason_code, pair.reason_data)
            yield self._question(leaf, end, label, entity, row, REVIEW, said, other.leaves)

    def _match(self, leaf: str, entity: str, leaves: Sequence[str]) -> Question:
        minted = self.state.kept.identities[entity].minted_from
        end = minted if minted in leaves else min(leaves)
        return self._question(leaf, end, self.paged[entity], entity, -1, MATCH, self._why(leaf, leaves), leaves)

    def _double(self, at: int, leaf: str, first: int) -> Fate:
        end = self.leaves[first]
        question = self._question(leaf, end, self.rows[first].name, "", first, MATCH, self._why(leaf, [end]), [end])
        return Fate(at, leaf, DOUBLE, double=first, questions=(question,))

    def _question(
        self,
        mine: str,
        other: str,
        label: str,
        entity: str,
        row: int,
        sort: str,
        said: tuple[float, str, tuple[tuple[str, str], ...]],
        leaves: Sequence[str],
    ) -> Question:
        before = self._before(mine, set(leaves))
        return Question(
            digest(mine, other, length=12), mine, other, label, entity, row, sort, *said, tuple(leaves[:MOST_LEAVES]), before
        )

    def _why(self, leaf: str, others: Sequence[str]) -> tuple[float, str, tuple[tuple[str, str], ...]]:
        """Probability and reason of the surest match between ``leaf`` and any of ``others``; 0 where only a chain leads there."""
        related = self.state.related
        here = related.group_of[leaf]
        there = {related.group_of[other] for other in others if other in related.group_of}
        group = related.likeness.groups[here]
        found = [group.equal] if here in there and group.equal else []
        for row in related.rows_of.get(here, ()):
            left, right, decision = related.likeness.decided[row]
            if decision.verdict == MATCH and (right if left == here else left) in there:
                found.append(decision)
        best = max(found, key=lambda one: one.probability, default=None)
        if best is None:
            return (1.0, "same_name", ()) if here in there else (0.0, "", ())
        return best.probability, best.code, best.data

    def _before(self, leaf: str, others: set[str]) -> Said | None:
        """What was decided, on the same row of a list that has gone, about any of ``others``; by key, else by name."""
        row = self.rows[self.at[leaf]]
        for sought in (f"key {row.key}", f"name {fold(row.name)}"):
            for other, edge in reversed(self._gone.get(sought, [])):
                if other in others or others & {*edge.left_leaves, *edge.right_leaves}:
                    return Said("different" if edge.verdict == "split" else edge.verdict, edge.who, edge.made_at[:10])
        return None
