"""A published atlas of any size, written straight into the store: the rows that a weave would publish, without the weave.

Facts are made as ``fusing`` makes them, and rows from them by the functions that the projection uses.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from incremental import HEADS, SEED, SYLLABLES, THEMES

BATCH = 5_000  # rows written at a time
KINDS = (  # share of the entities, coarse kind, finer kinds
    (0.70, "organisation", ("company", "startup", "association", "laboratory", "school", "public_body", "cluster", "")),
    (0.16, "person", ("",)),
    (0.05, "place", ("site", "building", "business_park")),
    (0.03, "programme", ("initiative", "label", "fund")),
    (0.04, "event", ("fair", "conference", "festival")),
    (0.02, "work", ("product", "software", "book")),
)
DOMAINS = ("health", "culture", "training", "infrastructure", "digital_image", "business_development")
ACTIVITIES = ("62.01Z", "13.20Z", "72.19Z", "85.42Z", "94.99Z", "30.20Z", "58.29C", "70.22Z", "25.62B", "47.91A")
SENTENCE = "La structure travaille avec ses voisins et tient son siège dans la ville où elle a été fondée il y a longtemps."
DOCUMENTS = 300
LISTS = 40
RIVALS = 0.02  # of the organisations have two years of foundation
TWICE = 0.1  # of the facts are said by two sources
HUBS = 30  # bodies of which the others are members, the first by far the most


@dataclass(frozen=True, slots=True)
class Made:
    """How much there is, and some entities and words to ask for: of every kind, and the one with the most links."""

    entities: int
    facts: int
    some: tuple[str, ...]
    hub: str
    words: tuple[str, ...]


def make(folder: Path, entities: int) -> Made:
    """An atlas of ``entities`` with about ten facts each in ``folder``; its search index is not made."""
    folder.mkdir(parents=True, exist_ok=True)
    declared = 'name = "Synthetic"\nperimeter = ["245901160", "200042190"]\n'
    (folder / "territory.toml").write_text(declared, encoding="utf-8")
    from dentelle.atlas.opening import open_atlas

    open_atlas(folder, to_write=True)
    from django.db import transaction

    with transaction.atomic():
        return _Atlas(entities).write()


class _Atlas:
    """What is made of one seed: the same rows for the same number of entities."""

    def __init__(self, entities: int) -> None:
        from dentelle.gazetteer import commune, perimeter

        self._chance = random.Random(SEED)
        self._entities = list(self._named(entities))
        self._sources = [f"s{number:015}" for number in range(LISTS + DOCUMENTS)]
        self._towns = [commune(code).name for code in sorted(perimeter(["departement:59"]))]
        organisations = [one for one in self._entities if one[2] == "organisation"]
        self._hubs = organisations[:HUBS]
        self._labels = [one for one in self._entities if one[3] == "label"][:20]

    def write(self) -> Made:
        """Writes all and publishes it as run 1."""
        from django.utils import timezone

        from dentelle.atlas.models import Identity, Publication, Run

        rules = self._rules()
        Run.objects.create(id=1, state="published", code_version="", finished_at=timezone.now(), report={"changes": "first"})
        self._write_sources()
        identities = (Identity(id=id, kind=kind, minted_from=f"l|{id}", since=1) for id, _, kind, _ in self._entities)
        Identity.objects.bulk_create(identities, batch_size=BATCH)
        facts = self._write_entities(rules)
        Publication.objects.update_or_create(pk=1, defaults={"run": 1, "territory": rules.to_json(), "fingerprint": "x"})
        some = self._chance.sample(self._entities, min(200, len(self._entities)))
        words = tuple(name.split()[1].lower() for _, name, _, _ in some[:40])
        return Made(len(self._entities), facts, tuple(one[0] for one in some), self._hubs[0][0], words)

    def _named(self, count: int) -> Iterator[tuple[str, str, str, str]]:
        """(id, name, kind, finer kind)"""
        chance = self._chance
        for number in range(count):
            draw = number / count
            for share, kind, finer in KINDS:  # noqa: B007 - the last that is reached
                draw -= share
                if draw < 0:
                    break
            words = ["".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize() for _ in range(2)]
            name = " ".join(words) if kind == "person" else f"{chance.choice(HEADS)} {' '.join(words)} {chance.choice(THEMES)}"
            yield f"e{number:015x}", name, kind, chance.choice(finer)

    def _rules(self):
        from dentelle.atlas.projecting.rules import Rules
        from dentelle.given import Acceptance
        from dentelle.model import LANGUAGES

        names = dict.fromkeys(LANGUAGES, "Synthetic")
        return Rules(names, LANGUAGES, ("245901160", "200042190"), "", "", Acceptance(), "", "Nobody", "nobody@example.org")

    def _write_sources(self) -> None:
        from dentelle.atlas.models import DocumentRow, Source

        columns = {"publisher": "Nobody", "licence": "CC0-1.0", "publish": "full", "seen_in": 1, "language": "fr"}
        for number, id in enumerate(self._sources):
            path = f"lists/{number}.csv" if number < LISTS else f"texts/{number}.txt"
            form = "csv" if number < LISTS else "text"
            Source.objects.create(id=id, first_path=path, path=path, digest=id, format=form, **columns)
        self._text = " ".join([SENTENCE] * 60)
        texts = [
            DocumentRow(
                since=1,
                source_id=id,
                text=self._text,
                blocks=[],
                title=f"Texte {id}",
                date=f"20{at % 25:02}-05-01",
                extractor="x",
            )
            for at, id in enumerate(self._sources[LISTS:])
        ]
        DocumentRow.objects.bulk_create(texts)

    def _write_entities(self, rules) -> int:
        from dentelle.atlas.models import ClaimRow, EntityRow, FacetRow, FactRow, NameRow, SpanRow
        from dentelle.atlas.projecting.facets import facet_rows
        from dentelle.atlas.projecting.rows import entity_row, fact_row, name_rows
        from dentelle.atlas.projecting.spans import span_rows
        from dentelle.linking import Cluster

        waiting: dict[type, list] = {model: [] for model in (EntityRow, NameRow, FacetRow, FactRow, SpanRow, ClaimRow)}
        written = 0
        for id, name, kind, finer in self._entities:
            names = ((name, "fr", 1),)
            cluster = Cluster(leaves=(f"l|{id}",), kind=kind, label=name, names=names, type=finer, identifiers=(), promoted=True)
            facts = list(self._facts(id, kind))
            written += len(facts)
            waiting[EntityRow].append(entity_row(id, cluster, 2))
            waiting[NameRow] += name_rows(id, cluster)
            waiting[FacetRow] += facet_rows(id, cluster, facts, rules)
            waiting[FactRow] += [fact_row(fact) for fact in facts]
            waiting[SpanRow] += span_rows(facts, kind)
            waiting[ClaimRow] += [row for fact in facts for row in self._claims(fact, name, kind)]
            self._flush(waiting, BATCH)
        self._flush(waiting, 1)
        return written

    def _flush(self, waiting: dict[type, list], least: int) -> None:
        for model, rows in waiting.items():
            if len(rows) >= least:
                _insert(model, rows)
                rows.clear()

    def _facts(self, id: str, kind: str) -> Iterator:
        """About ten facts of an entity; one in fifty organisations has rival years of foundation."""
        chance, town = self._chance, self._chance.choice(self._towns)
        if kind == "organisation":
            yield self._fact(id, "located_in", _entity(town, "place"))
            yield self._fact(id, "address", _text(f"{chance.randint(1, 99)} rue du Rempart, 59300 {town}"))
            yield self._fact(id, "activity_code", _text(chance.choice(ACTIVITIES)))
            yield self._fact(id, "website", _text(f"https://{id}.example/"))
            yield self._fact(id, "email", _text(f"{id}@example.org"))
            yield self._fact(id, "phone", _text(f"+33 3 27 {chance.randint(10, 99)} 00 00"))
            yield self._fact(id, "staff_size", _number(chance.randint(1, 900), "salariés"))
            yield self._fact(id, "works_in", _concept(chance.choice(DOMAINS)))
            hub = self._hubs[min(int(chance.expovariate(0.4)), len(self._hubs) - 1)]
            yield self._fact(id, "member_of", _entity(hub[1], "organisation"), to=hub[0])
            if self._labels and chance.random() < 0.1:
                label = chance.choice(self._labels)
                yield self._fact(id, "holds_label", _entity(label[1], "programme"), to=label[0])
            year = chance.randint(1880, 2025)
            conflict = f"c{id}" if chance.random() < RIVALS else ""
            yield self._fact(id, "founded", _date(str(year)), conflict=conflict)
            if conflict:
                yield self._fact(id, "founded", _date(str(year - 2)), conflict=conflict, rank=1)
            if chance.random() < 0.05:
                yield self._fact(id, "closed", _date("2025"))
            return
        own = {"event": "takes_place", "person": "born"}.get(kind, "founded")
        day = f"{chance.randint(2023, 2027)}-{chance.randint(1, 12):02}" if kind == "event" else str(chance.randint(1900, 2000))
        yield self._fact(id, own, _date(day))
        yield self._fact(id, "located_in", _entity(town, "place"))
        for number in range(7):
            yield self._fact(id, "happened", _date(str(chance.randint(1990, 2025))), what=f"étape {number}")
        host = chance.choice(self._entities)
        yield self._fact(id, "role" if kind == "person" else "part_of", _entity(host[1], host[2]), to=host[0])

    def _fact(self, id: str, name: str, value, *, to: str = "", conflict: str = "", rank: int = 0, what: str = ""):
        from dentelle.folding import digest
        from dentelle.model import Fact

        key = digest(id, name, value.text, what, length=20)
        qualifiers = (("what", what),) if what else ()
        first, last = (f"{value.edtf[:4]}-01-01", f"{value.edtf[:4]}-12-31") if value.edtf else ("", "")
        return Fact(key, id, name, value, to, qualifiers, "accepted", rank, 0.9, (), conflict, first, last)

    def _claims(self, fact, name: str, kind: str) -> Iterator[dict]:
        from dentelle.atlas.projecting.rows import value_json

        for turn in range(2 if self._chance.random() < TWICE else 1):
            source = self._chance.choice(self._sources)
            start = self._chance.randrange(0, len(self._text) - 120)
            listed = source < f"s{LISTS:015}"
            start, end = (start, start) if listed else (start, start + 100)
            quote = f"nom : {name}; {fact.property} : {fact.value.text}" if listed else self._text[start:end]
            yield {
                "key": fact.key[:19] + str(turn),
                "source_id": source,
                "subject_id": fact.entity,
                "subject_leaf": f"l|{fact.entity}",
                "subject_text": name,
                "property": fact.property,
                "value": value_json(fact.value),
                "value_entity_id": fact.value_entity or None,
                "qualifiers": [list(pair) for pair in fact.qualifiers],
                "modality": "asserted",
                "confidence": 0.9,
                "language": "fr",
                "start": start,
                "end": end,
                "quote": quote,
                "fact_key": fact.key,
            }


def _insert(model: type, rows: list[dict]) -> None:
    """Writes rows past the models, a tenth of the time: nothing depends on signals here."""
    from django.db import connection
    from django.db.models import JSONField

    fields = [field for field in model._meta.concrete_fields if field.attname != "id"]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    plain = [(field.attname, field.get_default(), isinstance(field, JSONField)) for field in fields]
    values = []
    for row in rows:
        row["since"] = 1
        said = ((row.get(name, default), as_json) for name, default, as_json in plain)
        values.append([json.dumps(value, ensure_ascii=False) if as_json else value for value, as_json in said])
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', values)


def _entity(text: str, kind: str):
    from dentelle.model import Value, ValueType

    return Value(ValueType.ENTITY, text, kind=kind)


def _text(text: str):
    from dentelle.model import Value, ValueType

    return Value(ValueType.TEXT, text, language="fr")


def _number(number: float, unit: str):
    from dentelle.model import Value, ValueType

    return Value(ValueType.NUMBER, f"{number:g} {unit}", number=number, unit=unit, language="fr")


def _concept(concept: str):
    from dentelle.model import Value, ValueType

    return Value(ValueType.CONCEPT, concept, concept=concept)


def _date(edtf: str):
    from dentelle.model import Value, ValueType

    return Value(ValueType.DATE, edtf, edtf=edtf)
