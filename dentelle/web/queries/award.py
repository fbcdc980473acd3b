"""An award as a table: who received it, when, says who; and each total that a source states, against the names.

Invariant: a stated total is a count of a passage that names the award, or that names recipients; it is compared with the names of
that passage where there are any, else with all that the atlas holds. The difference is said, never explained.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dentelle import vocabulary
from dentelle.atlas.models import ClaimRow, FactRow
from dentelle.atlas.rows import value_of
from dentelle.edtf import bounds
from dentelle.folding import fold
from dentelle.web.queries.entity import EntityPage
from dentelle.web.queries.facts import ESTABLISHED, ShownFact, shown_facts
from dentelle.web.queries.quotes import Quote, quotes_by_claim

RECIPIENTS = 500  # in one table
SOURCES = 200  # that are searched for totals
TOTALS = 40  # counts that are looked at
RECEIVED, COUNT = "received", "count"


@dataclass(frozen=True, slots=True)
class Recipient:
    """``facts`` that say so, by year; ``date`` is EDTF, "" where no source dates it."""

    fact: ShownFact
    date: str

    @property
    def what(self) -> tuple[tuple[str, str], ...]:
        """What its source says beside (rank, for what)."""
        return tuple(pair for pair in self.fact.qualifiers if pair[0] not in ("as_of", "from", "to"))


@dataclass(frozen=True, slots=True)
class Total:
    """A number that a source states. ``found``: the names it is held against; ``here``: whether its own passage names them."""

    quote: Quote
    number: float
    unit: str
    found: int
    here: bool

    @property
    def missing(self) -> int:
        """How many names fewer (negative: more) there are than stated."""
        return int(self.number) - self.found


@dataclass(frozen=True, slots=True)
class Award:
    recipients: tuple[Recipient, ...]
    totals: tuple[Total, ...]


def award(page: EntityPage, language: str) -> Award:
    """The table of the award of ``page``."""
    rows = FactRow.objects.visible().filter(
        value_entity=page.name.id, identity__isnull=False, property=RECEIVED, status__in=ESTABLISHED
    )
    facts = shown_facts(rows.order_by("key")[:RECIPIENTS], language)
    recipients = [Recipient(fact, vocabulary.when(RECEIVED, value_of(fact.value), fact.qualifiers)) for fact in facts]
    recipients.sort(key=lambda one: (bounds(one.date)[0] if one.date else "9999", fold(one.fact.about), one.fact.key))
    return Award(tuple(recipients), _totals(page, facts))


def _totals(page: EntityPage, facts: Iterable[ShownFact]) -> tuple[Total, ...]:
    said = ClaimRow.objects.visible().exclude(verdict="hide").filter(value_entity=page.name.id, property=RECEIVED)
    places: dict[str, list[tuple[int, int, str]]] = {}
    for source, start, end, subject in said.order_by().values_list("source_id", "start", "end", "subject_id")[:RECIPIENTS]:
        places.setdefault(source, []).append((start, end, subject or ""))
    people = {fact.subject.id for fact in facts if fact.subject and fact.subject.type == "person"}
    everybody = people or {fact.subject.id for fact in facts if fact.subject}
    names = {fold(text) for text in (page.name.text, *(text for text, _ in page.names))}
    counts = (
        ClaimRow.objects.visible()
        .exclude(verdict__in=("hide", "reject"))
        .filter(source_id__in=sorted({*places, *_speaking(page.name.id)})[:SOURCES], property=COUNT)
    )
    kept = {}
    for claim in counts.order_by("source_id", "start", "key")[:TOTALS]:
        here = _named(claim, places) & everybody
        if here or any(name in fold(claim.quote) for name in names if name):
            kept[claim.key] = (claim, here)
    quotes = quotes_by_claim(kept)
    return tuple(_total(claim, here, everybody, quotes) for key, (claim, here) in kept.items() if key in quotes)


def _speaking(identity: str) -> Iterable[str]:
    """The sources that say something of the award itself."""
    rows = ClaimRow.objects.visible().filter(subject=identity).exclude(verdict="hide")
    return rows.order_by().values_list("source_id", flat=True).distinct()[:SOURCES]


def _named(claim: ClaimRow, places: Mapping[str, list[tuple[int, int, str]]]) -> set[str]:
    """The recipients that are named in the passage of ``claim``."""
    return {who for start, end, who in places.get(claim.source_id, ()) if start < claim.end and claim.start < end}


def _total(claim: ClaimRow, here: set[str], everybody: set[str], quotes: Mapping[str, Quote]) -> Total:
    number = claim.value.get("number") or 0
    return Total(quotes[claim.key], number, claim.value.get("unit", ""), len(here or everybody), bool(here))
