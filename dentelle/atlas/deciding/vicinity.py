"""Shows a decision from the part of the atlas that it can change.

Invariant: what is projected from here is what the whole state would give. It is proved each time: the digests of the units,
worked out from the part as it was before the decision, must be those with which they were last made; where they are not, or
where what changes is compared across all documents, ``FarError`` sends the decision to the whole.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from dentelle.atlas.deciding import near
from dentelle.atlas.deciding.asked import Asked
from dentelle.atlas.deciding.edge_book import View, view
from dentelle.atlas.deciding.near import FarError, Near
from dentelle.atlas.models import ClaimRow, FindingEntity, IdentityLeaf, Publication, ReviewRow, Source, UnitRow
from dentelle.atlas.projecting import projection, rules
from dentelle.atlas.projecting.checks import happening_findings
from dentelle.atlas.projecting.held import Held, Position, hold
from dentelle.atlas.projecting.once import cached_property
from dentelle.atlas.projecting.orphans import forbidden_pair, lost_pair, lost_statement
from dentelle.atlas.projecting.projection import Changes, chunks
from dentelle.atlas.projecting.published import ASKED, remember, stated_in_force
from dentelle.atlas.projecting.rules import Rules
from dentelle.atlas.projecting.state import Judgements, Kept, State
from dentelle.atlas.projecting.stated import Stated
from dentelle.atlas.projecting.unit_names import asked_unit, double_unit, entity_unit, happening_unit, page_unit, source_unit
from dentelle.atlas.projecting.units import Digests, Place, Units
from dentelle.atlas.projecting.waiting import CLAIM, PAIR
from dentelle.model import Finding

MOST_COMPARED = 2_000  # pairs of documents: where more may tell one happening, the whole is no dearer


class _NearUnits(Units):
    """The units ``names`` of ``state``, and no others. ``pages``: page → the sources that are its versions."""

    def __init__(
        self, state: Near, names: Iterable[str], pages: Mapping[str, list[str]], between: Collection[tuple[str, str]] = ()
    ) -> None:
        super().__init__(state)
        self._near = state
        self._names = tuple(names)
        self._versions = pages
        self._between = between

    @cached_property
    def digests(self) -> dict[str, Digests]:
        there = {
            "e": {entity_unit(entity) for entity in self._near.clusters},
            "s": {source_unit(source) for source in self._near.contributions},
            "p": self._page_of,
            "q": self._asked,
            "d": self._doubles,
            "h": self._happened,
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
    def _happened(self) -> Mapping[str, tuple[Finding, ...]]:
        documents = sorted({source for pair in self._between for source in pair})
        return happening_findings((telling for source in documents for telling in self.told(source)), self._between)

    @cached_property
    def _notes(self) -> Mapping[str, tuple[Finding, ...]]:
        pairs = [lost_pair(edge) for edge in self._near.decided.lost]
        pairs += [forbidden_pair(edge) for edge in self._near.unobeyed]
        pairs += [lost_statement(one) for one in self._near.stated.lost]
        return {f"v:{one.key}": (one,) for one in pairs}

    @property
    def noted(self) -> frozenset[str]:
        """The units of judgements that find no leaf, or that others forbid to obey."""
        return frozenset(self._notes)


def standing(there: Near, seeds: Iterable[str]) -> Near:
    """The state ``there``, as ``published`` gives it, around the leaves ``seeds``. Raises FarError where it is too much."""
    (found,) = _reaching((there,), seeds, ())
    seen = near.leaves_of(found.related, found.reach.seen)
    return replace(found, sources=found.asked.facts(leaf.partition("|")[0] for leaf in seen))


def make_ready(state: State | None = None) -> None:
    """Has in memory what a decision on ``state``, by default the published one, looks up: it takes long where it is not there."""
    there = state or published()
    said, related = there.said, there.related
    for _ in (said.by_subject, said.by_value, said.dated, said.own, said.proposed, related.group_of, related.rows_of):
        pass
    if state is not None:
        view(said.leaves, 0)


def rehearse() -> None:
    """Makes the rows around what waits first, and writes none: what that reads for the first time would keep a person waiting."""
    before = published()
    first = [ReviewRow.objects.at(before.run).filter(sort=sort).order_by("-priority", "key").first() for sort in (CLAIM, PAIR)]
    waiting = [row.entity for row in first if row]
    seeds = IdentityLeaf.objects.at(before.run).filter(identity_id__in=waiting).values_list("leaf", flat=True)
    try:
        states = _both(before, before, [leaf for leaf in seeds if leaf in before.said.leaves])
        names, pages, between = _touched(*states, set())
        units = _NearUnits(states[1], names, pages, between)
        for _ in projection.project(units, names, before.run, Changes(), write=False):
            pass
    except (FarError, LookupError):
        return  # decisions there make the whole anew, or another process has just changed what was looked at: nothing rests on it


def published() -> Near:
    """The published state with the judgements in force, before anything of it is looked at."""
    publication = Publication.objects.get(pk=1)
    said = hold(publication.run)
    edges = view(said.leaves, publication.run, afresh=not publication.fingerprint)  # some of them may have been swept
    return nowhere(publication.run, said, rules.from_json(publication.territory), edges)


def nowhere(run: int, said: Held, rules_: Rules, edges: View) -> Near:
    """The state at ``run``, where sources say ``said`` and ``edges`` are in force, before anything of it is looked at."""
    return Near(
        rules=rules_,
        sources={},
        contributions=said.contributions,
        kept=Kept(),
        judgements=Judgements(stated=stated_in_force()),
        memory=remember,
        held=said,
        run=run,
        edges=edges,
        asked=Asked(run, said),
    )


def changes_of(before: Near, allowed: Callable[[Near, Near], None] | None) -> Changes:
    """Projects what the judgements in force now change in ``before``; ``allowed`` sees both states first and may raise."""
    now = replace(before, edges=before.edges.since())
    before, now = _both(before, now, _decided_on(before, now))
    if allowed is not None:
        allowed(before, now)
    return _shown(before, now, set())


def show_between(before: Near, now: Near, seeds: set[str], judged: set[str], unsure: set[str]) -> Changes:
    """Projects all that differs between ``before`` and ``now`` in what was decided: on pairs, and about the leaves ``seeds``.

    ``judged``: the sources of claims that were judged; ``unsure``: units whose rows may be neither those of ``before`` nor of
    ``now``.
    """
    return _shown(*_both(before, now, seeds | _decided_on(before, now)), judged, unsure)


def _decided_on(before: Near, now: Near) -> set[str]:
    """The leaves of which something else was decided on pairs."""
    fresh = now.edges.changed(before.edges)
    both = [one.edges.around({leaf for edge in fresh for leaf in one.edges.leaves(edge)}).judged for one in (before, now)]
    said = [{(pair, verdict, edge.row) for pair, (verdict, edge) in judged.items()} for judged in both]
    return {leaf for pair, _, _ in said[0] ^ said[1] for leaf in pair} | {edge.left for edge in fresh}


def claim_changes(
    subject: str, judged: Sequence[ClaimRow], was: Mapping[str, str], stated: tuple[Stated, ...] | None = None
) -> Changes:
    """Projects what changes by judgements on claims, and by facts stated about the leaf ``subject`` ("" for a document).

    ``was`` are the verdicts on the claims ``judged`` before, "" for none; ``stated`` all facts stated then, None for those now.
    """
    now = published()
    judgements = now.judgements if stated is None else replace(now.judgements, stated=stated)
    before = replace(now, was=was, judgements=judgements)
    return _shown(*_both(before, now, [subject] if subject else []), {row.source_id for row in judged})


def _both(before: Near, now: Near, seeds: Iterable[str]) -> tuple[Near, Near]:
    """The two states as far as a decision on ``seeds`` reaches."""
    states = _reaching((before, now), seeds, ())
    if beside := _subjects(now, _moved(*states)):
        states = _reaching((before, now), seeds, beside)
    return states[0], states[1]


def _shown(before: Near, now: Near, judged: set[str], unsure: Collection[str] = ()) -> Changes:
    """Makes the published rows of ``before`` those of ``now``; ``judged``: the sources of claims that were judged."""
    names, pages, between = _touched(before, now, judged)
    made = _made(before.run, names)
    then = {unit: one.inputs for unit, one in _NearUnits(before, names, pages, between).digests.items() if unit not in unsure}
    if then != {unit: one.inputs for unit, one in made.items() if unit not in unsure} or not set(unsure) <= set(names):
        raise FarError
    units = _NearUnits(now, names, pages, between)
    projection.identify(now, now.run, again=bool(unsure))
    changes = Changes()
    moved = [name for name in names if name in unsure or units.digests.get(name) != made.get(name)]
    for _ in projection.project(units, moved, now.run, changes):
        pass
    projection.redirect(now)
    return changes


def _reaching(states: Sequence[Near], seeds: Iterable[str], beside: Iterable[str]) -> tuple[Near, ...]:
    """``states`` as far as a decision on ``seeds`` that changes what is said of ``beside`` reaches."""
    related, said, asked = states[0].related, states[0].said, states[0].asked
    reach = near.reach(related, said, [one.edges for one in states], seeds, beside)
    closed = frozenset(near.leaves_of(related, reach.closed))
    places = asked.places(closed | reach.rows)
    known = asked.identities(closed, places)
    seen = [*near.leaves_of(related, reach.seen), *reach.rows]
    judged = asked.verdicts(
        said.contributions[source].heads[at].key for leaf in seen for source, at in said.by_subject.get(leaf, ())
    )
    far: dict[str, str] = {}
    return tuple(
        replace(one, reach=reach, kept=Kept(known, places), far=far, sources={}, judgements=one.judged(judged)) for one in states
    )


def _moved(before: Near, now: Near) -> frozenset[str]:
    """The leaves that are of another entity now."""
    return frozenset(leaf for leaf in now.closed_leaves if before.entity_of.get(leaf) != now.entity_of.get(leaf))


def _subjects(state: Near, leaves: Collection[str]) -> set[str]:
    """Of whom something is said, by a source or by hand, whose value is one of ``leaves``."""
    said = state.said
    found = {said.contributions[source].heads[at].subject for leaf in leaves for source, at in said.by_value.get(leaf, ())}
    return (found - {""}) | {one.subject for one in state.stated.placed if one.value in leaves}


def _touched(before: Near, now: Near, judged: set[str]) -> tuple[list[str], dict[str, list[str]], set[tuple[str, str]]]:
    """The units that may change, the versions of each page and the pairs of documents; loads what their digests need."""
    said, moved = now.said, _moved(before, now)
    subjects = _subjects(now, moved)
    touched = now.core_leaves | subjects
    entities = {one.entity_of[leaf] for one in (before, now) for leaf in touched if leaf in one.entity_of}
    entities |= {now.kept.leaves[leaf] for leaf in touched if leaf in now.kept.leaves}
    positions = [place for leaf in moved for index in (said.by_subject, said.by_value) for place in index.get(leaf, ())]
    sources = judged | {source for source, _ in positions}
    pages = _pages(sources)
    sources = judged | {source for source in sources if said.contributions[source].counted or source in said.own}
    _load(before, now, sources | {source for versions in pages.values() for source in versions})
    between = _between(before, now, moved, judged)
    units = [_NearUnits(one, (), pages) for one in (before, now)]
    names = {entity_unit(entity) for entity in entities}
    names |= {source_unit(source) for source in sources} | {page_unit(page) for page in pages}
    names |= {happening_unit(*pair) for pair in between}
    names |= units[0].noted ^ units[1].noted
    asked = [{pair for pair in one.linking.pairs if pair.decision == "review"} for one in (before, now)]
    changed = asked[0] ^ asked[1]
    for one, pairs in zip((before, now), asked, strict=True):
        changed |= {pair for pair in pairs if any(_stands_in(one, leaf, touched) for leaf in (pair.left, pair.right))}
    names |= {name for pair in changed for name in (asked_unit(pair.left, pair.right), double_unit(pair.left, pair.right))}
    return sorted(names), pages, between


def _between(before: Near, now: Near, moved: frozenset[str], judged: set[str]) -> set[tuple[str, str]]:
    """The pairs of documents that may date one happening differently, before or now, because of what changes; loads them."""
    said, states = now.said, (before, now)
    changed = {leaf for leaf in now.closed_leaves if before.named(leaf) != now.named(leaf)}
    told = {(source, leaf) for leaf in changed | moved if (source := leaf.partition("|")[0]) in said.dated}
    found: set[tuple[str, str]] = set()
    if told:
        entities = {one.entity_of.get(leaf, "") for one in states for _, leaf in told}
        beside = (leaf for one in states for entity in entities if entity in one.clusters for leaf in one.clusters[entity].leaves)
        found |= _pairs({source for source, _ in told}, {leaf.partition("|")[0] for leaf in beside}, said)
        links = FindingEntity.objects.at(now.run).filter(identity_id__in=entities, unit__startswith="h:")
        found |= {tuple(unit.split(":")[1:]) for unit in links.values_list("unit", flat=True)}
    for source in judged & said.dated.keys():
        _load(before, now, {source})
        was, is_ = (_NearUnits(one, (), {}).told(source) for one in states)
        if was != is_:
            found |= _pairs({source}, _telling_too(states, {name for one in (*was, *is_) for name in one.telling}), said)
    if len(found) > MOST_COMPARED:
        raise FarError
    _load(before, now, {source for pair in found for source in pair})
    return found


def _pairs(some: Iterable[str], others: Iterable[str], said: Held) -> set[tuple[str, str]]:
    both = ((one, other) for one in some for other in others if one != other and other in said.dated)
    return {(min(pair), max(pair)) for pair in both}


def _telling_too(states: Iterable[Near], entities: Collection[str]) -> set[str]:
    """The sources that name any of ``entities``."""
    found: set[str] = set()
    for one in states:
        found.update(
            leaf.partition("|")[0] for entity in entities if entity in one.clusters for leaf in one.clusters[entity].leaves
        )
    for part in chunks(sorted(entities), ASKED):
        rows = IdentityLeaf.objects.at(one.run).filter(identity_id__in=part)
        found.update(leaf.partition("|")[0] for leaf in rows.values_list("leaf", flat=True))
    return found


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


def _load(before: Near, now: Near, sources: Iterable[str]) -> None:
    """Who the ends of claims are, what is declared of sources and what was decided on claims, as far as digests ask."""
    said, sources = now.said, set(sources)
    positions: set[Position] = {place for leaf in now.closed_leaves for place in said.by_subject.get(leaf, ())}
    heads = [said.contributions[source].heads[at] for source, at in positions]
    for source in sources:
        one = said.contributions[source]
        whole = one.counted or one.documents
        heads += one.heads if whole else [one.heads[at] for at in said.own.get(source, ())]
    ends = {leaf for head in heads for leaf in (head.subject, head.value) if leaf} | before.stated.ends | now.stated.ends
    ends |= {leaf.id for source in sources if source in said.dated for leaf in said.contributions[source].leaves}
    far = now.asked.places(ends - now.closed_leaves)
    facts = now.asked.facts(sources | {source for source, _ in positions})
    judged = now.asked.verdicts(head.key for head in heads)
    for one in (before, now):
        one.load(far, facts, judged)


def _made(run: int, names: Iterable[str]) -> dict[str, Digests]:
    found: dict[str, Digests] = {}
    for part in chunks(list(names), ASKED):
        rows = UnitRow.objects.at(run).filter(unit__in=part).values_list("unit", "digest", "verdicts")
        found.update((unit, Digests(inputs, judged)) for unit, inputs, judged in rows)
    return found
