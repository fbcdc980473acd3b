"""What is written into the index of a unit: its entity and the passages that speak of it, read from the published rows.

Invariant: nothing is written that the public may not read: no word of a source that may not be quoted, no hidden claim.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import tantivy

from dentelle import vocabulary
from dentelle.atlas.models import ClaimRow, EntityRow, FacetRow, FactRow, Source
from dentelle.atlas.privacy.visibility import NONE, publish
from dentelle.folding import fold
from dentelle.gazetteer import activity_label, nomenclature_of
from dentelle.model import LANGUAGES
from dentelle.search.schema import ENTITY, PASSAGE
from dentelle.search.words import stems_of, words

__all__ = ["CHUNK", "documents", "readable"]

CHUNK = 500  # units read at once
SHOWN = ("accepted", "proposed")
MOST_FACTS = 2_000  # values of one entity
LONGEST_NAME = 1_000  # characters of a name
LONGEST_VALUE = 4_000
CELLS = "; "


@dataclass
class _Passage:
    """What stands in one place: its texts with their languages, and the first of the claims that it states."""

    claim: str
    texts: dict[str, str] = field(default_factory=dict)


@dataclass
class _Said:
    """What is said of one unit."""

    facts: list[tuple[str, dict]] = field(default_factory=list)
    facets: list[str] = field(default_factory=list)
    passages: dict[tuple[str, int, int], "_Passage"] = field(default_factory=dict)


def readable() -> dict[str, tuple[str, str]]:
    """The sources whose words the public may read: id → (how much of it, language). One query."""
    return {one.id: (publish(one), one.language) for one in Source.objects.filter(present=True) if publish(one) != NONE}


def documents(units: Sequence[str], sources: dict[str, tuple[str, str]]) -> Iterator[tantivy.Document]:
    """All documents of ``units``, at most ``CHUNK`` of them; ``sources`` is ``readable()``. Five queries."""
    entities = [unit[2:] for unit in units if unit.startswith("e:")]
    own = [unit[2:] for unit in units if unit.startswith("s:")]
    said: dict[str, _Said] = defaultdict(_Said)
    _facts(entities, said)
    facets = FacetRow.objects.visible().filter(identity__in=entities).order_by("facet", "value")
    for identity, facet, value in facets.values_list("identity_id", "facet", "value"):
        said[f"e:{identity}"].facets.append(f"{facet}={value}")
    _passages(entities, own, sources, said)
    for row in EntityRow.objects.visible().filter(identity__in=entities):
        yield _entity(row, said[f"e:{row.identity_id}"])
    for unit in units:
        for (source, start, _), passage in said[unit].passages.items() if unit in said else ():
            yield _passage(unit, source, start, passage, said[unit].facets, sources[source][1])


def _facts(entities: list[str], said: dict[str, _Said]) -> None:
    rows = FactRow.objects.visible().filter(identity__in=entities, status__in=SHOWN)
    for identity, name, value in rows.order_by("rank", "key").values_list("identity_id", "property", "value").iterator(2_000):
        facts = said[f"e:{identity}"].facts
        if len(facts) < MOST_FACTS:
            facts.append((name, value))


def _passages(entities: list[str], own: list[str], sources: dict[str, tuple[str, str]], said: dict[str, _Said]) -> None:
    claims = ClaimRow.objects.visible().exclude(verdict="hide").exclude(fact_key="")
    columns = ("key", "subject_id", "source_id", "start", "end", "quote", "lead_quote", "language")
    parts = (claims.filter(subject__in=entities), claims.filter(source__in=own, subject=None))
    for rows in (part for part, wanted in zip(parts, (entities, own), strict=True) if wanted):
        for key, subject, source, start, end, quote, lead, language in rows.order_by("key").values_list(*columns).iterator(2_000):
            if source in sources:
                passages = said[f"e:{subject}" if subject else f"s:{source}"].passages
                passage = passages.setdefault((source, start, end), _Passage(key))
                for text in (lead, quote):
                    passage.texts.setdefault(text, language)


def _entity(row: EntityRow, said: _Said) -> tantivy.Document:
    made = tantivy.Document(what=ENTITY, owner=f"e:{row.identity_id}", sources=row.sources)
    names = list(dict.fromkeys([row.label, *(name["text"] for name in row.names)]))
    for folded in dict.fromkeys(fold(name[:LONGEST_NAME]) for name in names):
        made.add_text("full", folded)
    every = dict.fromkeys(word for name in names for word in words(name[:LONGEST_NAME]))
    made.add_text("name", " ".join(every))
    values = dict.fromkeys(value.get("text", "")[:LONGEST_VALUE] for _, value in said.facts)
    stems = dict.fromkeys(stem for text in (*names, *values) for stem in stems_of(text))
    made.add_text("stem", " ".join(stems))
    made.add_text("label", " ".join(dict.fromkeys(stem for text in labels(row, said.facts) for stem in stems_of(text))))
    for facet in said.facets:
        made.add_text("facet", facet)
    return made


def labels(row: EntityRow, facts: Iterable[tuple[str, dict]]) -> Iterator[str]:
    """What the vocabulary and the classification of activities call the kind, the domains and the activities of an entity."""
    for language in LANGUAGES:
        yield vocabulary.label(row.type or row.kind, language)
        yield vocabulary.plural(row.type or row.kind, language)
        for name, value in facts:
            if value.get("concept"):
                yield vocabulary.label(value["concept"], language)
            if name == "activity_code":
                label = activity_label(value.get("text", ""), nomenclature_of(value.get("text", "")), language)
                yield label.text if label else ""


def _passage(unit: str, source: str, start: int, passage: _Passage, facets: list[str], spoken: str) -> tantivy.Document:
    language = next((one for one in passage.texts.values() if one), spoken)
    made = tantivy.Document(what=PASSAGE, owner=unit, source=source, claim=passage.claim, at=f"{source}:{start}")
    cells = dict.fromkeys(cell for text in passage.texts for cell in text.split(CELLS))
    made.add_text("stem", " ".join(stem for cell in cells for stem in stems_of(cell, language)))
    made.add_text("language", language or "und")
    for facet in facets:
        made.add_text("facet", facet)
    return made
