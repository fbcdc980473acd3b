"""The territory in a few facts and figures about what it is itself: its intercommunality, its town."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from dentelle import vocabulary
from dentelle.web.queries.facts import ShownFact, Statement, property_order, statements
from dentelle.web.queries.quotes import Quote

ABOUT = ("located_in", "part_of", "founded", "holds_label", "first_in", "happened", "member_of")
FIGURES = ("count", "capacity", "staff_size")
TOLD = ("part_of", "founded", "holds_label", "first_in", "member_of")  # of those, what the portrait lists
STATEMENTS = 5  # of the portrait
MOST = 8  # key figures
QUOTE = range(50, 320)  # characters of the words that lead

# What a territory is measured by, in the order of the page: ids of vocabulary/data/counted.tsv, and units of area.
NOUNS: dict[str, str | Promise] = {
    "inhabitant": gettext_lazy("inhabitants"),
    "km²": "km²",
    "ha": "ha",
    "commune": gettext_lazy("communes"),
    "company": gettext_lazy("companies"),
    "job": gettext_lazy("jobs"),
    "employee": gettext_lazy("employees"),
    "student": gettext_lazy("students"),
    "researcher": gettext_lazy("researchers"),
    "laboratory": gettext_lazy("laboratories"),
    "visitor": gettext_lazy("visitors"),
    "dwelling": gettext_lazy("dwellings"),
    "artist": gettext_lazy("artists"),
    "prize": gettext_lazy("prizes"),
}


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure of the territory, with the facts that give another number; ``noun`` in the reader's language says of what."""

    fact: ShownFact
    rivals: tuple[ShownFact, ...]
    noun: str

    @property
    def as_of(self) -> str:
        """When it held (EDTF), "" where no source says."""
        return dict(self.fact.qualifiers).get("as_of", "")


def key_figures(own: Iterable[ShownFact]) -> tuple[KeyFigure, ...]:
    """The figures of the territory: of each thing that measures one, that of each entity which is ranked first."""
    found: dict[tuple[str, str], list[ShownFact]] = {}
    for fact in own:
        number = fact.value.get("number")
        if fact.property in FIGURES and fact.subject and isinstance(number, int | float) and number > 1:
            found.setdefault((_noun(fact.value.get("unit", "")), fact.subject.id), []).append(fact)
    figures = [
        KeyFigure(first, tuple(fact for fact in rest if fact.value["number"] != first.value["number"]), str(NOUNS[noun]))
        for noun in NOUNS
        for (what, _), (first, *rest) in found.items()
        if what == noun
    ]
    return tuple(figures[:MOST])


def _noun(unit: str) -> str:
    """What of ``NOUNS`` a figure with this unit counts, "" for anything else, part of it included ("hosted companies")."""
    counted = vocabulary.counted(unit)
    return unit if unit in NOUNS else counted.noun if counted.key == counted.noun else ""


def portrait(own: Sequence[ShownFact]) -> tuple[Statement, ...]:
    """What the territory is part of, since when, and what it bears: some statements, in the vocabulary's order."""
    said = statements(fact for fact in own if fact.property in TOLD)
    once = {(one.first.property, _value(one.first)): one for one in reversed(said)}
    ordered = sorted(once.values(), key=lambda one: (property_order(one.first.property), own.index(one.first)))
    return tuple(ordered[:STATEMENTS])


def _value(fact: ShownFact) -> str:
    return fact.entity.id if fact.entity else f"{fact.value.get('edtf', '')} {fact.value.get('text', '')}"


def leading_quote(own: Iterable[ShownFact], language: str) -> Quote | None:
    """Words of a source about the territory in ``language``, of a length to be read; accepted facts and history first."""
    found = [
        (fact.status != "accepted", fact.property in FIGURES, -len(quote.text), quote.key, quote)
        for fact in own
        for quote in fact.quotes
        if quote.hand is None and quote.language == language and len(quote.text) in QUOTE and not quote.lead
    ]
    return min(found, key=lambda one: one[:4])[4] if found else None
