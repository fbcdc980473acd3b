"""What each run changed, and what changed between two of them.

Invariant: what is kept of a run is what its weave changed, whole or not at all; what people decide between two weaves stands in
the audit. Names and values are words of sources: they lie in plain fields of a kept table, where erasing a person finds them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import models, transaction

from dentelle.atlas.models import EntityRow, FactRow, Run, RunChange
from dentelle.atlas.projecting.projection import chunks

__all__ = ["ALL", "FIRST", "MANY", "Between", "Touched", "between", "keep"]

ALL, FIRST, MANY = "all", "first", "many"  # kept whole; nothing, for there was nothing before; nothing, for it was too much
MOST = 20_000  # changes of a run that are kept
MOST_COMPARED = 100_000  # changes that are looked through to compare two runs
ROWS = 1_000  # in a transaction
THERE = "there"
Key = tuple[str, str]


def keep(run: int, before: int) -> str:
    """Keeps what the staged run number ``run`` changes in the published one ``before``: ``ALL``, or why it kept nothing."""
    RunChange.objects.filter(run_id=run).delete()
    if not EntityRow.objects.at(before).exists():
        return FIRST
    moved = models.Q(since=run) | models.Q(until=run)
    if FactRow.objects.filter(moved).count() + EntityRow.objects.filter(moved).count() > MOST:
        return MANY
    entities = _entities(run)
    facts = _facts(run)
    _name(entities, {fact.entity for fact in facts.values()}, run, before)
    rows = [*entities.values(), *(fact for fact in facts.values() if fact.entity in entities)]
    for part in chunks(rows, ROWS):
        with transaction.atomic():
            RunChange.objects.bulk_create(part)
    return ALL


def _entities(run: int) -> dict[str, RunChange]:
    """By id, those whose own row changes."""
    found: dict[str, RunChange] = {}
    columns = ("identity_id", "label")
    for entity, label in EntityRow.objects.filter(until=run).values_list(*columns):
        found[entity] = RunChange(run_id=run, sort="entity", key=entity, entity=entity, label=label, before=THERE)
    for entity, label in EntityRow.objects.filter(since=run).values_list(*columns):
        row = found.setdefault(entity, RunChange(run_id=run, sort="entity", key=entity, entity=entity))
        row.label, row.after = label, THERE
    return found


def _facts(run: int) -> dict[str, RunChange]:
    """By key, those about entities."""
    found: dict[str, RunChange] = {}
    columns = ("key", "identity_id", "property", "value", "status")
    for key, entity, name, value, status in FactRow.objects.filter(until=run, identity__isnull=False).values_list(*columns):
        found[key] = RunChange(run_id=run, sort="fact", key=key, entity=entity, property=name, value=value, before=status)
    for key, entity, name, value, status in FactRow.objects.filter(since=run, identity__isnull=False).values_list(*columns):
        row = found.setdefault(key, RunChange(run_id=run, sort="fact", key=key))
        row.entity, row.property, row.value, row.after = entity, name, value, status
    return found


def _name(entities: dict[str, RunChange], touched: Iterable[str], run: int, before: int) -> None:
    """Adds those of ``touched`` that have a page and keep it as it is; the others are names without a page."""
    rest = sorted(set(touched) - set(entities))
    for part in chunks(rest, 500):
        for entity, label in EntityRow.objects.at(run).filter(identity_id__in=part).values_list("identity_id", "label"):
            entities[entity] = RunChange(
                run_id=run, sort="entity", key=entity, entity=entity, label=label, before=THERE, after=THERE
            )


# ---- comparing


@dataclass(slots=True)
class Touched:
    """An entity that is new, gone or changed, and its facts that are."""

    id: str
    label: str
    change: str
    facts: list[RunChange] = field(default_factory=list)

    def count(self, change: str) -> int:
        """How many of its facts are new, gone or changed."""
        return sum(change_of(fact) == change for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Between:
    """What weaves changed after run ``former`` up to run ``latter``. ``untold``: runs in between of which nothing was kept."""

    former: Run
    latter: Run
    entities: tuple[Touched, ...]
    untold: tuple[int, ...]
    too_many: bool = False

    def count(self, change: str) -> int:
        """How many entities are new, gone or changed."""
        return sum(one.change == change for one in self.entities)

    def count_facts(self, change: str) -> int:
        """How many facts of theirs are new, gone or changed."""
        return sum(one.count(change) for one in self.entities)


def change_of(row: RunChange) -> str:
    """new, gone or changed; "" when it was not there before and is not after."""
    if row.before and row.after:
        return "changed"
    return "new" if row.after else "gone" if row.before else ""


def between(former: Run, latter: Run) -> Between:
    """What changed between two published runs, in whichever order they are given: first what is new, then what is gone."""
    if former.pk > latter.pk:
        former, latter = latter, former
    runs = Run.objects.filter(pk__gt=former.pk, pk__lte=latter.pk, state="published").order_by("pk")
    told = {number: report.get("changes", "") for number, report in runs.values_list("pk", "report")}
    untold = tuple(number for number, kept in told.items() if kept != ALL)
    changes = RunChange.objects.filter(run_id__in=list(told)).order_by("run_id", "pk")
    if changes.count() > MOST_COMPARED:
        return Between(former, latter, (), untold, too_many=True)
    joined = _joined(changes.iterator(chunk_size=2_000))
    order = ("new", "gone", "changed")
    return Between(former, latter, tuple(sorted(_touched(joined), key=lambda one: (order.index(one.change), one.label))), untold)


def _joined(changes: Iterable[RunChange]) -> Mapping[Key, RunChange]:
    """One change of each entity and fact: from how it was before the first to how it was after the last."""
    found: dict[Key, RunChange] = {}
    for row in changes:
        first = found.get((row.sort, row.key))
        if first is not None:
            row.before = first.before
        found[row.sort, row.key] = row
    return found


def _touched(joined: Mapping[Key, RunChange]) -> Iterator[Touched]:
    facts: dict[str, list[RunChange]] = {}
    for (sort, _), row in joined.items():
        if sort == "fact" and change_of(row):
            facts.setdefault(row.entity, []).append(row)
    for (sort, key), row in joined.items():
        if sort == "entity" and change_of(row):
            own = sorted(facts.get(key, ()), key=lambda fact: (fact.property, change_of(fact), fact.key))
            yield Touched(key, row.label, change_of(row), own)
