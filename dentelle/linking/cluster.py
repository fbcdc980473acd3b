"""Leaves to clusters: one cluster for each real thing, as far as evidence and judgements say.

Invariants: a pure function of the set of leaves and of the decisions, whatever their order. Two leaves that a person judged
different or unsure never stand in one cluster, and no chain joins them; what a person judged the same stands together,
unless that would join such a pair. Matches are taken in falling probability, ties by leaf id.

A cluster is *promoted* (becomes an entity with a page) when one of its leaves is strong (found by a rule that no lexicon is
needed for, or a row of a list), when two sources speak of it, or when a person judged one of its leaves the same or a claim
about it right. Everything else stays a mention.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dentelle.linking.candidates import Spent
from dentelle.linking.decide import Decision
from dentelle.linking.likeness import Alike, Group, Likeness, compared, parted, united
from dentelle.model import Leaf, Pair, PairDecision

__all__ = ["Cluster", "Linking", "clustered", "link", "one_cluster"]


_MOST_ASKED = 3  # fullest names that a generic name may be short for and still be asked about


@dataclass(frozen=True, slots=True)
class Cluster:
    """One real thing: its ``leaves`` (ids, sorted), ``label`` the name most used, ``names`` (text, language, how many leaves)."""

    leaves: tuple[str, ...]
    kind: str
    type: str
    label: str
    names: tuple[tuple[str, str, int], ...]
    identifiers: tuple[tuple[str, str], ...]
    promoted: bool


@dataclass(frozen=True, slots=True)
class Linking:
    """``clusters`` by their smallest leaf; ``pairs`` matched or for review; ``spent`` what each sort of candidate key cost."""

    clusters: tuple[Cluster, ...]
    pairs: tuple[Pair, ...]
    spent: tuple[Spent, ...] = ()


class _Forest:
    """Union of leaves that obeys refusals: each root knows the roots it must stay apart from."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent = {name: name for name in names}
        self._apart: dict[str, set[str]] = {}

    def root(self, name: str) -> str:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def keep_apart(self, left: str, right: str) -> None:
        left, right = self.root(left), self.root(right)
        if left != right:
            self._apart.setdefault(left, set()).add(right)
            self._apart.setdefault(right, set()).add(left)

    def join(self, left: str, right: str) -> bool:
        """Whether the two now stand together."""
        left, right = sorted((self.root(left), self.root(right)))
        if left == right:
            return True
        if right in self._apart.get(left, ()):
            return False
        self._parent[right] = left
        for other in self._apart.pop(right, ()):
            self._apart[other].discard(right)
            self._apart[other].add(left)
            self._apart.setdefault(left, set()).add(other)
        return True


def link(leaves: Iterable[Leaf], decisions: Iterable[PairDecision], *, accepted: Iterable[str] = ()) -> Linking:
    """The clusters of ``leaves``. ``decisions`` are the judgements in force; ``accepted`` leaves whose claims a person accepted.

    A decision on a leaf that is not among ``leaves`` has no effect. Leaves of one id are taken together.
    """
    by_id = united(leaves)
    return clustered(by_id, compared(by_id).likeness, decisions, accepted=accepted)


def clustered(
    by_id: Mapping[str, Leaf], likeness: Likeness, decisions: Iterable[PairDecision], *, accepted: Iterable[str] = ()
) -> Linking:
    """What ``link`` gives for the leaves ``by_id``, from what comparing them gave (``likeness``)."""
    judged = [one for one in decisions if one.left in by_id and one.right in by_id and one.left != one.right]
    groups, decided = parted(likeness, frozenset(leaf for one in judged for leaf in (one.left, one.right)))
    group_of = {leaf: group.id for group in groups for leaf in group.leaves}
    forest = _Forest(group.id for group in groups)
    _obey(forest, judged, group_of)
    matched = _join(forest, decided)
    same = frozenset(leaf for one in judged if one.verdict == "same" for leaf in (one.left, one.right))
    clusters = _clusters(forest, groups, by_id, same | frozenset(accepted))
    return Linking(clusters, _pairs(forest, decided, matched, judged, group_of, clusters), likeness.spent)


def _obey(forest: _Forest, judged: list[PairDecision], group_of: Mapping[str, str]) -> None:
    for one in judged:
        if one.verdict in {"different", "unsure"}:
            forest.keep_apart(group_of[one.left], group_of[one.right])
    for one in sorted((one for one in judged if one.verdict == "same"), key=lambda one: (one.left, one.right)):
        forest.join(group_of[one.left], group_of[one.right])


def _join(forest: _Forest, decided: list[Alike]) -> set[tuple[str, str]]:
    """Joins what matches; returns the pairs joined. A match with either of two that must stay apart is left for review."""
    rivals: dict[str, set[str]] = {}
    for one, other, decision in decided:
        if decision.apart and forest.root(one.id) != forest.root(other.id):
            forest.keep_apart(one.id, other.id)
            rivals.setdefault(one.id, set()).add(other.id)
            rivals.setdefault(other.id, set()).add(one.id)
    matches = [row for row in decided if row[2].verdict == "match"]
    partners: dict[str, set[str]] = {}
    for one, other, _ in matches:
        partners.setdefault(one.id, set()).add(other.id)
        partners.setdefault(other.id, set()).add(one.id)
    torn = {name for name, others in partners.items() if any(rivals.get(other, set()) & others for other in others)}
    joined = set()
    for one, other, decision in sorted(matches, key=lambda row: (-row[2].probability, row[0].id, row[1].id)):
        sure = decision.code == "same_identifier" or not {one.id, other.id} & torn or decision.probability > 0.995
        if sure and forest.join(one.id, other.id):
            joined.add((one.id, other.id))
    return joined


def _clusters(
    forest: _Forest, groups: tuple[Group, ...], by_id: Mapping[str, Leaf], chosen: frozenset[str]
) -> tuple[Cluster, ...]:
    members: dict[str, list[str]] = {}
    for group in groups:
        members.setdefault(forest.root(group.id), []).extend(group.leaves)
    return tuple(sorted((_cluster([by_id[i] for i in sorted(ids)], chosen) for ids in members.values()), key=lambda c: c.leaves))


def one_cluster(leaves: Iterable[Leaf]) -> Cluster:
    """The cluster that ``leaves`` make, as ``link`` would once it has found that they are one; promoted by their own strength."""
    return _cluster(list(united(leaves).values()), frozenset())


def _cluster(leaves: list[Leaf], chosen: frozenset[str]) -> Cluster:
    full: Counter[str] = Counter(leaf.name for leaf in leaves)
    forms: Counter[tuple[str, str]] = Counter()
    for leaf in leaves:
        forms.update({(form, leaf.language) for form in (leaf.name, *leaf.names) if form})
    types: Counter[str] = Counter(leaf.type for leaf in leaves if leaf.type)
    kinds: Counter[str] = Counter(leaf.kind for leaf in leaves)
    return Cluster(
        leaves=tuple(leaf.id for leaf in leaves),
        kind="organisation" if "organisation" in kinds else _most(kinds),  # a body and its site are shown as the body
        type=_most(types),
        label=min(full, key=lambda name: (-full[name], -len(name), name)),
        names=tuple(
            (text, language, count) for (text, language), count in sorted(forms.items(), key=lambda row: (-row[1], row[0]))
        ),
        identifiers=tuple(sorted({pair for leaf in leaves for pair in leaf.identifiers})),
        promoted=any(leaf.strong for leaf in leaves)
        or len({leaf.source for leaf in leaves}) > 1
        or any(leaf.id in chosen for leaf in leaves),
    )


def _most(counted: Counter[str]) -> str:
    return min(counted, key=lambda name: (-counted[name], name)) if counted else ""


def _pairs(
    forest: _Forest,
    decided: list[Alike],
    matched: set[tuple[str, str]],
    judged: list[PairDecision],
    group_of: Mapping[str, str],
    clusters: tuple[Cluster, ...],
) -> tuple[Pair, ...]:
    """The matches that were taken, and for each two clusters the best doubt, unless a person decided it or neither has a page."""
    pages = {group_of[leaf] for cluster in clusters if cluster.promoted for leaf in cluster.leaves}
    settled = {frozenset((forest.root(group_of[j.left]), forest.root(group_of[j.right]))) for j in judged}
    many = Counter(end.id for one, other, decision in decided if decision.code == "short_form" for end in (one, other))
    families = _families(forest, decided)
    found: dict[frozenset[str], Pair] = {}
    taken = []
    for one, other, decision in sorted(decided, key=lambda row: (-row[2].probability, row[0].id, row[1].id)):
        if (one.id, other.id) in matched:
            taken.append(_pair(one, other, decision, "match"))
            continue
        ends = frozenset((forest.root(one.id), forest.root(other.id)))
        if decision.verdict == "none" or len(ends) == 1 or ends in settled or ends in found:
            continue
        if ends in families:
            continue
        if (one.id in pages or other.id in pages) and not _hopeless(one, other, many):
            found[ends] = _pair(one, other, decision, "review")
    return tuple(sorted([*taken, *found.values()], key=lambda pair: (pair.left, pair.right)))


def _families(forest: _Forest, decided: list[Alike]) -> set[frozenset[str]]:
    """The pairs of a name and one of several longer names that a single source tells apart: they are its parts or kin.

    "Merlin" is short for neither "Merlin School of Design" nor "Merlin Games" where one page names both.
    """
    longer: dict[str, dict[str, set[str]]] = {}  # root of the short name → source → roots of the longer ones
    words: dict[str, set[str]] = {}  # of the longer names, by root
    for one, other, decision in decided:
        if decision.code not in {"short_form", "added_head"}:
            continue
        short, long = (one, other) if len(one.bag) < len(other.bag) else (other, one)
        words.setdefault(forest.root(long.id), set()).update(long.bag)
        for leaf in long.leaves:
            sources = longer.setdefault(forest.root(short.id), {})
            sources.setdefault(leaf.split("|", 1)[0], set()).add(forest.root(long.id))
    return {
        frozenset((short, long))
        for short, sources in longer.items()
        for kin in sources.values()
        for long in kin
        if any(not words[long] <= words[other] and not words[other] <= words[long] for other in kin)
    }


def _hopeless(one: Group, other: Group, many: Counter[str]) -> bool:
    """Whether a generic name could be short for so many that nobody can say which: "Communauté"."""
    return any(end.generic and many[end.id] > _MOST_ASKED for end in (one, other) if end.kind != "person")


def _pair(one: Group, other: Group, decision: Decision, verdict: str) -> Pair:
    left, right = sorted((one.id, other.id))
    return Pair(left, right, verdict, decision.probability, decision.reason, decision.code, decision.data)
