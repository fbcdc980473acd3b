"""The published atlas as lines of text.

Invariants: two atlases woven from the same files and judgements give the same bytes, so nothing here depends on row numbers,
runs or clocks; a source with ``publish = none`` gives facts but none of its sentences; what a person hid is left out.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from django.db.models import Q

from dentelle.atlas.models import ClaimRow, EntityRow, FactRow, Identity, Source
from dentelle.atlas.privacy.visibility import FULL, QUOTE, publish, quoted
from dentelle.atlas.projecting.stated import BY_HAND
from dentelle.exchange.graph_files import GRAPH_FORMATS, written
from dentelle.spreadsheet import harmless
from dentelle.vocabulary import without_wording

FORMATS = ("jsonl", "csv", *GRAPH_FORMATS)
COLUMNS = (
    "entity", "label", "kind", "type", "property", "value", "value_entity", "unit", "edtf", "qualifiers", "status", "rank",
    "confidence", "sources",
)  # fmt: skip


def export(format: str) -> Iterator[str]:
    """The lines of the published run, without line ends. ``jsonl``: sources, entities, redirects, facts and claims, one object
    a line; ``csv``: one line a fact, first the header; ``gexf``, ``graphml``: the network. Raises ValueError for another format.
    """
    if format == "jsonl":
        return _jsonl()
    if format == "csv":
        return _csv()
    if format in GRAPH_FORMATS:
        return written(format)
    raise ValueError(f"There is no format {format!r}. Use one of {', '.join(FORMATS)}.")


def _jsonl() -> Iterator[str]:
    for rows in (_sources(), _entities(), _redirects(), _facts(), _claims()):
        for row in rows:
            yield json.dumps(row, ensure_ascii=False, sort_keys=True)


def _sources() -> Iterator[dict]:
    stated = ClaimRow.objects.visible().filter(source_id=BY_HAND).exists()  # facts that people state have a source of their own
    there = Source.objects.filter(Q(present=True) | Q(id=BY_HAND)) if stated else Source.objects.filter(present=True)
    for source in there.order_by("id"):
        yield {
            "is": "source",
            "id": source.id,
            "path": source.shown_path,
            "title": source.title,
            "publisher": source.publisher,
            "licence": source.licence,
            "url": source.url,
            "date": source.date,
            "language": source.language,
            "page": source.page,
            "publish": publish(source),
        }


def _entities() -> Iterator[dict]:
    for row in EntityRow.objects.visible().order_by("identity_id").iterator():
        yield {
            "is": "entity",
            "id": row.identity_id,
            "kind": row.kind,
            "type": row.type,
            "label": row.label,
            "names": row.names,
            "identifiers": row.identifiers,
        }


def _redirects() -> Iterator[dict]:
    rows = Identity.objects.exclude(redirect=None).order_by("id").values_list("id", "redirect_id")
    for identity, target in rows:
        yield {"is": "redirect", "id": identity, "to": target}


def _facts() -> Iterator[dict]:
    worded = _worded()
    for row in _visible_facts():
        yield {
            "is": "fact",
            "id": row.key,
            "entity": row.identity_id,
            "source": row.source_id,
            "property": row.property,
            "value": row.value,
            "value_entity": row.value_entity_id,
            "qualifiers": dict(row.qualifiers if row.key in worded else without_wording(row.property, row.qualifiers)),
            "status": row.status,
            "rank": row.rank,
            "confidence": row.confidence,
            "conflict": row.conflict,
            "earliest": row.earliest,
            "latest": row.latest,
        }


def _claims() -> Iterator[dict]:
    rows = ClaimRow.objects.visible().exclude(verdict="hide").select_related("source").order_by("key")
    for row in rows.iterator():
        quote, lead = quoted(row)
        yield {
            "is": "claim",
            "id": row.key,
            "fact": row.fact_key,
            "entity": row.subject_id,
            "source": row.source_id,
            "property": row.property,
            "value": row.value,
            "value_entity": row.value_entity_id,
            "qualifiers": dict(row.qualifiers if quote else without_wording(row.property, row.qualifiers)),
            "modality": row.modality,
            "confidence": row.confidence,
            "start": row.start,
            "end": row.end,
            "quote": quote,
            "lead": lead,
            "verdict": row.verdict,
        }


def _visible_facts() -> Iterable[FactRow]:
    return FactRow.objects.visible().order_by("identity_id", "source_id", "property", "rank", "key").iterator()


def _worded() -> frozenset[str]:
    """The keys of the facts that a source which may be quoted states."""
    claims = ClaimRow.objects.visible().exclude(verdict="hide").filter(source__publish__in=(FULL, QUOTE))
    return frozenset(claims.values_list("fact_key", flat=True))


def _csv() -> Iterator[str]:
    worded = _worded()
    entities = {row.identity_id: row for row in EntityRow.objects.visible()}
    sources: dict[str, set[str]] = {}
    shown = ("fact_key", "source__path", "source__masked_path")
    for key, path, masked in ClaimRow.objects.visible().exclude(verdict="hide").values_list(*shown):
        sources.setdefault(key, set()).add(masked or path)
    yield _line(COLUMNS)
    for row in _visible_facts():
        entity = entities.get(row.identity_id)
        if entity is None:
            continue
        value = row.value
        qualifiers = row.qualifiers if row.key in worded else without_wording(row.property, row.qualifiers)
        yield _line(
            (
                entity.identity_id, entity.label, entity.kind, entity.type, row.property, value["text"],
                row.value_entity_id or value["concept"] or "", value["unit"], value["edtf"],
                "; ".join(f"{name}={text}" for name, text in qualifiers), row.status, row.rank, f"{row.confidence:.4f}",
                "; ".join(sorted(sources.get(row.key, ()))),
            )
        )  # fmt: skip


def _line(cells: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow([harmless(str(cell)) for cell in cells])
    return written.getvalue()
