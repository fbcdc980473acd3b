"""All that a projection works from, in memory: what the sources say, who is who, what persons decided.

Invariants: a state is a pure function of contributions, kept tables and rules; it never writes. A weave builds it from what
it read, a decision from the published rows: both then project the same units from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dentelle.atlas.projecting import identity
from dentelle.atlas.projecting.contribution import Contribution
from dentelle.atlas.projecting.edges import Edge, Resolved, resolve
from dentelle.atlas.projecting.held import Held, Related
from dentelle.atlas.projecting.once import cached_property
from dentelle.atlas.projecting.rules import Rules
from dentelle.atlas.projecting.stated import Standing, Stated, stand
from dentelle.checking import MOST, Named
from dentelle.folding import digest
from dentelle.linking import Cluster, Linking, attach, clustered, compared, without_rows
from dentelle.model import Finding, Leaf, Value


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a projection needs of a source. ``trust`` 0 to 1, ``date`` EDTF, ``page`` shared by versions of one page."""

    id: str
    path: str
    trust: float
    date: str = ""
    page: str = ""
    text_key: str = ""  # of the extracted text


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's judgement on a claim: accept, reject, correct or hide; ``corrected`` the value put instead."""

    verdict: str
    corrected: Value | None = None
    said: str = ""  # the claim in words as it stood when judged


@dataclass(frozen=True, slots=True)
class Judgements:
    """Those that nobody took back: edges between leaves, oldest first, verdicts by claim key, and facts stated by hand.

    ``mark`` changes whenever anybody decides or undoes anything.
    """

    edges: tuple[Edge, ...] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    mark: tuple[int, ...] = ()
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """Identities as published: by id, and the one each leaf was last assigned to."""

    identities: Mapping[str, identity.Known] = field(default_factory=dict)
    leaves: Mapping[str, str] = field(default_factory=dict)


Memory = Callable[[str, Mapping[str, Leaf]], Related]  # the likeness kept under a key, else that of the leaves


@dataclass
class State:
    """See the module. ``notes`` are findings of the weave, by unit; ``memory`` spares comparing again what did not change.

    ``held`` is what is known of ``contributions``, where they are held.
    """

    rules: Rules
    sources: Mapping[str, SourceFacts]
    contributions: Mapping[str, Contribution]
    kept: Kept
    judgements: Judgements
    notes: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    memory: Memory = field(default=lambda _, leaves: Related(compared(leaves).likeness))
    held: Held | None = None

    @cached_property
    def said(self) -> Held:
        """The contributions, by leaf."""
        return self.held or Held(self.contributions)

    @cached_property
    def related(self) -> Related:
        """Which leaves of files are alike, whatever was decided."""
        return self.memory(self.likeness_key, self.said.files)

    @property
    def likeness_key(self) -> str:
        """The key under which the likeness of the leaves of files is kept."""
        files = sorted(source for source, one in self.contributions.items() if one.register is None)
        return digest(self.rules.code, *(self.contributions[source].leaves_digest for source in files), length=40)

    @cached_property
    def linking(self) -> Linking:
        """The clusters of all leaves."""
        judged, accepted = self.decided.decisions(), sorted(self._accepted() - self.said.rows.keys())
        if not self.said.rows:
            return clustered(self.said.files, self.related.likeness, judged, accepted=accepted)
        decisions = without_rows(judged, self.said.rows)
        found = clustered(self.said.files, self.related.likeness, decisions, accepted=accepted)
        return attach(found, list(self.said.rows.values()), self.said.proposals, judged)

    @cached_property
    def loose(self) -> frozenset[str]:
        """The rows of registers that nobody is linked to: they say nothing in the atlas."""
        return frozenset(row for row in self.said.rows if len(self.cluster_of[row].leaves) == 1)

    @cached_property
    def decided(self) -> Resolved:
        """What persons decided on pairs, between leaves that are there."""
        if not self.judgements.edges:
            return Resolved()
        return resolve(self.judgements.edges, self.said.leaves, self.kept.leaves, self._redirects)

    @cached_property
    def stated(self) -> Standing:
        """The facts that people state by hand, on leaves that are there."""
        if not self.judgements.stated:
            return Standing()
        return stand(self.judgements.stated, self.said.leaves, self.kept.leaves, self._redirects)

    @cached_property
    def _redirects(self) -> Mapping[str, str]:
        return {id_: known.redirect for id_, known in self.kept.identities.items() if known.redirect}

    @cached_property
    def unobeyed(self) -> tuple[Edge, ...]:
        """The edges by which two leaves are the same that others, older or newer, keep apart."""
        found = {
            edge: None
            for (left, right), (verdict, edge) in self.decided.judged.items()
            if verdict == "same" and self.cluster_of[left] is not self.cluster_of[right]
        }
        return tuple(found)

    def named(self, leaf: str) -> Named:
        """What the name ``leaf`` stands for, as far as other sources may know it; by itself where it has no page."""
        cluster = self.cluster_of[leaf]
        return self.name_of(self.entity_of.get(leaf, ""), cluster) if cluster.promoted else Named(leaf, "")

    def name_of(self, entity: str, cluster: Cluster) -> Named:
        """What a name of the promoted ``cluster`` stands for."""
        if entity not in self._names:
            sources = len({leaf.partition("|")[0] for leaf in cluster.leaves})
            self._names[entity] = Named(entity, cluster.kind, cluster.type, sources > MOST)
        return self._names[entity]

    @cached_property
    def _names(self) -> dict[str, Named]:
        return {}

    def _accepted(self) -> set[str]:
        """Leaves that are promoted because a person accepted a claim or states a fact about them, or made them an entity."""
        parted = {leaf for pair, (_, edge) in self.decided.judged.items() if edge.verdict == "split" for leaf in pair}
        parted |= {one.subject for one in self.stated.placed}
        accepted = {key for key, one in self.judgements.verdicts.items() if one.verdict == "accept"}
        if not accepted:
            return parted
        heads = (head for one in self.contributions.values() for head in one.heads)
        return parted | {head.subject for head in heads if head.key in accepted and head.subject}

    @cached_property
    def assignment(self) -> identity.Assignment:
        """The identity of each cluster that is promoted or at an end of a claim."""
        ends = {leaf for one in self.contributions.values() for head in one.heads for leaf in (head.subject, head.value)}
        ends |= self.stated.ends
        clusters = self.linking.clusters
        own = [
            tuple(leaf for leaf in one.leaves if leaf not in self.said.rows) for one in clusters
        ]  # a row gives nobody its identity
        needed = [i for i, one in enumerate(clusters) if own[i] and (one.promoted or not ends.isdisjoint(one.leaves))]
        return identity.assign(own, needed, self.kept.identities, self.kept.leaves)

    @cached_property
    def entity_of(self) -> Mapping[str, str]:
        """Leaf → identity."""
        pairs = zip(self.linking.clusters, self.assignment.clusters, strict=True)
        return {leaf: entity for cluster, entity in pairs if entity for leaf in cluster.leaves}

    @property
    def placed(self) -> Mapping[str, str]:
        """Leaf → identity, of the leaves that this state decides on."""
        return self.entity_of

    @cached_property
    def cluster_of(self) -> Mapping[str, Cluster]:
        """Leaf → cluster, also of clusters that need no identity."""
        return {leaf: cluster for cluster in self.linking.clusters for leaf in cluster.leaves}

    @cached_property
    def clusters(self) -> Mapping[str, Cluster]:
        """Identity → cluster."""
        pairs = zip(self.linking.clusters, self.assignment.clusters, strict=True)
        return {entity: cluster for cluster, entity in pairs if entity}

    def is_promoted(self, entity: str) -> bool:
        """Whether ``entity`` has a page."""
        return self.clusters[entity].promoted
