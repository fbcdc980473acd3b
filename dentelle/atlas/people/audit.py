"""The audit: every change by a person, as a readable sentence that stays.

Invariant: lines are added, never changed or removed. The one exception is ``mask``: whoever is erased leaves a tombstone where
the name stood, and addresses of staff become numbers of accounts when they were kept long enough.
"""

import re
from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction

from dentelle.atlas.models import AuditLine, AuditOpening

__all__ = ["mask", "note"]

CHUNK = 2_000  # lines read at once


def note(who: str, verb: str, what: str, sentence: str) -> None:
    """Writes one change into the audit; the caller holds the transaction of the change itself."""
    AuditLine.objects.create(who=who, verb=verb, object=what, sentence=sentence)


def mask(names: Collection[str], tombstone: str, before: datetime | None = None) -> int:
    """Replaces each of ``names``, whole and in any case, by ``tombstone`` in every line made ``before`` then; how many lines.

    Lines keep their number, time and verb. For erasing only; the caller notes that it was done.
    """
    wanted = sorted({name.strip() for name in names} - {""}, key=len, reverse=True)
    if not wanted:
        return 0
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE)
    ordinary = models.QuerySet(AuditLine)  # not AuditLine.objects, which refuses
    changed = 0
    with transaction.atomic():
        opening = AuditOpening.objects.create()
        for number, *texts in _lines(found, before):
            masked = [found.sub(lambda _: tombstone, text) for text in texts]
            changed += ordinary.filter(pk=number).update(**dict(zip(("who", "object", "sentence"), masked, strict=True)))
        opening.delete()
    return changed


def _lines(found: re.Pattern[str], before: datetime | None) -> list[tuple[int, str, str, str]]:
    lines = AuditLine.objects.filter(made_at__lt=before) if before else AuditLine.objects.all()
    rows = lines.order_by("pk").values_list("pk", "who", "object", "sentence").iterator(chunk_size=CHUNK)
    return [row for row in rows if any(found.search(text) for text in row[1:])]
