"""What the atlas would hold otherwise if one more document were woven into it.

Invariants: it links, fuses and projects with the code of a weave, in memory; it writes nothing; each change comes with the
passage that states it, and its key is the one by which the claim will be known once the document is taken in.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from dentelle.atlas.models import EntityRow, FactRow, Source
from dentelle.atlas.projecting import contribution, published
from dentelle.atlas.projecting.contribution import Contribution
from dentelle.atlas.projecting.rows import Row
from dentelle.atlas.projecting.state import SourceFacts, State
from dentelle.atlas.projecting.units import Units, entity_unit, source_unit
from dentelle.model import THE_DOCUMENT
from dentelle.weaving import index
from dentelle.weaving.drafts import Draft
from dentelle.weaving.passes import FirstPass, decode_document

NEW, CONFIRMED, CONTRADICTED, ROLE = "new", "confirmed", "contradicted", "role"
KINDS = (CONTRADICTED, ROLE, NEW, CONFIRMED)  # in the order in which a page shows them
ROLES = ("role", "member_of")
ALIKE = 0.5  # share of words from which two documents may be versions of one
MOST_ALIKE = 5  # likenesses told
REACH = 400  # characters kept either side of a passage


class Words(msgspec.Struct, frozen=True):
    """A passage and what stands around it; ``lead`` is the lead-in of a list."""

    quote: str
    before: str = ""
    after: str = ""
    lead: str = ""
    language: str = ""


class Rival(msgspec.Struct, frozen=True):
    """A value that the atlas holds and that cannot be right if the document is; ``sources`` say it."""

    value: dict[str, Any]
    sources: tuple[str, ...]


class Change(msgspec.Struct, frozen=True):
    """One claim of the document. ``status`` is that of its fact if nobody decides; ``entity`` "" for one that is no actor."""

    key: str
    kind: str
    entity: str
    subject: str
    property: str
    value: dict[str, Any]
    qualifiers: tuple[tuple[str, str], ...]
    status: str
    words: Words
    said: dict[str, Any]  # what a judgement keeps of the claim
    rivals: tuple[Rival, ...] = ()
    value_entity: str = ""


class Actor(msgspec.Struct, frozen=True):
    """Somebody or something that the atlas does not know yet. ``claims`` are the keys of what the document says about it."""

    entity: str
    kind: str
    type: str
    name: str
    words: Words
    claims: tuple[str, ...]


class Near(msgspec.Struct, frozen=True):
    """A source that says nearly the same; ``likeness`` 0 to 1."""

    source: str
    title: str
    path: str
    likeness: float


class Result(msgspec.Struct, frozen=True):
    """All that reading a draft brought. ``known`` are the entities of the atlas that it speaks of."""

    source: str
    title: str
    publisher: str
    date: str
    language: str
    format: str
    near: tuple[Near, ...]
    actors: tuple[Actor, ...]
    changes: tuple[Change, ...]
    known: int
    records: int = 0


def difference(first: FirstPass, said: bytes, source: str, draft: Draft) -> Result:
    """What ``draft``, read as ``first`` and ``said``, would change when it becomes the source ``source``."""
    own, found = contribution.decode(said), index.decode(first.index)
    text = decode_document(first.document).text if first.document else ""
    state = state_with(own, source, draft)
    changes, known = _changes(state, own, text)
    return Result(
        source=source,
        title=found.title,
        publisher=found.publisher,
        date=found.date,
        language=own.language,
        format=found.format,
        near=tuple(_near(index.sketch(found.grams), source)),
        actors=tuple(_actors(state, own, text, changes)),
        changes=tuple(changes),
        known=known,
        records=own.records,
    )


def state_with(own: Contribution, source: str, draft: Draft) -> State:
    """The published state with one more source."""
    now = published.published_state()
    trust = float(draft.words.get("trust") or 0.8)
    facts = SourceFacts(source, draft.name, trust, str(draft.words.get("date", "")), str(draft.words.get("page", "")))
    return State(
        rules=now.rules,
        sources={**now.sources, source: facts},
        contributions={**now.contributions, source: own},
        kept=now.kept,
        judgements=now.judgements,
        memory=published.growing(now),
    )


def _changes(state: State, own: Contribution, text: str) -> tuple[list[Change], int]:
    """A change for each claim, in the order of the text, and how many of the atlas's entities are spoken of."""
    units = Units(state)
    subjects = sorted({state.entity_of[head.subject] for head in own.heads if head.subject})
    rows = [units.rows(entity_unit(entity)) for entity in subjects] + [units.rows(source_unit(own.source))]
    facts = {fact["key"]: fact for one in rows for fact in one.facts}
    held = _held(facts)
    claims = [claim for one in rows for claim in one.claims]
    by_fact: dict[str, list[Row]] = {}
    for claim in claims:
        by_fact.setdefault(claim["fact_key"], []).append(claim)
    others: dict[str, list[Row]] = {}
    for fact in facts.values():
        if fact["conflict"]:
            others.setdefault(fact["conflict"], []).append(fact)
    titles = _titles(claims)
    mine = sorted(
        (one for one in claims if one["source_id"] == own.source), key=lambda one: (one["start"], one["end"], one["key"])
    )
    changes = []
    for claim in mine:
        fact = facts.get(claim["fact_key"])
        if fact is None:
            continue
        rivals = tuple(_rivals(fact, others, by_fact, own.source, titles))
        supported = any(one["source_id"] != own.source for one in by_fact[fact["key"]])
        kind = CONTRADICTED if rivals else CONFIRMED if supported or fact["key"] in held else NEW
        kind = ROLE if kind == NEW and claim["property"] in ROLES else kind
        changes.append(_change(claim, fact, kind, rivals, text, own.language))
    known = {entity for leaf in own.leaves if (entity := state.entity_of.get(leaf.id))} & set(state.kept.identities)
    return changes, len(known)


def _change(claim: Row, fact: Row, kind: str, rivals: tuple[Rival, ...], text: str, language: str) -> Change:
    return Change(
        key=claim["key"],
        kind=kind,
        entity=claim["subject_id"] or "",
        subject=claim["subject_text"] if claim["subject_leaf"] else THE_DOCUMENT,
        property=claim["property"],
        value=claim["value"],
        qualifiers=tuple((name, words) for name, words in claim["qualifiers"]),
        status=fact["status"],
        words=_words(claim, text, language),
        said={
            "source": claim["source_id"],
            "subject": claim["subject_leaf"],
            "property": claim["property"],
            "value": claim["value"],
            "modality": claim["modality"],
            "qualifiers": claim["qualifiers"],
            "quote": claim["quote"],
        },
        rivals=rivals,
        value_entity=claim["value_entity_id"] or "",
    )


def _words(claim: Row, text: str, language: str) -> Words:
    start, end = claim["start"], claim["end"]
    around = (text[max(0, start - REACH) : start], text[end : end + REACH]) if text else ("", "")
    return Words(claim["quote"], *around, claim["lead_quote"], claim["language"] or language)


def _held(facts: Iterable[str]) -> set[str]:
    """Those of the facts that the atlas holds already."""
    keys, found = sorted(facts), set()
    for start in range(0, len(keys), published.ASKED):
        part = FactRow.objects.visible().filter(key__in=keys[start : start + published.ASKED])
        found |= set(part.values_list("key", flat=True))
    return found


def _rivals(
    fact: Row, others: Mapping[str, list[Row]], claims: Mapping[str, list[Row]], own: str, titles: Mapping[str, str]
) -> Iterator[Rival]:
    for other in others.get(fact["conflict"], ()):
        sources = sorted({one["source_id"] for one in claims.get(other["key"], ()) if one["source_id"] != own})
        if other["key"] != fact["key"] and sources:
            yield Rival(other["value"], tuple(titles[source] for source in sources))


def _titles(claims: Iterable[Row]) -> Mapping[str, str]:
    """The names of the sources of ``claims``."""
    rows = Source.objects.filter(id__in={claim["source_id"] for claim in claims}).values_list("id", "title", "path")
    return {id_: title or path for id_, title, path in rows}


def _actors(state: State, own: Contribution, text: str, changes: Iterable[Change]) -> Iterator[Actor]:
    """The entities that would get a page and have none now, by name."""
    here = {entity for leaf in own.leaves if (entity := state.entity_of.get(leaf.id)) and state.clusters[entity].promoted}
    paged = set(EntityRow.objects.visible().filter(identity_id__in=here).values_list("identity_id", flat=True))
    about: dict[str, list[Change]] = {}
    for change in changes:
        for entity in {change.entity, change.value_entity}:
            about.setdefault(entity, []).append(change)
    for entity in sorted(here - paged, key=lambda entity: (state.clusters[entity].label, entity)):
        cluster, said = state.clusters[entity], about.get(entity, [])
        words = said[0].words if said else _first_mention(cluster.label, text, own.language)
        yield Actor(entity, cluster.kind, cluster.type, cluster.label, words, tuple(one.key for one in said))


def _first_mention(name: str, text: str, language: str) -> Words:
    start = text.find(name)
    if start < 0:
        return Words("", language=language)
    end = start + len(name)
    return Words(text[start:end], text[max(0, start - REACH) : start], text[end : end + REACH], language=language)


def _near(sketch: bytes, own: str) -> Iterator[Near]:
    """The sources whose words are nearly those of ``sketch``, the likest first."""
    rows = Source.objects.filter(present=True).exclude(pk=own).values_list("id", "title", "path", "sketch")
    found = [(index.likeness(sketch, bytes(other)), id_, title, path) for id_, title, path, other in rows.iterator() if other]
    likely = sorted((one for one in found if one[0] >= ALIKE), key=lambda one: (-one[0], one[1]))[:MOST_ALIKE]
    return (Near(id_, title or path, path, round(likeness, 2)) for likeness, id_, title, path in likely)
