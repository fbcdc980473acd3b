"""The audit as people ask it: who, what was done, to what, when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from dentelle.atlas.models import AuditLine
from dentelle.web.queries.names import Name, names_of

PAGE = 50
CHUNK = 2_000  # lines of an export in memory at once
FIELDS = ("made_at", "who", "verb", "object", "sentence")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to show: ``who`` and ``object`` are parts of them, both days count. Empty asks for everything."""

    who: str = ""
    verb: str = ""
    object: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line, and the entity that it is about as the atlas names it today, if it is about one that is there."""

    line: AuditLine
    name: Name | None


def verbs() -> list[str]:
    """Everything that was ever done, in the order of the alphabet."""
    return list(AuditLine.objects.order_by("verb").values_list("verb", flat=True).distinct())


def audit_page(asked: Asked, page: str, language: str) -> tuple[Page, tuple[ShownLine, ...]]:
    """One page of the lines asked for, newest first."""
    chosen = Paginator(_lines(asked).order_by("-made_at", "-pk"), PAGE).get_page(page)
    names = names_of((line.object for line in chosen.object_list), language)
    return chosen, tuple(ShownLine(line, names.get(line.object)) for line in chosen.object_list)


def audit_rows(asked: Asked) -> Iterator[dict[str, str]]:
    """All lines asked for, oldest first, as plain texts by ``FIELDS``; few are in memory at once."""
    for line in _lines(asked).order_by("made_at", "pk").iterator(chunk_size=CHUNK):
        yield {"made_at": line.made_at.isoformat(timespec="seconds"), **{name: getattr(line, name) for name in FIELDS[1:]}}


def _lines(asked: Asked) -> QuerySet[AuditLine]:
    rows = AuditLine.objects.all()
    if asked.who:
        rows = rows.filter(who__icontains=asked.who)
    if asked.verb:
        rows = rows.filter(verb=asked.verb)
    if asked.object:
        rows = rows.filter(object__icontains=asked.object)
    if asked.since:
        rows = rows.filter(made_at__gte=_midnight(asked.since))
    if asked.until and asked.until < date.max:
        rows = rows.filter(made_at__lt=_midnight(asked.until + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
