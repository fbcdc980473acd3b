"""The charter as a table: domains against signatories and other actors, what is only planned marked, empty cells shown."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from dentelle.atlas.models import EntityRow, FactRow
from dentelle.folding import fold
from dentelle.web.queries.domains import domains_in
from dentelle.web.queries.facts import ShownFact, of_property, shown_facts
from dentelle.web.queries.names import Name, name_of
from dentelle.web.queries.territory import scheme_of

OTHERS = 12  # actors of a domain beside the signatories
WHOLE = 300  # when the reader asks for a domain's whole row
CHARTERS = 50  # programmes of the kind charter


@dataclass(frozen=True, slots=True)
class Programme:
    """A charter and who signed it."""

    name: Name
    signed: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a domain meets an actor: the facts that put the one into the other, none for an empty cell."""

    actor: Name
    facts: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A domain: ``covered`` are the facts by which a charter covers it, ``others`` the actors who signed none.

    ``more`` counts those of them that the table leaves out.
    """

    id: str
    covered: tuple[ShownFact, ...]
    cells: tuple[Cell, ...]
    others: tuple[Cell, ...]
    more: int


@dataclass(frozen=True, slots=True)
class CharterPage:
    programmes: tuple[Programme, ...]
    signatories: tuple[Name, ...]
    domains: tuple[DomainRow, ...]


def charter(language: str, scheme: str, whole: str = "") -> CharterPage:
    """The table of the territory's domains (``scheme``: its file or ""); the row of the domain ``whole`` is shown whole.

    Six queries: what is said of every domain is weighed first, and only what is shown is loaded with its quotes.
    """
    known = scheme_of(scheme)
    domain_of = domains_in(known)
    rows = FactRow.objects.visible().filter(of_property("signed", "covers", "works_in"), identity__isnull=False)
    rows = rows.exclude(status="denied")
    signing = set(rows.filter(property="signed").values_list("identity_id", flat=True))
    keys, others = _weigh(rows, domain_of, signing, whole)
    shown = rows.filter(Q(key__in=keys) | Q(property="signed")).order_by("rank", "key")
    facts = [fact for fact in shown_facts(shown, language) if fact.subject]
    signed = [fact for fact in facts if fact.property == "signed" and fact.entity]
    by_domain: dict[str, list[ShownFact]] = {concept.id: [] for concept in known.concepts}
    for fact in facts:
        if fact.property != "signed":
            by_domain[domain_of(fact.value)].append(fact)
    signatories = _by_name({fact.subject.id: fact.subject for fact in signed})
    charters = {row.identity_id: name_of(row, language) for row in EntityRow.objects.visible().filter(type="charter")[:CHARTERS]}
    charters |= {fact.entity.id: fact.entity for fact in signed}
    charters |= {fact.subject.id: fact.subject for fact in facts if fact.property == "covers"}
    return CharterPage(
        programmes=tuple(_programme(name, signed) for name in _by_name(charters)),
        signatories=signatories,
        domains=tuple(_domain(concept, here, signatories, others.get(concept, 0)) for concept, here in by_domain.items()),
    )


def _weigh(
    rows: QuerySet[FactRow], domain_of: Callable[[dict], str], signing: set[str], whole: str
) -> tuple[list[str], dict[str, int]]:
    """The keys of the facts that the table shows, and how many other actors each domain has besides signatories."""
    keys: list[str] = []
    others: dict[str, set[str]] = {}
    said = rows.exclude(property="signed").order_by("property", "status", "key")
    for key, name, identity, value in said.values_list("key", "property", "identity_id", "value"):
        concept = domain_of(value)
        if not concept:
            continue
        actors = others.setdefault(concept, set())
        if name == "works_in" and identity not in signing:
            actors.add(identity)
            if len(actors) > (WHOLE if concept == whole else OTHERS):
                continue
        keys.append(key)
    return keys, {concept: len(actors) for concept, actors in others.items()}


def _programme(name: Name, signed: list[ShownFact]) -> Programme:
    return Programme(name, tuple(fact for fact in signed if fact.entity.id == name.id))


def _domain(concept: str, here: list[ShownFact], signatories: tuple[Name, ...], count: int) -> DomainRow:
    """``here`` are the facts of this domain; a charter covers it, signatories and ``count`` other actors work in it."""
    signing = {name.id for name in signatories}
    works = [fact for fact in here if fact.property == "works_in"]
    others = {fact.subject.id: fact.subject for fact in works if fact.subject.id not in signing}
    return DomainRow(
        id=concept,
        covered=tuple(sorted((fact for fact in here if fact.property == "covers"), key=lambda fact: fold(fact.subject.text))),
        cells=tuple(_cell(name, works) for name in signatories),
        others=tuple(_cell(name, works) for name in _by_name(others)),
        more=max(0, count - len(others)),
    )


def _cell(name: Name, works: list[ShownFact]) -> Cell:
    return Cell(name, tuple(fact for fact in works if fact.subject.id == name.id))


def _by_name(names: dict[str, Name]) -> tuple[Name, ...]:
    return tuple(sorted(names.values(), key=lambda name: (fold(name.text), name.id)))
