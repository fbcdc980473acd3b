"""Stages what hangs on a single source: what it says, and its extracted text."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import models, transaction

from dentelle.atlas.models import ContributionRow, DocumentRow, Source, UnitRow
from dentelle.atlas.projecting import contribution, projection
from dentelle.atlas.projecting.projection import TEXT
from dentelle.atlas.projecting.rows import Row
from dentelle.atlas.projecting.state import SourceFacts
from dentelle.weaving import cache
from dentelle.weaving.cache import Cache
from dentelle.weaving.gather import Gathered
from dentelle.weaving.passes import decode_document, preload

__all__ = ["forget", "preload", "source_facts", "stage_sources"]

SOURCES = 20  # a transaction; texts are long


def source_facts(source: Source) -> SourceFacts:
    """What a projection needs of ``source``."""
    return SourceFacts(source.id, source.shown_path, source.trust, source.date, source.page)


def stage_sources(gathered: Gathered, run: int) -> None:
    """Makes contributions and texts at ``run`` those of ``gathered``."""
    there = dict(ContributionRow.objects.at(run).values_list("source_id", "key"))
    moved = sorted(source for source in {*there, *gathered.said} if there.get(source) != gathered.keys.get(source))
    for part in projection.chunks(moved, SOURCES):
        rows = [
            {"source_id": source, "key": gathered.keys[source], "content": contribution.encode(gathered.said[source])}
            for source in part
            if source in gathered.said
        ]
        with transaction.atomic():
            projection.lock()
            _replace(ContributionRow, models.Q(source_id__in=part), rows, run)
    texts = {TEXT + source: one.key for source, one in gathered.inputs.items() if source in gathered.said}
    held = dict(UnitRow.objects.at(run).filter(unit__startswith=TEXT).values_list("unit", "digest"))
    stale = sorted(unit for unit in {*texts, *held} if held.get(unit) != _short(texts.get(unit)))
    for part in projection.chunks(stale, SOURCES):
        _stage_texts(part, texts, gathered, run)


def _stage_texts(units: Sequence[str], texts: dict[str, str], gathered: Gathered, run: int) -> None:
    by_key = {texts[unit]: unit.removeprefix(TEXT) for unit in units if unit in texts}
    rows = [_document_row(by_key[key], content, gathered) for key, content in Cache().get(by_key, cache.TEXT)]
    digests = [{"unit": unit, "digest": _short(texts[unit]), "verdicts": ""} for unit in units if unit in texts]
    with transaction.atomic():
        projection.lock()
        _replace(DocumentRow, models.Q(source_id__in=[unit.removeprefix(TEXT) for unit in units]), rows, run)
        _replace(UnitRow, models.Q(unit__in=list(units)), digests, run)


def _replace(model: type, scope: models.Q, rows: list[Row], run: int) -> None:
    """Whole rows are replaced here: their keys have told already that they differ."""
    projection.close(model, list(model.objects.at(run).filter(scope).values_list("id", "since")), run)
    model.objects.bulk_create([model(since=run, **row) for row in rows])


def _document_row(source: str, content: bytes, gathered: Gathered) -> Row:
    document = decode_document(content)
    return {
        "source_id": source,
        "text": document.text,
        "blocks": [asdict(block) for block in document.blocks],
        "title": document.title,
        "author": document.author,
        "date": document.date,
        "publisher": document.publisher,
        "language": gathered.said[source].language or document.language,
        "extractor": document.extractor,
    }


def _short(key: str | None) -> str | None:
    return key[:32] if key else None


def forget(gathered: Gathered) -> None:
    """Drops from the cache what neither this run nor the next needs; what sources say stands in the published rows."""
    keep = [(key, cache.SKIPPED) for key in gathered.failed.values()]
    for source, one in gathered.inputs.items():
        keep += [(one.key, cache.TEXT), (one.key, cache.INDEX), (one.key, cache.SKIPPED)]
        if source in gathered.changing:
            keep.append((one.key, cache.SAID))
    cache.forget(keep)
