"""The part of the atlas that a decision on a pair can change, from what the process holds and the few rows around it.

Who is one with whom is settled within a *knot*: leaves that matches and persons' "same" tie together, directly or along a chain.
A decision changes only the knots that it touches (the *core*). What is asked about changes as far as two steps of likeness
around: a name is asked about beside others that are like it, and these beside theirs. Names for which a register has one row
are settled together, whoever gets it. Invariants: within that distance (``closed``) clusters are those that the whole would
give; what lies beyond is there only as the other end of a likeness, and nothing is projected of it.
"""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dentelle.atlas.deciding.asked import Asked
from dentelle.atlas.deciding.edge_book import View
from dentelle.atlas.models import Identity
from dentelle.atlas.projecting import identity
from dentelle.atlas.projecting.edges import Edge, Resolved
from dentelle.atlas.projecting.held import Held, Related
from dentelle.atlas.projecting.once import cached_property
from dentelle.atlas.projecting.state import Judgements, SourceFacts, State, Verdict
from dentelle.atlas.projecting.stated import Standing, stand
from dentelle.checking import Named
from dentelle.linking import Cluster, Likeness, Linking, attach, clustered, without_rows

MOST = 3_000  # leaves: where more stand around a decision, the whole is no dearer


class FarError(Exception):
    """What a decision changes is not around it alone; the whole is to be projected."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Positions of groups: the knots that are ``core``, those that are ``closed`` (core among them), and all that is ``seen``.

    ``rows``: the rows of registers that a closed group may get; ``seeds``: the leaves from which all this is reached.
    """

    core: frozenset[int]
    closed: frozenset[int]
    seen: frozenset[int]
    rows: frozenset[str] = frozenset()
    seeds: frozenset[str] = frozenset()


@dataclass
class Near(State):
    """A state of the leaves of ``reach``. ``edges``: what persons decided on pairs; ``far``: leaf → identity as published, of
    others, as far as ``asked``; ``was``: what was decided on a claim before, by its key, "" for nothing.
    """

    run: int = 0
    edges: View = field(kw_only=True)
    asked: Asked = field(kw_only=True)
    reach: Reach = field(default_factory=lambda: Reach(frozenset(), frozenset(), frozenset()))
    far: dict[str, str] = field(default_factory=dict)
    was: Mapping[str, str] = field(default_factory=dict)

    def judged(self, found: Mapping[str, Verdict]) -> Judgements:
        """The judgements on claims that were ``found``, as this state has them."""
        verdicts = {key: one for key, one in found.items() if key not in self.was}
        return replace(self.judgements, verdicts=verdicts | {key: Verdict(one) for key, one in self.was.items() if one})

    def load(self, far: Mapping[str, str], sources: Mapping[str, SourceFacts], verdicts: Mapping[str, Verdict]) -> None:
        """Adds what is known of leaves and sources farther off, and of claims."""
        self.far.update(far)
        self.sources = {**self.sources, **sources}
        self.judgements = self.judged({**self.judgements.verdicts, **verdicts})

    @cached_property
    def closed_leaves(self) -> frozenset[str]:
        """The leaves whose clusters are those of the whole, rows of registers among them."""
        return frozenset(leaves_of(self.related, self.reach.closed)) | self.reach.rows

    @cached_property
    def core_leaves(self) -> frozenset[str]:
        """The leaves of the knots that the decision touches, and the rows of registers that may move with them."""
        return frozenset(leaves_of(self.related, self.reach.core)) | self.reach.rows

    @cached_property
    def linking(self) -> Linking:
        order = sorted(self.reach.seen)
        there = {at: position for position, at in enumerate(order)}
        likeness = self.related.likeness
        rows = sorted({row for at in self.reach.closed for row in self.related.rows_of.get(at, ())})
        related = [likeness.decided[row] for row in rows]
        part = Likeness(
            tuple(likeness.groups[at] for at in order),
            tuple((there[left], there[right], decision) for left, right, decision in related),
        )
        said, judged = self.said, self.decided.decisions()
        leaves = {leaf: said.leaves[leaf] for leaf in sorted(leaves_of(self.related, order))}
        found = clustered(leaves, part, without_rows(judged, said.rows), accepted=sorted(self._accepted()))
        if not self.reach.rows:
            return found
        asked = leaves_of(self.related, self.reach.closed)
        proposals = [pair for leaf in asked for pair in said.proposed.get(leaf, ())]
        return attach(found, [said.rows[row] for row in sorted(self.reach.rows)], proposals, judged)

    @property
    def loose(self) -> frozenset[str]:
        return frozenset(row for row in self.reach.rows if len(self.cluster_of[row].leaves) == 1)

    @cached_property
    def decided(self) -> Resolved:
        return self.edges.around([*leaves_of(self.related, self.reach.seen), *self.reach.rows, *self.reach.seeds])

    @cached_property
    def stated(self) -> Standing:
        """See ``State``; those about what is around, or that point to it, and those that nothing is left of."""
        said, every = self.said, self.judgements.stated
        gone = {leaf for one in every for leaf in (one.subject, one.value_leaf) if leaf and leaf not in said.leaves}
        found = stand(every, said.leaves, *self.asked.went(gone))
        seen = {*leaves_of(self.related, self.reach.seen), *self.reach.rows}
        placed = tuple(one for one in found.placed if one.subject in seen or one.value in seen)
        return Standing(placed, found.lost, frozenset(leaf for one in placed for leaf in (one.subject, one.value) if leaf))

    @cached_property
    def unobeyed(self) -> tuple[Edge, ...]:
        within = ((pair, edge) for pair, (verdict, edge) in self.decided.judged.items() if verdict == "same")
        closed, of = self.closed_leaves, self.cluster_of
        found = {edge: None for (one, other), edge in within if one in closed and other in closed and of[one] is not of[other]}
        return tuple(found)

    @cached_property
    def _whole(self) -> tuple[Cluster, ...]:
        return tuple(one for one in self.linking.clusters if one.leaves[0] in self.closed_leaves)

    @cached_property
    def assignment(self) -> identity.Assignment:
        said = self.said
        stated = self.stated.ends
        ends = [
            any(leaf in said.by_subject or leaf in said.by_value or leaf in stated for leaf in one.leaves) for one in self._whole
        ]
        needed = [at for at, one in enumerate(self._whole) if one.promoted or ends[at]]
        files = [tuple(leaf for leaf in one.leaves if leaf not in said.rows) for one in self._whole]
        made = identity.assign(files, [at for at in needed if files[at]], self.kept.identities, self.kept.leaves)
        if made.minted and Identity.objects.filter(pk__in=list(made.minted)).exists():
            raise FarError  # the id of a leaf that was there before: only the whole says what it is now
        return made

    @cached_property
    def placed(self) -> Mapping[str, str]:
        pairs = zip(self._whole, self.assignment.clusters, strict=True)
        return {leaf: entity for cluster, entity in pairs if entity for leaf in cluster.leaves}

    @cached_property
    def entity_of(self) -> Mapping[str, str]:
        return ChainMap(dict(self.placed), self.far)

    @cached_property
    def clusters(self) -> Mapping[str, Cluster]:
        pairs = zip(self._whole, self.assignment.clusters, strict=True)
        return {entity: cluster for cluster, entity in pairs if entity}

    def is_promoted(self, entity: str) -> bool:
        """See ``State``; of what is not around, as it is published."""
        cluster = self.clusters.get(entity)
        return cluster.promoted if cluster else self.asked.page(entity, self.far.values()) is not None

    def named(self, leaf: str) -> Named:
        """See ``State``; of what is not around, as it is published."""
        entity = self.entity_of.get(leaf, "")
        cluster = self.clusters.get(entity)
        if cluster is None:
            return self.asked.page(entity, self.far.values()) or Named(leaf, "")
        return self.name_of(entity, cluster) if cluster.promoted else Named(leaf, "")

    def _accepted(self) -> set[str]:
        seen = set(leaves_of(self.related, self.reach.seen))
        parted = {leaf for pair, (_, edge) in self.decided.judged.items() if edge.verdict == "split" for leaf in pair}
        parted |= {one.subject for one in self.stated.placed}
        verdicts, said = self.judgements.verdicts, self.said
        accepted = {key for key, one in verdicts.items() if one.verdict == "accept"}
        if not accepted:
            return parted & seen
        asked = ((leaf, place) for leaf in seen for place in said.by_subject.get(leaf, ()))
        return (parted & seen) | {leaf for leaf, (source, at) in asked if said.contributions[source].heads[at].key in accepted}


def reach(related: Related, said: Held, judged: Sequence[View], seeds: Iterable[str], beside: Iterable[str]) -> Reach:
    """How far a decision on ``seeds`` reaches that also changes what is said of ``beside``. ``judged``: what persons decided on
    pairs, in each state.

    Raises FarError when that is too much.
    """
    ties = _Ties(related, said, judged)
    seeds = frozenset(seeds)
    core = ties.knots(ties.groups(seeds))
    changed = core | ties.knots(ties.groups(beside))
    around = ties.knots(changed | _like(related, changed))
    closed = ties.knots(around | _like(related, around))
    seen = closed | _like(related, closed) | {other for at in closed for other in ties.judged(at)[0]}
    if sum(len(related.likeness.groups[at].leaves) for at in seen) > MOST:
        raise FarError
    rows = {row for at in closed for row in ties.rows(at)} | (seeds & said.rows.keys())
    return Reach(frozenset(core), frozenset(closed), frozenset(seen), frozenset(rows), seeds)


class _Ties:
    """What makes groups stand or fall together: matches, what persons judged the same, a row of a register for both."""

    def __init__(self, related: Related, said: Held, views: Sequence[View]) -> None:
        self._related, self._said, self._views = related, said, views
        self._judged: dict[int, tuple[set[int], set[int]]] = {}

    def judged(self, at: int) -> tuple[set[int], set[int]]:
        """The groups that persons judged with the group ``at``, and those of them that they found the same."""
        if at not in self._judged:
            every: set[int] = set()
            same: set[int] = set()
            of = self._related.group_of
            leaves = self._related.likeness.groups[at].leaves
            for part in (view.around(leaves) for view in self._views):
                for one in without_rows(part.decisions(), self._said.rows):
                    ends = {of[one.left], of[one.right]}
                    if at in ends:
                        every |= ends
                        same |= ends if one.verdict == "same" else set()
            self._judged[at] = (every, same)
        return self._judged[at]

    def groups(self, leaves: Iterable[str]) -> set[int]:
        """The groups of ``leaves``, and those that may get a row among them."""
        found: set[int] = set()
        of = self._related.group_of
        for leaf in leaves:
            files = self._with(leaf) if leaf in self._said.rows else (leaf,)
            found.update(of[file] for file in files if file in of)  # one that has gone is of no group
        return found

    def rows(self, at: int) -> Iterator[str]:
        """The rows that the group may get."""
        for leaf in self._related.likeness.groups[at].leaves if self._said.rows else ():
            yield from (row for row in self._with(leaf) if row in self._said.rows)

    def _with(self, leaf: str) -> set[str]:
        """What a register proposes or a person judged to be one with ``leaf``, or not."""
        found = {end for pair in self._said.proposed.get(leaf, ()) for end in (pair.left, pair.right)}
        for view in self._views:
            found.update(end for pair in view.of(leaf).judged if leaf in pair for end in pair)
        return found - {leaf}

    def knots(self, seeds: Iterable[int]) -> set[int]:
        """All groups in one knot with any of ``seeds``."""
        decided = self._related.likeness.decided
        found: set[int] = set()
        waiting = list(seeds)
        while waiting:
            here = waiting.pop()
            if here in found:
                continue
            found.add(here)
            if len(found) > MOST:
                raise FarError
            matches = (decided[row] for row in self._related.rows_of.get(here, ()))
            waiting += [end for left, right, decision in matches if decision.verdict == "match" for end in (left, right)]
            waiting += self.judged(here)[1]
            waiting += self.groups(self.rows(here))
        return found


def _like(related: Related, groups: Iterable[int]) -> set[int]:
    decided = related.likeness.decided
    return {end for at in groups for row in related.rows_of.get(at, ()) for end in decided[row][:2]}


def leaves_of(related: Related, groups: Iterable[int]) -> list[str]:
    """The leaves of the groups at these positions."""
    return [leaf for at in groups for leaf in related.likeness.groups[at].leaves]
