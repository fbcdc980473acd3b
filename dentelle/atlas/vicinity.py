"""Shows a decision from the part of the atlas that it can change.

Invariant: what is projected from here is what the whole state would give. It is proved each time: the digests of the units,
worked out from the part as it was before the decision, must be those with which they were last made; where they are not, or
where what changes is compared across all documents, ``FarError`` sends the decision to the whole.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from dentelle.atlas import near, projection, rules
from dentelle.atlas.held import Position, hold
from dentelle.atlas.models import ClaimRow, Publication, Source, UnitRow
from dentelle.atlas.near import FarError, Near
from dentelle.atlas.orphans import forbidden_pair, lost_pair, lost_statement
from dentelle.atlas.projection import Changes, chunks
from dentelle.atlas.published import ASKED, remember, source_facts, standing_judgements, verdicts
from dentelle.atlas.state import Kept
from dentelle.atlas.stated import Stated
from dentelle.atlas.unit_names import asked_unit, double_unit, entity_unit, page_unit, source_unit
from dentelle.atlas.units import Digests, Place, Units
from dentelle.model import Finding


class _NearUnits(Units):
    """The units ``names`` of ``state``, and no others. ``pages``: page → the sources that are its versions."""

    def __init__(self, state: Near, names: Iterable[str], pages: Mapping[str, list[str]]) -> None:
        super().__init__(state)
        self._near = state
        self._names = tuple(names)
        self._versions = pages

    @cached_property
    def digests(self) -> dict[str, Digests]:
        there = {
            "e": {entity_unit(entity) for entity in self._near.clusters},
            "s": {source_unit(source) for source in self._near.contributions},
            "p": self._page_of,
            "q": self._asked,
            "d": self._doubles,
            "v": self._notes,
        }
        return {unit: self.digest(unit) for unit in self._names if unit in there[unit[0]]}

    @cached_property
    def _pages(self) -> Mapping[str, list[str]]:
        return self._versions

    @cached_property
    def _by_entity(self) -> dict[str, list[Place]]:
        state = self._near
        result: dict[str, list[Place]] = {}
        for entity, cluster in state.clusters.items():
            positions = (place for leaf in cluster.leaves for place in state.said.by_subject.get(leaf, ()))
            places = [Place(state.contributions[source].heads[at], source, at) for source, at in positions]
            result[entity] = sorted(places, key=lambda place: place.head.key)
        return result

    @cached_property
    def _by_source(self) -> dict[str, list[Place]]:
        sources = [name[2:] for name in self._names if name.startswith("s:")]
        return {source: [place for place in self._placed(source) if not place.head.subject] for source in sources}

    @cached_property
    def _notes(self) -> Mapping[str, tuple[Finding, ...]]:
        pairs = [lost_pair(edge) for edge in self._near.decided.lost]
        pairs += [forbidden_pair(edge) for edge in self._near.unobeyed]
        pairs += [lost_statement(one) for one in self._near.stated.lost]
        return {f"v:{one.key}": (one,) for one in pairs}

    @property
    def told(self) -> frozenset[str]:
        """The units of judgements that find no leaf, or that others forbid to obey."""
        return frozenset(self._notes)


def standing(seeds: Iterable[str]) -> Near:
    """The atlas around the leaves ``seeds`` as it is published. Raises FarError where it is too much, or there are registers."""
    publication = Publication.objects.get(pk=1)
    said = hold(publication.run)
    if said.registers:
        raise FarError  # rows of registers are attached to clusters of the whole
    blank = Near(
        rules=rules.from_json(publication.territory),
        sources={},
        contributions=said.contributions,
        kept=Kept(),
        judgements=standing_judgements(),
        memory=remember,
        held=said,
        run=publication.run,
    )
    found = _reaching(blank, (blank,), seeds, ())[0]
    seen = near.leaves_of(found.related, found.reach.seen)
    return replace(found, sources=source_facts({leaf.partition("|")[0] for leaf in seen}))


def changes_of(before: Near, allowed: Callable[[Near, Near], None] | None) -> Changes:
    """Projects what the judgements in force now change in ``before``; ``allowed`` sees both states first and may raise."""
    now = replace(before, judgements=standing_judgements())
    both = [{(pair, verdict, edge.row) for pair, (verdict, edge) in one.decided.judged.items()} for one in (before, now)]
    seeds = {leaf for pair, _, _ in both[0] ^ both[1] for leaf in pair}
    states = _reaching(before, (before, now), seeds, ())
    if beside := _subjects(before, _moved(*states)):
        states = _reaching(before, (before, now), seeds, beside)
    before, now = states
    if allowed is not None:
        allowed(before, now)
    return _shown(before, now, set())


def claim_changes(
    subject: str, judged: Sequence[ClaimRow], was: Mapping[str, str], stated: tuple[Stated, ...] | None = None
) -> Changes:
    """Projects what changes by judgements on claims, and by facts stated about the leaf ``subject`` ("" for a document).

    ``was`` are the verdicts on the claims ``judged`` before, "" for none; ``stated`` all facts stated then, None for those now.
    """
    seeds = [subject] if subject else []
    now = standing(seeds)
    for row in judged:
        said = now.contributions[row.source_id]
        if said.documents and any(head.key == row.key and head.dated for head in said.heads):
            raise FarError
    judgements = now.judgements if stated is None else replace(now.judgements, stated=stated)
    pair = (replace(now, was=was, judgements=judgements), now)
    states = _reaching(now, pair, seeds, ())
    if beside := _subjects(now, _moved(*states)):
        states = _reaching(now, pair, seeds, beside)
    return _shown(states[0], states[1], {row.source_id for row in judged})


def _shown(before: Near, now: Near, sources: set[str]) -> Changes:
    """Makes the published rows of ``before`` those of ``now``; ``sources``: where a claim was judged."""
    _compared_nowhere(before, now)
    names, pages = _names(before, now, sources)
    then = {unit: made.inputs for unit, made in _NearUnits(before, names, pages).digests.items()}
    if then != _made(before.run, names):
        raise FarError
    units = _NearUnits(now, names, pages)
    projection.identify(now, now.run)
    changes = Changes()
    for _ in projection.project(units, names, now.run, changes):
        pass
    projection.redirect(now)
    return changes


def _reaching(base: Near, states: Iterable[Near], seeds: Iterable[str], beside: Iterable[str]) -> tuple[Near, ...]:
    """``states`` as far as a decision on ``seeds`` that changes what is said of ``beside`` reaches."""
    related, said, run = base.related, base.said, base.run
    judged = [one.decided.judged for one in states]
    pairs = {pair for one in judged for pair in one}
    same = {pair for one in judged for pair, (verdict, _) in one.items() if verdict == "same"}
    far_reach = near.reach(related, pairs, same, seeds, beside)
    closed = frozenset(near.leaves_of(related, far_reach.closed))
    places = near.published_places(run, closed)
    known = near.known_identities(run, closed, places, said)
    seen = near.leaves_of(related, far_reach.seen)
    heads = (said.contributions[source].heads[at] for leaf in seen for source, at in said.by_subject.get(leaf, ()))
    judged_claims = verdicts(head.key for head in heads)
    far: dict[str, str] = {}
    return tuple(
        replace(
            one,
            reach=far_reach,
            kept=Kept(known, places),
            far=far,
            sources={},
            judgements=one.judged(judged_claims),
        )
        for one in states
    )


def _moved(before: Near, now: Near) -> frozenset[str]:
    """The leaves that are of another entity now."""
    return frozenset(leaf for leaf in now.closed_leaves if before.entity_of.get(leaf) != now.entity_of.get(leaf))


def _subjects(state: Near, leaves: Collection[str]) -> set[str]:
    """Of whom something is said, by a source or by hand, whose value is one of ``leaves``."""
    said = state.said
    found = {said.contributions[source].heads[at].subject for leaf in leaves for source, at in said.by_value.get(leaf, ())}
    return (found - {""}) | {one.subject for one in state.stated.placed if one.value in leaves}


def _compared_nowhere(before: Near, now: Near) -> None:
    """Raises FarError where a document that dates something names what changes: such are compared across the whole atlas."""
    for leaf in now.closed_leaves:
        was, is_ = before.cluster_of[leaf], now.cluster_of[leaf]
        same = (was.leaves[0], was.kind, was.type) == (is_.leaves[0], is_.kind, is_.type)
        if same and before.entity_of.get(leaf) == now.entity_of.get(leaf):
            continue
        said = now.contributions[leaf.partition("|")[0]]
        if said.documents and any(head.dated and head.subject for head in said.heads):
            raise FarError


def _names(before: Near, now: Near, judged: set[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The units that change, and the versions of each page among them; loads what their digests need besides."""
    said, moved = now.said, _moved(before, now)
    subjects = _subjects(now, moved)
    touched = now.core_leaves | subjects
    entities = {one.entity_of[leaf] for one in (before, now) for leaf in touched if leaf in one.entity_of}
    entities |= {now.kept.leaves[leaf] for leaf in touched if leaf in now.kept.leaves}
    positions = [place for leaf in moved for index in (said.by_subject, said.by_value) for place in index.get(leaf, ())]
    sources = judged | {source for source, _ in positions}
    pages = _pages(sources)
    _load(before, now, sources | {source for versions in pages.values() for source in versions})
    units = [_NearUnits(one, (), pages) for one in (before, now)]
    names = {entity_unit(entity) for entity in entities}
    names |= {source_unit(source) for source in sources} | {page_unit(page) for page in pages}
    names |= units[0].told ^ units[1].told
    asked = [{pair for pair in one.linking.pairs if pair.decision == "review"} for one in (before, now)]
    changed = asked[0] ^ asked[1]
    for one, pairs in zip((before, now), asked, strict=True):
        changed |= {pair for pair in pairs if any(_stands_in(one, leaf, touched) for leaf in (pair.left, pair.right))}
    names |= {name for pair in changed for name in (asked_unit(pair.left, pair.right), double_unit(pair.left, pair.right))}
    return sorted(names), pages


def _stands_in(state: Near, leaf: str, leaves: frozenset[str]) -> bool:
    return not leaves.isdisjoint(state.cluster_of[leaf].leaves)


def _pages(sources: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    pages: set[str] = set()
    for part in chunks(sorted(sources), ASKED):
        pages.update(Source.objects.filter(id__in=part).exclude(page="").values_list("page", flat=True))
    for part in chunks(sorted(pages), ASKED):
        rows = Source.objects.filter(present=True, page__in=part).order_by("id").values_list("page", "id")
        for page, source in rows:
            found.setdefault(page, []).append(source)
    return found


def _load(before: Near, now: Near, sources: set[str]) -> None:
    """Who the ends of claims are, what is declared of sources and what was decided on claims, as far as digests ask."""
    said = now.said
    positions: set[Position] = {place for leaf in now.closed_leaves for place in said.by_subject.get(leaf, ())}
    heads = [said.contributions[source].heads[at] for source, at in positions]
    heads += [head for source in sources for head in said.contributions[source].heads]
    ends = {leaf for head in heads for leaf in (head.subject, head.value) if leaf} | before.stated.ends | now.stated.ends
    ends -= now.closed_leaves
    far = near.published_places(now.run, ends)
    facts = source_facts(sources | {source for source, _ in positions})
    judged = verdicts(head.key for head in heads)
    for one in (before, now):
        one.far.update(far)
        one.sources = facts
        one.judgements = one.judged({**one.judgements.verdicts, **judged})


def _made(run: int, names: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in chunks(list(names), ASKED):
        found.update(UnitRow.objects.at(run).filter(unit__in=part).values_list("unit", "digest"))
    return found
