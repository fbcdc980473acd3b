"""The part of the atlas that a decision on a pair can change, from what the process holds and the few rows around it.

Who is one with whom is settled within a *knot*: leaves that matches and persons' "same" tie together, directly or along a chain.
A decision changes only the knots that it touches (the *core*). What is asked about changes as far as two steps of likeness
around: a name is asked about beside others that are like it, and these beside theirs. Invariants: within that distance
(``closed``) clusters are those that the whole would give; what lies beyond is there only as the other end of a likeness, and
nothing is projected of it.
"""

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from dentelle.atlas import identity
from dentelle.atlas.edges import Edge, Resolved, resolve
from dentelle.atlas.held import Held, Related
from dentelle.atlas.identity import Known
from dentelle.atlas.models import EntityRow, Identity, IdentityLeaf
from dentelle.atlas.projection import chunks
from dentelle.atlas.state import Judgements, State, Verdict
from dentelle.atlas.stated import Standing, stand
from dentelle.linking import Cluster, Likeness, Linking, clustered

ASKED = 500  # values in one question to the database
MOST = 3_000  # leaves: where more stand around a decision, the whole is no dearer


class FarError(Exception):
    """What a decision changes is not around it alone; the whole is to be projected."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Positions of groups: the knots that are ``core``, those that are ``closed`` (core among them), and all that is ``seen``."""

    core: frozenset[int]
    closed: frozenset[int]
    seen: frozenset[int]


@dataclass
class Near(State):
    """A state of the leaves of ``reach``. ``far``: leaf → identity as published, of others, as far as asked; ``was``: what was
    decided on a claim before, by its key, "" for nothing.
    """

    run: int = 0
    reach: Reach = field(default_factory=lambda: Reach(frozenset(), frozenset(), frozenset()))
    far: dict[str, str] = field(default_factory=dict)
    was: Mapping[str, str] = field(default_factory=dict)

    def judged(self, found: Mapping[str, Verdict]) -> Judgements:
        """The judgements of this state, with those on claims that were ``found``."""
        verdicts = {key: one for key, one in found.items() if key not in self.was}
        return replace(self.judgements, verdicts=verdicts | {key: Verdict(one) for key, one in self.was.items() if one})

    @cached_property
    def closed_leaves(self) -> frozenset[str]:
        """The leaves whose clusters are those of the whole."""
        return frozenset(leaves_of(self.related, self.reach.closed))

    @cached_property
    def core_leaves(self) -> frozenset[str]:
        """The leaves of the knots that the decision touches."""
        return frozenset(leaves_of(self.related, self.reach.core))

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
        leaves = {leaf: self.said.leaves[leaf] for leaf in sorted(leaves_of(self.related, order))}
        return clustered(leaves, part, self.decided.decisions(), accepted=sorted(self._accepted()))

    @cached_property
    def decided(self) -> Resolved:
        return decided(self, self.said, self.run)

    @cached_property
    def stated(self) -> Standing:
        return stated(self, self.said, self.run)

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
        made = identity.assign([one.leaves for one in self._whole], needed, self.kept.identities, self.kept.leaves)
        if made.minted and Identity.objects.filter(pk__in=list(made.minted)).exists():
            raise FarError  # the id of a leaf that was there before: only the whole says what it is now
        return made

    @cached_property
    def entity_of(self) -> Mapping[str, str]:
        pairs = zip(self._whole, self.assignment.clusters, strict=True)
        return ChainMap({leaf: entity for cluster, entity in pairs if entity for leaf in cluster.leaves}, self.far)

    @cached_property
    def clusters(self) -> Mapping[str, Cluster]:
        pairs = zip(self._whole, self.assignment.clusters, strict=True)
        return {entity: cluster for cluster, entity in pairs if entity}

    def is_promoted(self, entity: str) -> bool:
        """See ``State``; of what is not around, as it is published."""
        cluster = self.clusters.get(entity)
        return cluster.promoted if cluster else entity in self._shown

    @cached_property
    def _shown(self) -> frozenset[str]:
        asked = sorted(set(self.far.values()))
        rows = (EntityRow.objects.at(self.run).filter(identity_id__in=part) for part in chunks(asked, ASKED))
        return frozenset(entity for part in rows for entity in part.values_list("identity_id", flat=True))

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


def reach(
    related: Related,
    judged: Iterable[tuple[str, str]],
    same: Iterable[tuple[str, str]],
    seeds: Iterable[str],
    beside: Iterable[str],
) -> Reach:
    """How far a decision on ``seeds`` reaches that also changes what is said of ``beside``. ``judged``: all pairs of leaves that
    persons judged; ``same``: those tied by that.

    Raises FarError when that is too much.
    """
    of = related.group_of
    tied: dict[int, set[int]] = {}
    for left, right in same:
        tied.setdefault(of[left], set()).add(of[right])
        tied.setdefault(of[right], set()).add(of[left])
    core = _knots(related, tied, {of[leaf] for leaf in seeds})
    changed = core | _knots(related, tied, {of[leaf] for leaf in beside})
    around = _knots(related, tied, changed | _like(related, changed))
    closed = _knots(related, tied, around | _like(related, around))
    seen = closed | _like(related, closed)
    for left, right in judged:
        if of[left] in closed or of[right] in closed:
            seen |= {of[left], of[right]}
    if sum(len(related.likeness.groups[at].leaves) for at in seen) > MOST:
        raise FarError
    return Reach(frozenset(core), frozenset(closed), frozenset(seen))


def _like(related: Related, groups: Iterable[int]) -> set[int]:
    decided = related.likeness.decided
    return {end for at in groups for row in related.rows_of.get(at, ()) for end in decided[row][:2]}


def _knots(related: Related, tied: Mapping[int, set[int]], seeds: Iterable[int]) -> set[int]:
    """All groups in one knot with any of ``seeds``."""
    decided = related.likeness.decided
    found: set[int] = set()
    waiting = list(seeds)
    while waiting:
        here = waiting.pop()
        if here in found:
            continue
        found.add(here)
        if len(found) > MOST:
            raise FarError
        matches = (decided[row] for row in related.rows_of.get(here, ()))
        waiting += [end for left, right, decision in matches if decision.verdict == "match" for end in (left, right)]
        waiting += tied.get(here, ())
    return found


def leaves_of(related: Related, groups: Iterable[int]) -> list[str]:
    """The leaves of the groups at these positions."""
    return [leaf for at in groups for leaf in related.likeness.groups[at].leaves]


def decided(state: State, said: Held, run: int) -> Resolved:
    """What persons decided on pairs; who stood with a leaf that has gone is asked of the database."""
    edges = state.judgements.edges
    if all(edge.left in said.leaves and edge.right in said.leaves for edge in edges):
        return resolve(edges, said.leaves, {})
    return resolve(edges, said.leaves, *_last_seen(run))


def stated(state: State, said: Held, run: int) -> Standing:
    """The facts that people state by hand, likewise."""
    found = state.judgements.stated
    if all(leaf in said.leaves for one in found for leaf in (one.subject, one.value_leaf) if leaf):
        return stand(found, said.leaves, {}, {})
    return stand(found, said.leaves, *_last_seen(run))


def _last_seen(run: int) -> tuple[dict[str, str], dict[str, str]]:
    """The identity of every leaf there ever was, and where identities lead."""
    redirects = dict(Identity.objects.filter(since__lte=run).exclude(redirect=None).values_list("id", "redirect_id"))
    return dict(IdentityLeaf.objects.at(run).values_list("leaf", "identity_id")), redirects


def published_places(run: int, leaves: Iterable[str]) -> dict[str, str]:
    """Leaf → identity as published at ``run``."""
    result: dict[str, str] = {}
    for part in chunks(sorted(set(leaves)), ASKED):
        result.update(IdentityLeaf.objects.at(run).filter(leaf__in=part).values_list("leaf", "identity_id"))
    return result


def known_identities(run: int, leaves: frozenset[str], places: Mapping[str, str], said: Held) -> dict[str, Known]:
    """The identities that clusters of ``leaves`` may own: minted from one of them, or left to one by a leaf that has gone."""
    found: dict[str, Known] = {}
    rows: dict[str, tuple[str, str]] = {}
    for part in chunks(sorted(leaves), ASKED):
        asked = Identity.objects.filter(since__lte=run, minted_from__in=part)
        rows.update((pk, (leaf, target or "")) for pk, leaf, target in asked.values_list("id", "minted_from", "redirect_id"))
    for part in chunks(sorted({places[leaf] for leaf in leaves if leaf in places} - rows.keys()), ASKED):
        asked = Identity.objects.filter(since__lte=run, pk__in=part)
        rows.update((pk, (leaf, target or "")) for pk, leaf, target in asked.values_list("id", "minted_from", "redirect_id"))
    for pk, (leaf, target) in rows.items():
        if leaf in leaves or (leaf not in said.leaves and not target and _heir(run, pk, said) in leaves):
            found[pk] = Known(leaf, target)
    return found


def _heir(run: int, entity: str, said: Held) -> str:
    """The smallest leaf of ``entity`` that is still there."""
    leaves: Sequence[str] = list(IdentityLeaf.objects.at(run).filter(identity_id=entity).values_list("leaf", flat=True))
    return min((leaf for leaf in leaves if leaf in said.leaves), default="")
