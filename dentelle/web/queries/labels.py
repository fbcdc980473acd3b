"""Labels: who holds them, from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from dentelle.atlas.models import FactRow
from dentelle.folding import fold
from dentelle.web.queries.facts import ShownFact, of_property, shown_facts
from dentelle.web.queries.names import Name

PAGE = 10  # labels on one page
HOLDERS = 6  # of one label; the label's own page leads to all
UNLINKED = 2_000  # facts about labels that are only named


@dataclass(frozen=True, slots=True)
class HeldLabel:
    """A label with one fact for each holder shown, ``total`` holders in all. ``entity`` is None where only its name is known."""

    entity: Name | None
    text: str
    language: str
    holders: tuple[ShownFact, ...]
    total: int


def held_labels(page: str, language: str) -> tuple[Page, tuple[HeldLabel, ...]]:
    """One page of the labels, those with most holders first, then those that are only named; holders by name. Six queries."""
    rows = FactRow.objects.visible().filter(of_property("holds_label"), identity__isnull=False).exclude(status="denied")
    linked = rows.filter(value_entity__isnull=False)
    totals = dict(linked.values_list("value_entity").annotate(number=Count("id")).order_by("-number", "value_entity"))
    named = _named(rows.filter(value_entity__isnull=True))
    chosen = Paginator([*totals, *named], PAGE).get_page(page)
    place = Window(RowNumber(), partition_by=[F("value_entity")], order_by=[F("status"), F("key")])
    shown = [label for label in chosen.object_list if label in totals]
    first = linked.filter(value_entity__in=shown).annotate(place=place).filter(place__lte=HOLDERS)
    keys = [key for label in chosen.object_list for key in named.get(label, ())[:HOLDERS]]
    groups: dict[str, list[ShownFact]] = {}
    for fact in shown_facts([*first, *rows.filter(key__in=keys)] if keys else first, language):
        if fact.about:
            groups.setdefault(fact.entity.id if fact.entity else _text(fact.value), []).append(fact)
    counted = totals | {label: len(facts) for label, facts in named.items()}
    return chosen, tuple(_label(groups[label], counted[label]) for label in chosen.object_list if label in groups)


def _named(rows: QuerySet[FactRow]) -> dict[str, list[str]]:
    """The keys of the facts about each label that is no entity, by its name."""
    found: dict[str, list[str]] = {}
    said: Iterable[tuple[str, dict]] = rows.order_by("key").values_list("key", "value")[:UNLINKED]
    for key, value in said:
        found.setdefault(_text(value), []).append(key)
    return dict(sorted(found.items()))


def _text(value: dict) -> str:
    return f"text {fold(value.get('text', ''))}"


def _label(facts: list[ShownFact], total: int) -> HeldLabel:
    first = facts[0]
    return HeldLabel(
        entity=first.entity,
        text=first.entity.text if first.entity else first.value.get("text", ""),
        language=first.entity.language if first.entity else first.value.get("language", ""),
        holders=tuple(sorted(facts, key=lambda fact: (fact.announced, fold(fact.about), fact.key))),
        total=total,
    )
