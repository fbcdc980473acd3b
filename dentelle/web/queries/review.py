"""The review queue: what waits, in its order, and how much of each sort.

Invariant: the order is that of ``ReviewRow`` – priority, then key – whatever the filters, so that "the next one" is
the same for all.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import QueryDict

from dentelle.atlas.deciding import leases
from dentelle.atlas.models import ClaimRow, FindingRow, ReviewRow, Source
from dentelle.atlas.models.versioned import VersionedQuerySet
from dentelle.atlas.projecting.waiting import CLAIM, PAIR
from dentelle.web.queries.findings import ShownFinding, shown_findings
from dentelle.web.queries.names import Name, names_of

PAGE = 30  # items on a page of the list
SOURCES = 100  # offered as a filter, those with most items


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person wants to see of the queue; "" is everything. ``sort`` claim or pair."""

    sort: str = ""
    property: str = ""
    source: str = ""
    entity_kind: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, what it is called where that is no word of the vocabulary, and how many items it has."""

    value: str
    count: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item as the list shows it: a claim with its subject, or a pair as a question. ``holder``: who has it, or ""."""

    item: ReviewRow
    claim: ClaimRow | None
    subject: Name | None
    entity: Name | None
    question: ShownFinding | None
    holder: str


@dataclass(frozen=True, slots=True)
class Queue:
    page: Page
    lines: tuple[Line, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    total: int


def filters_of(asked: Mapping[str, str]) -> Filters:
    """The filters that the query ``asked`` names."""
    return Filters(**{one.name: asked.get(one.name, "")[:60] for one in fields(Filters)})


def query_of(filters: Filters) -> str:
    """``filters`` as the query of an address, without what is not set."""
    asked = QueryDict(mutable=True)
    asked.update({one.name: value for one in fields(filters) if (value := getattr(filters, one.name))})
    return asked.urlencode()


def waiting(filters: Filters) -> VersionedQuerySet:
    """The items that ``filters`` let through, first things first."""
    asked = {one.name: value for one in fields(filters) if (value := getattr(filters, one.name))}
    return ReviewRow.objects.visible().filter(**asked).order_by("-priority", "key")


def next_item(filters: Filters, who: str, after: tuple[float, str] | None = None, *, back: bool = False) -> ReviewRow | None:
    """The first item that nobody else has, behind the place ``after`` (before it: ``back``), else from the beginning."""
    free = waiting(filters).exclude(key__in=leases.held_by_others(who).values("key"))
    if after is None:
        return free.first()
    priority, key = after
    if back:
        behind = free.filter(priority__gte=priority).exclude(priority=priority, key__gte=key)
        return behind.order_by("priority", "-key").first() or free.first()
    beyond = free.filter(priority__lte=priority).exclude(
        priority=priority, key__lte=key
    )  # one range of the index, which "or" is not
    return beyond.first() or free.first()


def queue(filters: Filters, page: str, who: str, language: str) -> Queue:
    """One page of the queue with the counts of what each filter would leave."""
    chosen = Paginator(waiting(filters), PAGE).get_page(page)
    items = list(chosen.object_list)
    keys = {sort: [item.key for item in items if item.sort == sort] for sort in (CLAIM, PAIR)}
    claims = {row.key: row for row in ClaimRow.objects.visible().filter(key__in=keys[CLAIM]).select_related("source")}
    found = FindingRow.objects.visible().filter(key__in=keys[PAIR])
    questions = {one.key: one for one in shown_findings(found)}
    held = dict(leases.held_by_others(who).values_list("key", "who"))
    names = names_of([end for row in claims.values() for end in (row.subject_id, row.value_entity_id)], language)
    lines = []
    for item in items:
        claim = claims.get(item.key)
        ends = (names.get(claim.subject_id or ""), names.get(claim.value_entity_id or "")) if claim else (None, None)
        lines.append(Line(item, claim, *ends, questions.get(item.key), held.get(item.key, "")))
    return Queue(chosen, tuple(lines), *_choices(filters))


def _choices(filters: Filters) -> tuple[Mapping[str, tuple[Choice, ...]], int]:
    """For each filter its values, with how many items the other filters leave; and how many wait in all. Two queries."""
    names = [one.name for one in fields(filters)]
    groups = ReviewRow.objects.visible().values_list(*names).annotate(number=Count("id")).order_by()
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    total = 0
    chosen = [(at, value) for at, name in enumerate(names) if (value := getattr(filters, name))]
    for *values, number in groups:
        total += number
        kept_out = {at for at, value in chosen if values[at] != value}
        for at, name in enumerate(names):
            if values[at] and kept_out <= {at}:
                counts[name][values[at]] += number
    sources = counts["source"].most_common(SOURCES)
    titles = {row.id: row.title or row.shown_path for row in Source.objects.filter(id__in=[value for value, _ in sources])}
    choices = {name: tuple(Choice(value, number) for value, number in counts[name].most_common()) for name in names}
    choices["source"] = tuple(Choice(value, number, titles.get(value, value)) for value, number in sources)
    return choices, total
