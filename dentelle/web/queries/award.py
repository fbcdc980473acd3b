"""An award as a table: who received it, when, says who; and each total that a source states, against the names.

Invariant: a stated total is a count of a passage that names the award, or that names recipients; it is compared with the names of
that passage where there are any, else with all that the atlas holds. The difference is said, never explained.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from dentelle import vocabulary
from dentelle.atlas.models import ClaimRow, FactRow
from dentelle.atlas.projecting.rows import value_of
from dentelle.edtf import bounds, is_valid
from dentelle.folding import fold
from dentelle.web.queries.entity import EntityPage
from dentelle.web.queries.facts import ESTABLISHED, ShownFact, shown_facts
from dentelle.web.queries.quotes import Quote, quotes_by_claim

RECIPIENTS = 500  # in one table
SOURCES = 200  # that are searched for totals
TOTALS = 40  # counts that are looked at
Places = Mapping[str, list[tuple[int, int, str]]]  # source → (start, end of the passage, recipient)
RECEIVED, COUNT = "received", "count"


@dataclass(frozen=True, slots=True)
class Recipient:
    """``date`` is EDTF, "" where the fact has none; ``beside``: what the same passage dates of the recipient (EDTF)."""

    fact: ShownFact
    date: str
    beside: tuple[str, ...] = ()

    @property
    def day(self) -> str:
        """The first day to order it by."""
        return next((bounds(date)[0] for date in (self.date, *self.beside) if date and bounds(date)[0]), "9999")

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
    places = _places(page.name.id)
    beside = _dated_beside(places)
    recipients = [
        Recipient(
            fact,
            vocabulary.when(RECEIVED, value_of(fact.value), fact.qualifiers),
            beside.get(fact.subject.id if fact.subject else "", ()),
        )
        for fact in facts
    ]
    recipients.sort(key=lambda one: (one.day, fold(one.fact.about), one.fact.key))
    return Award(tuple(recipients), _totals(page, facts, places))


def _places(identity: str) -> Places:
    """Where sources say that somebody received the award ``identity``: source → (start, end, who)."""
    said = ClaimRow.objects.visible().exclude(verdict="hide").filter(value_entity=identity, property=RECEIVED)
    places: dict[str, list[tuple[int, int, str]]] = {}
    for source, start, end, who in said.order_by().values_list("source_id", "start", "end", "subject_id")[:RECIPIENTS]:
        places.setdefault(source, []).append((start, end, who or ""))
    return places


def _dated_beside(places: Places) -> dict[str, tuple[str, ...]]:
    """Recipient → the dates that the very passages of their awards give of them."""
    who = {one for there in places.values() for _, _, one in there if one}
    claims = ClaimRow.objects.visible().exclude(verdict__in=("hide", "reject")).filter(subject__in=who, property="happened")
    found: dict[str, set[str]] = {}
    rows = claims.order_by().values_list("source_id", "start", "end", "subject_id", "value", "modality")
    for source, start, end, subject, value, modality in rows[: RECIPIENTS * 4]:
        near = any(one == subject and first < end and start < last for first, last, one in places.get(source, ()))
        if near and modality == "asserted" and is_valid(value.get("edtf", "")):
            found.setdefault(subject, set()).add(value["edtf"])
    return {subject: tuple(sorted(dates)) for subject, dates in found.items()}


def _totals(page: EntityPage, facts: Iterable[ShownFact], places: Places) -> tuple[Total, ...]:
    people = {fact.subject.id for fact in facts if fact.subject and fact.subject.type == "person"}
    everybody = people or {fact.subject.id for fact in facts if fact.subject}
    names = {fold(text) for text in (page.name.text, *(text for text, _ in page.names))}
    counts = (
        ClaimRow.objects.visible()
        .exclude(verdict__in=("hide", "reject"))
        .filter(Q(source_id__in=sorted(places)[:SOURCES]) | Q(source_id__in=_speaking(page.name.id)), property=COUNT)
    )
    kept = {}
    for claim in counts.order_by("source_id", "start", "key")[:TOTALS]:
        here = _named(claim, places) & everybody
        if here or any(name in fold(claim.quote) for name in names if name):
            kept[claim.key] = (claim, here)
    quotes = quotes_by_claim(kept)
    return tuple(_total(claim, here, everybody, quotes) for key, (claim, here) in kept.items() if key in quotes)


def _speaking(identity: str) -> QuerySet:
    """The sources that say something of the award itself."""
    return ClaimRow.objects.visible().filter(subject=identity).exclude(verdict="hide").order_by().values("source_id")


def _named(claim: ClaimRow, places: Places) -> set[str]:
    """The recipients that are named in the passage of ``claim``."""
    return {who for start, end, who in places.get(claim.source_id, ()) if start < claim.end and claim.start < end}


def _total(claim: ClaimRow, here: set[str], everybody: set[str], quotes: Mapping[str, Quote]) -> Total:
    number = claim.value.get("number") or 0
    return Total(quotes[claim.key], number, claim.value.get("unit", ""), len(here or everybody), bool(here))
