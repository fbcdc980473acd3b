"""Tombstones obeyed: at the start of every process, before every weave, after a restore, and when a person is left out.

Invariants: what the file knows and what the table knows is obeyed, whichever knows more, and afterwards both know it; a stone is
obeyed in one transaction; obeying one again changes nothing.
"""

from collections.abc import Iterable

import msgspec
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from dentelle import tombstones
from dentelle.atlas.deciding.recording import show
from dentelle.atlas.models import (
    AuditOpening,
    ContributionRow,
    DocumentRow,
    Identity,
    NetworkNode,
    Publication,
    ReadingCache,
    Sealed,
    Source,
    Tombstone,
    UnitRow,
)
from dentelle.atlas.privacy.sweeping import Swept, sweep_kept, sweep_made, table_named, words_of
from dentelle.atlas.privacy.sweeping_files import sweep_files
from dentelle.atlas.projecting import projection
from dentelle.atlas.projecting.held import forget
from dentelle.atlas.projecting.published import kept_likeness, published_state, regrow
from dentelle.territory import STATE_FOLDER
from dentelle.tombstones import ERASED, HIDDEN, MASK, Seeker, Stone, Stones
from dentelle.tombstones.store import joined

__all__ = ["in_force", "is_withdrawn", "obey", "stone_in", "sweep", "unseal"]


def in_force() -> Stones:
    """The stones of the territory that are obeyed now."""
    return tombstones.active(settings.TERRITORY / STATE_FOLDER)


def is_withdrawn(identity: str) -> bool:
    """Whether ``identity`` was a person who is left out now."""
    return any(identity in stone.identities for stone in in_force().stones)


def stone_in(row: Tombstone) -> Stone:
    """The stone of ``row`` as the row knows it."""
    stone = msgspec.convert(row.body, Stone)
    return msgspec.structs.replace(stone, level=row.level, withdrawn=row.withdrawn_at is not None)


def obey(*, settle: bool = False) -> int:
    """Makes file and table know the same, and sweeps away what either leaves out and the database still holds; how many stones.

    ``settle``: no weave runs, so that nothing read without a stone can come after. Raises TombstoneError for a damaged file.
    """
    there = tombstones.read(settings.TERRITORY / STATE_FOLDER)
    rows = {row.id: row for row in Tombstone.objects.all()}
    if not there and not rows:
        return 0
    known = joined([*there.values(), *map(stone_in, rows.values())])
    lacking = [stone for stone in known.values() if there.get(stone.id) != stone]
    if lacking:
        tombstones.add(settings.TERRITORY / STATE_FOLDER, lacking)
    done = 0
    for stone in known.values():
        row = rows.get(stone.id)
        if stone.withdrawn or (row is not None and row.level == stone.level and (row.settled or not settle)):
            if row is None:
                _note(stone)
            elif stone.withdrawn and row.withdrawn_at is None:
                with transaction.atomic():
                    projection.lock()
                    unseal(row)
            continue
        with transaction.atomic():
            projection.lock()
            sweep([stone], settled=settle)
        done += 1
    return done


def sweep(
    stones: Iterable[Stone], *, who: str = "", why: str = "", settled: bool = False, seeker: Seeker | None = None
) -> list[Swept]:
    """Sweeps the database for each of ``stones`` and shows the rest; the caller holds the transaction and the lock.

    What the stones keep out of is told beforehand by the file or, for one that is not in it yet, by the caller's own line after.
    ``seeker`` knows where the names of a single one may stand.
    """
    found = []
    for stone in stones:
        row = _note(stone, who, why, settled=settled)
        every = Stones([*in_force().stones, stone])
        run = projection.lock().run
        projection.prune(run)
        before = published_state() if run else None
        alike = kept_likeness(before) if before else None  # the sweep takes it away, for it holds names
        NetworkNode.objects.filter(identity_id__in=stone.identities).delete()
        swept = Swept()
        sweep_made(every, stone, swept, write=True, seeker=seeker)
        swept.files = sweep_files(settings.TERRITORY / STATE_FOLDER, every, write=True)
        seal = row if stone.level == HIDDEN else None
        sweep_kept(every, stone, swept, write=True, seal=seal)
        if stone.level == ERASED:
            Sealed.objects.filter(tombstone=row).delete()
        row.sources = {source: [swept.places[source], swept.where.get(source, [])] for source in swept.sources} | row.sources
        row.save(update_fields=["sources"])
        if swept.sources or swept.rows:
            forget()
            if before and alike:
                regrow(alike, before.said.files)
            if run:
                show()
                projection.prune(run)
            Publication.objects.update(fingerprint="")
        found.append(swept)
    return found


def unseal(row: Tombstone) -> None:
    """Puts back what hiding took away, and notes that it is over; what sources say comes with the next weave.

    What other stones leave out stays out. The caller holds the transaction and the lock.
    """
    rest = Stones(stone for stone in in_force().stones if stone.id != row.id)
    opening = AuditOpening.objects.create()
    for sealed in Sealed.objects.filter(tombstone=row).exclude(table="").order_by("pk"):
        table = table_named(sealed.table)
        value = sealed.value if table is Identity else words_of(sealed.value, rest)
        models.QuerySet(table).filter(pk=sealed.row).update(**{sealed.field: value})
    opening.delete()
    masked = DocumentRow.objects.filter(text__contains=MASK).values_list("source_id", flat=True)  # also of what came later
    lists = Source.objects.filter(format="list").values_list("id", flat=True)
    _reread([*{*row.sources, *masked, *lists}])
    Sealed.objects.filter(tombstone=row).delete()
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])


def _reread(wanted: list[str]) -> None:
    """Makes the next weave read the sources ``wanted`` from their files again."""
    ReadingCache.objects.filter(source__in=wanted).delete()
    ContributionRow.objects.filter(source_id__in=wanted).update(key="")
    UnitRow.objects.filter(unit__in=[f"{projection.TEXT}{source}" for source in wanted]).update(digest="")
    Source.objects.filter(id__in=wanted).update(masked_path="")
    Publication.objects.update(fingerprint="")


def _note(stone: Stone, who: str = "", why: str = "", *, settled: bool = False) -> Tombstone:
    row, _ = Tombstone.objects.get_or_create(
        id=stone.id,
        defaults={"body": {}, "level": stone.level, "who": who, "why": why, "made_at": parse_datetime(stone.made_at)},
    )
    row.body, row.level = msgspec.to_builtins(stone), stone.level
    row.settled = row.settled or settled
    if stone.withdrawn and row.withdrawn_at is None:
        row.withdrawn_at = parse_datetime(stone.made_at)
    row.save()
    return row
