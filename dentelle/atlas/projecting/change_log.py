"""The log of units whose rows changed, for the search index, which stores how far it has read.

Invariants: a line is written in the transaction that changes the rows, under the lock of the publication, so that lines are
numbered in the order of commits; lines of a run count once it is published.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from dentelle.atlas.models import ChangedUnit, ClaimRow, EntityRow, FacetRow, FactRow, NameRow, Publication, Run
from dentelle.atlas.projecting.rows import Row
from dentelle.atlas.projecting.unit_names import entity_unit, source_unit

__all__ = ["ALL", "KEPT", "Place", "clean", "everything", "note", "prune", "reached", "since", "units_of"]

ALL = "*"
KEPT = 20  # runs whose lines are kept
SEEN = (EntityRow, NameRow, ClaimRow, FactRow, FacetRow)  # what readers search


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody has read: the run that was published then, and the last line that was there."""

    run: int = 0
    line: int = 0


def units_of(model: type[models.Model], rows: Iterable[Row]) -> Iterator[str]:
    """The units to which ``rows`` of ``model`` belong; none for tables that nobody searches."""
    if model not in SEEN:
        return
    for row in rows:
        entity = row.get("subject_id") or row.get("identity_id")
        source = row.get("source_id")
        if entity:
            yield entity_unit(entity)
        elif source:
            yield source_unit(source)


def note(units: Iterable[str], run: int) -> None:
    """Writes that ``units`` changed at ``run``; the caller holds the lock of the publication."""
    ChangedUnit.objects.bulk_create((ChangedUnit(run=run, unit=unit) for unit in sorted(units)), batch_size=1_000)


def everything() -> None:
    """Writes that nothing is as it was: whoever follows begins anew."""
    note([ALL], Publication.objects.filter(pk=1).values_list("run", flat=True).first() or 0)


def since(place: Place, most: int) -> tuple[Sequence[str] | None, Place]:
    """The units that changed since ``place``, each once, and the place reached; None for more than ``most``, or all of them.

    One query where nothing changed, else two.
    """
    now, _ = reached()
    if now == place:
        return (), place
    if now.run < place.run or now.line < place.line or now.run - place.run > KEPT:
        return None, now
    later = models.Q(id__gt=place.line) | models.Q(run__gt=place.run)
    lines = ChangedUnit.objects.filter(later, run__lte=now.run, id__lte=now.line).order_by("id")
    units = list(dict.fromkeys(lines.values_list("unit", flat=True)[: most + 1]))
    return (None if len(units) > most or ALL in units else units), now


def reached() -> tuple[Place, datetime | None]:
    """Where the log stands, and when the published run began, which tells one database from another. One query."""
    published = Publication.objects.filter(pk=1).values("run")
    last = ChangedUnit.objects.filter(run__lte=models.Subquery(published)).order_by("-id").values("id")[:1]
    began = Run.objects.filter(pk=models.OuterRef("run")).values("started_at")
    there = Publication.objects.filter(pk=1).annotate(line=models.Subquery(last), began=models.Subquery(began))
    found = there.values_list("run", "line", "began").first()
    return (Place(found[0], found[1] or 0), found[2]) if found else (Place(), None)


def clean(published: int) -> None:
    """Removes the lines of runs that were never published."""
    ChangedUnit.objects.filter(run__gt=published).delete()


def prune(published: int) -> None:
    """Removes the lines of runs so long ago that whoever has not read them begins anew."""
    ChangedUnit.objects.filter(run__lte=published - KEPT).delete()
