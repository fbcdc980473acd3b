"""Facts as pages show them: with the names of what they are about and the quotes behind them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from dentelle import vocabulary
from dentelle.atlas.models import FactRow
from dentelle.atlas.projecting.facets import ESTABLISHED
from dentelle.web.queries.names import Name, names_of
from dentelle.web.queries.quotes import Quote, quotes_by_fact

ANNOUNCED = ("planned", "hypothetical", "denied")  # shown as what was said, never as facts


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact ready for a template. ``value`` is a model.Value as JSON; ``entity`` and ``subject`` are None when not promoted.

    ``quotes`` are most trusted first. ``qualifiers`` are (name, text) pairs.
    """

    key: str
    property: str
    subject: Name | None
    value: dict
    entity: Name | None
    qualifiers: tuple[tuple[str, str], ...]
    status: str
    rank: int
    conflict: str
    earliest: str
    latest: str
    quotes: tuple[Quote, ...] = ()

    @property
    def preferred(self) -> bool:
        """Whether it is the first of rival facts."""
        return bool(self.conflict) and self.rank == 0

    @property
    def by_hand(self) -> bool:
        """Whether a person states it, instead of a source or beside."""
        return any(quote.hand for quote in self.quotes)

    @property
    def voices(self) -> int:
        """How many passages of sources say so."""
        return sum(quote.hand is None for quote in self.quotes)

    @property
    def since(self) -> str:
        """The date of the earliest source that says so (EDTF), "" where none of them is dated."""
        return min((quote.origin.date for quote in self.quotes if quote.origin.date), default="")

    @property
    def announced(self) -> bool:
        """Whether it is only planned, supposed or denied."""
        return self.status in ANNOUNCED

    @property
    def subject_text(self) -> str:
        """Who it is about, as the most trusted source writes it: for a subject without a page."""
        return self.quotes[0].subject if self.quotes else ""

    @property
    def about(self) -> str:
        """The name of its subject, with or without a page; "" where it may not be said."""
        return self.subject.text if self.subject else self.subject_text

    @property
    def language(self) -> str:
        """Of the words in its qualifiers: that of the most trusted source, "" when none says."""
        return self.quotes[0].language if self.quotes else ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a page says under one heading: one fact, or rival facts side by side."""

    facts: tuple[ShownFact, ...]

    @property
    def disputed(self) -> bool:
        """Whether rival values stand side by side."""
        return len(self.facts) > 1

    @property
    def first(self) -> ShownFact:
        """The preferred fact."""
        return self.facts[0]


def shown_facts(
    rows: Iterable[FactRow], language: str, *, quotes: bool = True, names: dict[str, Name] | None = None
) -> list[ShownFact]:
    """``rows`` in their order, named in ``language``: two queries however many there are, one without ``quotes``.

    ``names``: of all that they speak of, where a page has asked for them already.
    """
    rows = list(rows)
    if names is None:
        names = names_of([identity for row in rows for identity in (row.identity_id, row.value_entity_id)], language)
    found = quotes_by_fact(row.key for row in rows) if quotes else {}
    return [
        ShownFact(
            key=row.key,
            property=row.property,
            subject=names.get(row.identity_id or ""),
            value=row.value,
            entity=names.get(row.value_entity_id or ""),
            qualifiers=_told(row, found.get(row.key, ())),
            status=row.status,
            rank=row.rank,
            conflict=row.conflict,
            earliest=row.earliest,
            latest=row.latest,
            quotes=found.get(row.key, ()),
        )
        for row in rows
    ]


def _told(row: FactRow, quotes: Iterable[Quote]) -> tuple[tuple[str, str], ...]:
    """The qualifiers of ``row``, without a source's own sentence where none of ``quotes`` may be read."""
    if any(quote.origin.readable for quote in quotes):
        return tuple((name, text) for name, text in row.qualifiers)
    return vocabulary.without_wording(row.property, row.qualifiers)


def statements(facts: Iterable[ShownFact]) -> tuple[Statement, ...]:
    """Facts with one ``conflict`` stand together, by rank, at the place of the first of them."""
    groups: dict[str, list[ShownFact]] = {}
    for fact in facts:
        groups.setdefault(fact.conflict or f"fact {fact.key}", []).append(fact)
    return tuple(Statement(tuple(sorted(group, key=lambda fact: (fact.rank, fact.key)))) for group in groups.values())


def of_property(*names: str) -> Q:
    """Facts of the properties ``names`` that a page may show (a rejected one is shown nowhere)."""
    return Q(property__in=names, status__in=ESTABLISHED + ANNOUNCED)


def property_order(name: str) -> int:
    """Where a property stands in the vocabulary; unknown ones come last."""
    return PROPERTY_ORDER.get(name, len(PROPERTY_ORDER))


PROPERTY_ORDER = {prop.id: place for place, prop in enumerate(vocabulary.properties())}
