"""The units of projection: what each is made from, and the rows it makes.

A unit is the smallest part of the atlas that is replaced as a whole: ``e:ID`` an entity with its names, claims, facts and
findings; ``s:ID`` what a source says about itself; ``p:PAGE`` the versions of one page; ``q:PAIR`` a pair to review;
``h:ONE:OTHER`` what two documents date differently under different names; ``d:PAIR`` what would disagree if a pair were one; any
other unit holds findings of the weave itself. Invariants: a unit's rows are a pure function of the inputs that its digests
cover; no row belongs to two units.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from dentelle.atlas.projecting.checks import (
    doubled_findings,
    entity_findings,
    happening_findings,
    page_findings,
    pair_findings,
    source_findings,
    told_by,
)
from dentelle.atlas.projecting.contribution import Head
from dentelle.atlas.projecting.facets import facet_rows
from dentelle.atlas.projecting.matching import fuse_claims, matched
from dentelle.atlas.projecting.once import cached_property
from dentelle.atlas.projecting.orphans import forbidden_pair, lost_claim, lost_pair, lost_statement
from dentelle.atlas.projecting.rows import Row, claim_row, entity_row, fact_row, finding_row, name_rows
from dentelle.atlas.projecting.spans import span_rows
from dentelle.atlas.projecting.state import State, Verdict
from dentelle.atlas.projecting.stated import Placed
from dentelle.atlas.projecting.unit_names import asked_unit, double_unit, entity_unit, page_unit, source_unit
from dentelle.atlas.projecting.waiting import fact_rows, pair_rows, shown_on
from dentelle.checking import DOUBTS, Telling
from dentelle.folding import digest
from dentelle.model import Claim, Finding, LinkedClaim, Pair

DECODED = 5_000  # sources whose claims are held decoded at a time


@dataclass(frozen=True, slots=True)
class Digests:
    """Of all that a unit's rows are made from: ``verdicts`` of what persons decided on its claims, ``inputs`` of the rest."""

    inputs: str
    verdicts: str = ""


@dataclass(slots=True)
class UnitRows:
    """The rows of one unit by table."""

    entities: list[Row] = field(default_factory=list)
    names: list[Row] = field(default_factory=list)
    facets: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    facts: list[Row] = field(default_factory=list)
    spans: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    finding_links: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands: its head, and its position in its source's contribution."""

    head: Head
    source: str
    position: int


class Units:
    """Every unit of a state."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._claims: dict[str, tuple[Claim, ...]] = {}

    @cached_property
    def digests(self) -> dict[str, Digests]:
        """Unit → digests, of every unit that has rows."""
        names = [entity_unit(entity) for entity in self._state.clusters]
        names += [source_unit(source) for source in self._state.contributions]
        names += [page_unit(page) for page in self._pages]
        return {unit: self.digest(unit) for unit in (*names, *self._happened, *self._asked, *self._doubles, *self._notes)}

    def digest(self, unit: str) -> Digests:
        """The digests of ``unit``, which has rows; from what belongs to it alone."""
        if unit.startswith("q:"):
            return Digests(_hash([self._base, self._ends_of(self._asked[unit])]))
        if unit.startswith("h:"):
            return Digests(_hash([self._base, *map(repr, self._happened[unit])]))
        if unit.startswith("d:"):
            return self._double_digest(self._doubles[unit])
        if unit.startswith("e:"):
            return self._entity_digest(unit[2:])
        if unit.startswith("s:"):
            return self._source_digest(unit[2:])
        if unit.startswith("p:"):
            return self._page_digest(unit)
        return Digests(_hash([self._base, *(repr(finding) for finding in self._notes[unit])]))

    @cached_property
    def _base(self) -> str:
        rules = self._state.rules
        return digest(rules.code, repr(rules.acceptance), rules.domains_digest, *rules.perimeter)

    @cached_property
    def _declared(self) -> dict[str, str]:
        return {one.id: f"{one.trust!r}|{one.date}|{one.page}" for one in self._state.sources.values()}

    def _entity_digest(self, entity: str) -> Digests:
        places = self._by_entity.get(entity, [])
        state, cluster = self._state, self._state.clusters[entity]
        parts = [self._base, msgspec.json.encode(cluster).decode()]
        parts += [self._ends(place) + self._declared[place.source] for place in places]
        parts += [repr(state.said.entries[place.head.key]) for place in places if place.head.key in state.said.entries]
        parts += [repr(state.said.changes[leaf]) for leaf in cluster.leaves if leaf in state.said.changes]
        return Digests(_hash(parts), self._verdicts(places, entity))

    def _source_digest(self, source: str) -> Digests:
        state, contribution = self._state, self._state.contributions[source]
        parts = [self._base, self._declared[source], contribution.language, bytes(contribution.raw_lists).hex()]
        if not contribution.counted:
            own = self._own(source)
            return Digests(_hash([*parts, *map(self._ends, own)]), self._verdicts(own))
        parts += [self._ends(place) + state.entity_of.get(place.head.subject, "") for place in self._placed(source)]
        return Digests(_hash(parts), self._verdicts(self._placed(source)))

    def _double_digest(self, pair: Pair) -> Digests:
        state = self._state
        places = [place for leaf in (pair.left, pair.right) for place in self._by_entity.get(state.entity_of[leaf], [])]
        labels = [state.cluster_of[leaf].label for leaf in (pair.left, pair.right)]
        parts = [self._base, repr(pair), *labels, *(self._ends(place) + self._declared[place.source] for place in places)]
        both = [state.entity_of[leaf] for leaf in (pair.left, pair.right)]
        return Digests(_hash(parts), self._verdicts(places, *both))

    def _page_digest(self, unit: str) -> Digests:
        state, page = self._state, self._page_of[unit]
        parts = [self._base, page]
        for source in self._pages[page]:
            parts += [self._declared[source], state.contributions[source].language]
            parts += [self._ends(place) + state.entity_of.get(place.head.subject, "") for place in self._placed(source)]
        places = [place for source in self._pages[page] for place in self._placed(source)]
        return Digests(_hash(parts), self._verdicts(places))

    def has(self, unit: str) -> bool:
        """Whether ``unit`` has rows."""
        match unit[:2]:
            case "e:":
                return unit[2:] in self._state.clusters
            case "s:":
                return unit[2:] in self._state.contributions
            case "p:":
                return unit in self._page_of
            case "q:":
                return unit in self._asked
            case "h:":
                return unit in self._happened
            case "d:":
                return unit in self._doubles
        return unit in self._notes

    def rows(self, unit: str) -> UnitRows:
        """The rows of ``unit``; none for a unit that is no more."""
        rows = UnitRows()
        if not self.has(unit):
            return rows
        if unit.startswith("q:"):
            findings = pair_findings(self._state, self._asked[unit])
            rows.waiting = pair_rows(unit, findings, self._state.cluster_of)
        elif unit.startswith("h:"):
            findings = self._happened[unit]
        elif unit.startswith("d:"):
            findings = self._doubled(self._doubles[unit])
        elif unit.startswith("e:"):
            findings = self._entity(unit[2:], rows)
        elif unit.startswith("s:"):
            findings = self._source(unit[2:], rows)
        elif unit.startswith("p:"):
            findings = self._page(unit)
        else:
            findings = self._notes[unit]
        _findings(findings, unit, rows)
        return rows

    # ---- what each sort of unit holds

    def _entity(self, entity: str, rows: UnitRows) -> tuple[Finding, ...]:
        cluster = self._state.clusters[entity]
        claims = self._about(entity)
        facts = fuse_claims(entity, [linked for _, _, linked in claims], self._state)
        supports = {key: fact.key for fact in facts for key in fact.claims}
        rows.claims = [claim_row(linked, subject, value, supports.get(linked.key, "")) for subject, value, linked in claims]
        rows.facts = [fact_row(fact) for fact in facts]
        rows.waiting = fact_rows(entity_unit(entity), facts, {linked.key: linked for _, _, linked in claims}, cluster)
        if not cluster.promoted:
            return ()
        rows.entities = [entity_row(entity, cluster, len({leaf.partition("|")[0] for leaf in cluster.leaves}))]
        rows.names = name_rows(entity, cluster)
        rows.facets = facet_rows(entity, cluster, facts, self._state.rules)
        rows.spans = span_rows(facts, cluster.kind)
        return entity_findings(self._state, entity, facts, [linked for _, _, linked in claims])

    def _source(self, source: str, rows: UnitRows) -> tuple[Finding, ...]:
        claims = [(place, self._linked(place)) for place in self._own(source)]
        facts = fuse_claims(source, [linked for _, linked in claims], self._state)
        supports = {key: fact.key for fact in facts for key in fact.claims}
        rows.claims = [claim_row(linked, "", place.head.value, supports.get(linked.key, "")) for place, linked in claims]
        rows.facts = [fact_row(fact, source) for fact in facts]
        rows.waiting = fact_rows(source_unit(source), facts, {linked.key: linked for _, linked in claims})
        lists = self._state.contributions[source].lists()
        return source_findings(source, lists, [self._linked(place) for place in self._placed(source)] if lists else [])

    def _page(self, unit: str) -> tuple[Finding, ...]:
        page = self._page_of[unit]
        scheme = self._state.rules.scheme()
        versions = {
            source: [matched(self._linked(place), scheme) for place in self._placed(source)] for source in self._pages[page]
        }
        return page_findings(page, versions)

    @cached_property
    def _asked(self) -> Mapping[str, Pair]:
        """The pairs to review, by unit."""
        asked = (pair for pair in self._state.linking.pairs if pair.decision == "review")
        return {asked_unit(pair.left, pair.right): pair for pair in asked}

    @cached_property
    def _doubles(self) -> Mapping[str, Pair]:
        """Those whose two sides may be one thing under two spellings, by unit."""
        state = self._state
        asked = [pair for pair in self._asked.values() if pair.reason_code in DOUBTS]
        known = [pair for pair in asked if pair.left in state.entity_of and pair.right in state.entity_of]
        return {double_unit(pair.left, pair.right): pair for pair in known}

    def _doubled(self, pair: Pair) -> tuple[Finding, ...]:
        one, other = (self._state.entity_of[leaf] for leaf in (pair.left, pair.right))
        left = [linked for _, _, linked in self._about(one)]
        right = [replace(linked, entity=one) for _, _, linked in self._about(other)]
        if not left or not right:
            return ()
        facts = fuse_claims(one, [*left, *right], self._state)
        return doubled_findings(self._state, pair, facts, [*left, *right], frozenset(claim.key for claim in left))

    @cached_property
    def _happened(self) -> Mapping[str, tuple[Finding, ...]]:
        """What documents date differently, by unit."""
        return happening_findings(telling for source in sorted(self._state.said.dated) for telling in self.told(source))

    def told(self, source: str) -> tuple[Telling, ...]:
        """What the document ``source`` dates."""
        heads, positions = self._state.contributions[source].heads, self._state.said.dated.get(source, ())
        return told_by(self._state, source, [self._linked(Place(heads[at], source, at)) for at in positions])

    @cached_property
    def _notes(self) -> Mapping[str, tuple[Finding, ...]]:
        """Findings of the weave, and one for each judgement that finds no claim or no leaf, or that others forbid to obey."""
        verdicts = self._state.judgements.verdicts
        lost = set(verdicts)
        for contribution in self._state.contributions.values() if lost else ():
            lost.difference_update(head.key for head in contribution.heads)
        pairs = [lost_pair(edge) for edge in self._state.decided.lost]
        pairs += [forbidden_pair(edge) for edge in self._state.unobeyed]
        pairs += [lost_statement(one) for one in self._state.stated.lost]
        return {
            **self._state.notes,
            **{f"v:{key}": (lost_claim(key, verdicts[key]),) for key in sorted(lost)},
            **{f"v:{one.key}": (one,) for one in pairs},
        }

    # ---- claims by what they belong to

    @cached_property
    def _by_entity(self) -> dict[str, list[Place]]:
        result: dict[str, list[Place]] = {}
        for source in self._state.contributions:
            for place in self._placed(source):
                if place.head.subject:
                    result.setdefault(self._state.entity_of[place.head.subject], []).append(place)
        for places in result.values():
            places.sort(key=lambda place: place.head.key)
        return result

    @cached_property
    def _stated(self) -> dict[str, list[tuple[Placed, str]]]:
        """The facts stated by hand by entity, in the order of their keys, each with the entity that is its value."""
        result: dict[str, list[tuple[Placed, str]]] = {}
        entity_of = self._state.entity_of
        for one in self._state.stated.placed:
            value = entity_of.get(one.value, "") if one.value else ""
            result.setdefault(entity_of.get(one.subject, ""), []).append((one, value))
        return result

    def _about(self, entity: str) -> list[tuple[str, str, LinkedClaim]]:
        """What is said of ``entity``, by sources and by hand: (leaf of the subject, leaf of the value, claim)."""
        said = [(place.head.subject, place.head.value, self._linked(place)) for place in self._by_entity.get(entity, [])]
        stated = self._stated.get(entity, ())
        return said + [(one.subject, one.value, one.linked(entity, value)) for one, value in stated]

    def _own(self, source: str) -> list[Place]:
        """What ``source`` says about itself."""
        heads = self._state.contributions[source].heads
        return [Place(heads[at], source, at) for at in self._state.said.own.get(source, ())]

    @cached_property
    def _pages(self) -> Mapping[str, list[str]]:
        pages: dict[str, list[str]] = {}
        for source in sorted(self._state.contributions):
            page = self._state.sources[source].page
            if page:
                pages.setdefault(page, []).append(source)
        return pages

    @cached_property
    def _page_of(self) -> Mapping[str, str]:
        return {page_unit(page): page for page in self._pages}

    def _placed(self, source: str) -> Iterator[Place]:
        loose = self._state.loose if self._state.contributions[source].register else ()
        for position, head in enumerate(self._state.contributions[source].heads):
            if head.subject not in loose:
                yield Place(head, source, position)

    def _ends(self, place: Place) -> str:
        entity = self._state.entity_of.get(place.head.value, "") if place.head.value else ""
        return f"{place.head.key}{place.head.digest}{entity}"

    def _ends_of(self, pair: Pair) -> str:
        state = self._state
        both = [(state.entity_of.get(leaf, ""), state.cluster_of[leaf]) for leaf in (pair.left, pair.right)]
        return repr((pair, [(entity, one.label, one.kind, shown_on(one)) for entity, one in both]))

    def _verdicts(self, places: Iterable[Place], *entities: str) -> str:
        """The digest of what persons decided on the claims at ``places``, and of what they state about ``entities``."""
        verdicts = self._state.judgements.verdicts
        stated = [repr(one) for entity in entities for one in self._stated.get(entity, ())]
        if not verdicts and not stated:
            return ""
        judged = verdict_digest({place.head.key: verdicts[place.head.key] for place in places if place.head.key in verdicts})
        return _hash([judged, *stated]) if stated else judged

    def _linked(self, place: Place) -> LinkedClaim:
        state = self._state
        if place.source not in self._claims:
            if len(self._claims) >= DECODED:
                self._claims.clear()
            self._claims[place.source] = state.contributions[place.source].claims()
        source = state.sources[place.source]
        entity = state.entity_of[place.head.subject] if place.head.subject else ""
        verdict = state.judgements.verdicts.get(place.head.key, Verdict(""))
        return LinkedClaim(
            key=place.head.key,
            source=place.source,
            entity=entity,
            claim=self._claims[place.source][place.position],
            value_entity=state.entity_of.get(place.head.value, "") if place.head.value else "",
            promoted=not entity or state.is_promoted(entity),
            trust=source.trust,
            page=source.page,
            date=source.date,
            verdict=verdict.verdict,
            corrected=verdict.corrected,
        )


def verdict_digest(verdicts: Mapping[str, Verdict]) -> str:
    """The digest of verdicts by claim key; "" for none."""
    return _hash([repr((key, verdicts[key])) for key in sorted(verdicts)]) if verdicts else ""


def _findings(findings: tuple[Finding, ...], unit: str, rows: UnitRows) -> None:
    for finding in sorted({one.key: one for one in findings}.values(), key=lambda one: one.key):
        rows.findings.append(finding_row(finding, unit))
        rows.finding_links += [
            {"finding_key": finding.key, "unit": unit, "identity_id": entity}
            for entity in sorted(set(finding.entities))
            if entity
        ]


def _hash(parts: list[str]) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
