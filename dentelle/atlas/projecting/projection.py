"""Writes the rows of units: the one way by which anything a machine concludes enters the tables that readers see.

Invariants: after ``project`` the rows of its units at run ``run`` are exactly those that the units make, and rows that did
not change were not touched; nothing of another unit changes. Each transaction first takes the lock on the publication row,
so that a weave and a decision never write at once. A unit is never split between transactions.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from django.db import models, transaction

from dentelle.atlas.models import (
    ClaimRow,
    EntityRow,
    FacetRow,
    FactRow,
    FindingEntity,
    FindingRow,
    Identity,
    IdentityLeaf,
    NameRow,
    Publication,
    ReviewRow,
    RunChange,
    SpanRow,
    UnitRow,
    Versioned,
)
from dentelle.atlas.projecting import change_log
from dentelle.atlas.projecting.rows import Row
from dentelle.atlas.projecting.state import State
from dentelle.atlas.projecting.units import Units

TEXT, NOTE = "t:", "f:"  # units that only a weave can make: extracted texts, and findings about files
ROWS = 1_000  # at most about so many new rows a transaction
LEAVES = 500  # at most so many leaves a transaction
UNITS = 200  # at most so many units a transaction
MANY = 5_000  # leaves: of fewer it is asked where they are, else where all are


@dataclass
class Changes:
    """What a projection changed: facts by key, and rows written or closed in all."""

    new_facts: set[str] = field(default_factory=set)
    gone_facts: set[str] = field(default_factory=set)
    rows: int = 0
    units: int = 0

    def counts(self) -> tuple[int, int, int]:
        """How many facts are new, changed and vanished."""
        both = self.new_facts & self.gone_facts
        return len(self.new_facts - both), len(both), len(self.gone_facts - both)


def lock() -> Publication:
    """The publication row, locked until the transaction ends; made where there is none."""
    there = Publication.objects.select_for_update()
    return there.filter(pk=1).first() or there.get(pk=Publication.objects.get_or_create(pk=1)[0].pk)


def moved(units: Units, run: int, *, foreign: tuple[str, ...] = (TEXT,)) -> list[str]:
    """The units whose rows at ``run`` were not made from what ``units`` are made from now, sorted.

    Units that begin with one of ``foreign`` are somebody else's.
    """
    there: dict[str, list[tuple[str, str]]] = {}
    for unit, inputs, verdicts in UnitRow.objects.at(run).values_list("unit", "digest", "verdicts"):
        if not unit.startswith(foreign):
            there.setdefault(unit, []).append((inputs, verdicts))
    digests = units.digests
    gone = [unit for unit in there if unit not in digests]
    changed = [unit for unit, now in digests.items() if there.get(unit) != [(now.inputs, now.verdicts)]]
    return sorted(gone + changed)


def project(units: Units, names: Iterable[str], run: int, changes: Changes, *, write: bool = True) -> Iterator[int]:
    """Makes the rows of the units ``names`` at ``run`` what they should be; yields how many units each transaction did.

    With ``write`` false nothing is written, but ``changes`` counts what would be.
    """
    for batch in _batches(units, names):
        with transaction.atomic():
            if write:
                lock()
            _project(batch, units, run, changes, write)
        changes.units += len(batch)
        yield len(batch)


def identify(state: State, run: int, *, again: bool = False) -> None:
    """Writes the new identities of ``state`` and the leaves that moved, in short transactions; not its redirects.

    ``again``: some of ``run`` may have been written before, from another state.
    """
    kinds = {entity: cluster.kind for entity, cluster in state.clusters.items()}
    for part in chunks(sorted(state.assignment.minted.items()), ROWS):
        rows = [Identity(id=entity, kind=kinds[entity], minted_from=leaf, since=run) for entity, leaf in part]
        with transaction.atomic():
            lock()
            Identity.objects.bulk_create(rows, ignore_conflicts=True)
            Identity.objects.filter(id__in=[row.id for row in rows], since__gt=run).update(since=run)
    there: Mapping[str, object] = state.kept.leaves
    wanted: Mapping[str, object] = state.placed
    if again:
        held: dict[str, list[str]] = {}
        rows = IdentityLeaf.objects.at(run)
        few = sorted(wanted) if len(wanted) < MANY else []
        for part in chunks(few, LEAVES) if few else [None]:
            for leaf, entity in (rows if part is None else rows.filter(leaf__in=part)).values_list("leaf", "identity_id"):
                held.setdefault(leaf, []).append(entity)
        there, wanted = held, {leaf: [entity] for leaf, entity in state.placed.items()}
    moving = sorted(leaf for leaf in wanted if there.get(leaf) != wanted[leaf])
    for part in chunks(moving, LEAVES):
        with transaction.atomic():
            lock()
            close(IdentityLeaf, list(IdentityLeaf.objects.at(run).filter(leaf__in=part).values_list("id", "since")), run)
            rows = [IdentityLeaf(leaf=leaf, identity_id=state.placed[leaf], since=run) for leaf in part]
            IdentityLeaf.objects.bulk_create(rows)


def redirect(state: State) -> None:
    """Writes the redirects that ``state`` changes; only where its identities are or become published."""
    for entity, target in state.assignment.redirects.items():
        Identity.objects.filter(id=entity).update(redirect_id=target or None)


def clean(published: int) -> None:
    """Removes what a run left that was never published: its rows, its closings, its identities."""
    for model in Versioned.__subclasses__():
        _delete(model.objects.filter(since__gt=published))
        abandoned = model.objects.filter(until__gt=published).exclude(until=_for_ever(model))
        if abandoned.exists():
            abandoned.update(until=_for_ever(model))
    _delete(Identity.objects.filter(since__gt=published))
    _delete(RunChange.objects.filter(run_id__gt=published))
    change_log.clean(published)


def prune(published: int) -> None:
    """Deletes the rows that no run can see any more."""
    for model in Versioned.__subclasses__():
        _delete(model.objects.filter(until__lte=published))
    change_log.prune(published)


def replace(
    model: type[Versioned], scope: models.Q, rows: Sequence[Row], run: int, *, write: bool = True
) -> tuple[list[Row], list[Row]]:
    """Makes the rows of ``model`` within ``scope`` at ``run`` exactly ``rows``; returns (added, closed)."""
    columns = [f.attname for f in model._meta.concrete_fields if f.attname not in ("id", "since", "until")]
    existing = list(model.objects.at(run).filter(scope).values_list("id", "since", *columns))
    if not existing:
        added = list(rows)
        closed: list[tuple] = []
    else:
        keyed = [(_canonical([row[column] for column in columns]), row) for row in rows]
        wanted = Counter(key for key, _ in keyed)
        closed = []
        for row in existing:
            key = _canonical(row[2:])
            if wanted[key] > 0:
                wanted[key] -= 1
            else:
                closed.append(row)
        added = []
        for key, row in keyed:
            if wanted[key] > 0:
                wanted[key] -= 1
                added.append(row)
    if write:
        close(model, [row[:2] for row in closed], run)
        model.objects.bulk_create([model(since=run, **row) for row in added], batch_size=ROWS)
    return added, [dict(zip(columns, row[2:], strict=True)) for row in closed]


def chunks(items: Sequence, size: int) -> Iterator[Sequence]:
    """``items`` in parts of at most ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _batches(units: Units, names: Iterable[str]) -> Iterator[dict]:
    batch: dict = {}
    size = 0
    for name in names:
        rows = units.rows(name)
        count = len(rows.claims) + len(rows.facts) + len(rows.names) + len(rows.facets) + len(rows.findings) + 2
        if batch and (size + count > ROWS or len(batch) >= UNITS):
            yield batch
            batch, size = {}, 0
        batch[name] = rows
        size += count
    if batch:
        yield batch


def _project(batch: dict, units: Units, run: int, changes: Changes, write: bool) -> None:
    entities = [name[2:] for name in batch if name.startswith("e:")]
    sources = [name[2:] for name in batch if name.startswith("s:")]
    own = models.Q(identity_id__in=entities)
    of_source = models.Q(source_id__in=sources)
    within = models.Q(unit__in=list(batch))
    digests = [
        {"unit": name, "digest": made.inputs, "verdicts": made.verdicts}
        for name, made in ((name, units.digests[name]) for name in batch if units.has(name))
    ]
    of_entities = [rows for name, rows in batch.items() if name.startswith("e:")]
    of_sources = [rows for name, rows in batch.items() if name.startswith("s:")]
    tables = [
        (FindingRow, within, [row for one in batch.values() for row in one.findings]),
        (FindingEntity, within, [row for one in batch.values() for row in one.finding_links]),
        (ReviewRow, within, [row for one in batch.values() for row in one.waiting]),
        (UnitRow, within, digests),
    ]
    if entities:
        tables += [
            (EntityRow, own, [row for one in of_entities for row in one.entities]),
            (NameRow, own, [row for one in of_entities for row in one.names]),
            (FacetRow, own, [row for one in of_entities for row in one.facets]),
            (ClaimRow, models.Q(subject_id__in=entities), [row for one in of_entities for row in one.claims]),
            (FactRow, own, [row for one in of_entities for row in one.facts]),
            (SpanRow, own, [row for one in of_entities for row in one.spans]),
        ]
    if sources:
        tables += [
            (ClaimRow, of_source & models.Q(subject__isnull=True), [row for one in of_sources for row in one.claims]),
            (FactRow, of_source & models.Q(identity__isnull=True), [row for one in of_sources for row in one.facts]),
        ]
    moved_units: set[str] = set()
    for model, scope, rows in tables:
        added, closed = replace(model, scope, rows, run, write=write)
        changes.rows += len(added) + len(closed)
        moved_units.update(change_log.units_of(model, added), change_log.units_of(model, closed))
        if model is FactRow:
            changes.new_facts.update(row["key"] for row in added)
            changes.gone_facts.update(row["key"] for row in closed)
    if write:
        change_log.note(moved_units, run)


def close(model: type[Versioned], rows: Sequence[tuple[int, int]], run: int) -> None:
    """Closes rows given as (id, since): one that began with ``run`` itself was never seen and goes."""
    for part in chunks([pk for pk, since in rows if since == run], 500):
        model.objects.filter(id__in=part).delete()
    for part in chunks([pk for pk, since in rows if since != run], 500):
        model.objects.filter(id__in=part).update(until=run)


def _delete(rows: models.QuerySet) -> None:
    while True:
        part = list(rows.values_list("pk", flat=True)[:ROWS])
        if not part:
            return
        rows.model._base_manager.filter(pk__in=part)._raw_delete(rows.db)  # nothing refers to these rows: no need to look


def _for_ever(model: type[models.Model]) -> int:
    return model._meta.get_field("until").default


def _canonical(row: Sequence) -> bytes:
    return msgspec.json.encode(list(row), order="deterministic")
