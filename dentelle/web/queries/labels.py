"""Labels: who holds them, from when to when."""

from dataclasses import dataclass

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from dentelle.atlas.models import FactRow
from dentelle.folding import fold
from dentelle.web.queries.facts import ShownFact, of_property, shown_facts
from dentelle.web.queries.names import Name

HOLDERS = 20  # of one label; the label's own page leads to all
MOST = 40  # labels that are entities, those with most holders
UNLINKED = 200  # holders of labels that are only named


@dataclass(frozen=True, slots=True)
class HeldLabel:
    """A label with one fact for each holder shown, ``total`` holders in all. ``entity`` is None where only its name is known."""

    entity: Name | None
    text: str
    language: str
    holders: tuple[ShownFact, ...]
    total: int


def held_labels(language: str) -> tuple[HeldLabel, ...]:
    """The labels with most holders, by name; holders by name. Six queries."""
    rows = FactRow.objects.visible().filter(of_property("holds_label"), identity__isnull=False).exclude(status="denied")
    linked = rows.filter(value_entity__isnull=False)
    totals = dict(linked.values_list("value_entity").annotate(number=Count("id")).order_by("-number", "value_entity")[:MOST])
    place = Window(RowNumber(), partition_by=[F("value_entity")], order_by=[F("status"), F("key")])
    first = linked.filter(value_entity__in=totals).annotate(place=place).filter(place__lte=HOLDERS)
    named = rows.filter(value_entity__isnull=True).order_by("key")[:UNLINKED]
    groups: dict[str, list[ShownFact]] = {}
    for fact in shown_facts([*first, *named], language):
        if fact.about:
            groups.setdefault(fact.entity.id if fact.entity else f"text {fold(fact.value.get('text', ''))}", []).append(fact)
    found = [_label(facts, totals.get(key, len(facts))) for key, facts in groups.items()]
    return tuple(sorted(found, key=lambda label: fold(label.text)))


def _label(facts: list[ShownFact], total: int) -> HeldLabel:
    first = facts[0]
    return HeldLabel(
        entity=first.entity,
        text=first.entity.text if first.entity else first.value.get("text", ""),
        language=first.entity.language if first.entity else first.value.get("language", ""),
        holders=tuple(sorted(facts, key=lambda fact: (fact.announced, fold(fact.about), fact.key))),
        total=total,
    )
