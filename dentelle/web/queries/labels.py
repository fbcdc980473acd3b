"""Labels: who holds them, from when to when."""

from dataclasses import dataclass

from dentelle.atlas.models import FactRow
from dentelle.model import fold
from dentelle.web.queries.facts import ShownFact, of_property, shown_facts
from dentelle.web.queries.names import Name


@dataclass(frozen=True, slots=True)
class HeldLabel:
    """A label with one fact for each holder. ``entity`` is None where only its name is known."""

    entity: Name | None
    text: str
    language: str
    holders: tuple[ShownFact, ...]


def held_labels(language: str) -> tuple[HeldLabel, ...]:
    """Every label by name; holders by name. Three queries."""
    rows = FactRow.objects.visible().filter(of_property("holds_label")).exclude(status="denied").order_by("key")
    groups: dict[str, list[ShownFact]] = {}
    for fact in shown_facts(rows, language):
        if fact.subject:
            groups.setdefault(fact.entity.id if fact.entity else f"text {fold(fact.value.get('text', ''))}", []).append(fact)
    found = [_label(facts) for facts in groups.values()]
    return tuple(sorted(found, key=lambda label: fold(label.text)))


def _label(facts: list[ShownFact]) -> HeldLabel:
    first = facts[0]
    return HeldLabel(
        entity=first.entity,
        text=first.entity.text if first.entity else first.value.get("text", ""),
        language=first.entity.language if first.entity else first.value.get("language", ""),
        holders=tuple(sorted(facts, key=lambda fact: (fact.announced, fold(fact.subject.text), fact.key))),
    )
