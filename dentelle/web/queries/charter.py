"""The charter as a table: domains against signatories and other actors, what is only planned marked, empty cells shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from dentelle.atlas.browsing.facet_index import FacetIndex
from dentelle.atlas.models import EntityRow, FactRow
from dentelle.folding import fold
from dentelle.vocabulary import Scheme
from dentelle.web.queries.domains import domains_in
from dentelle.web.queries.facts import ESTABLISHED, ShownFact, of_property, shown_facts
from dentelle.web.queries.names import Name, name_of
from dentelle.web.queries.territory import scheme_of
from dentelle.web.queries.worked_out import once

OTHERS = 6  # actors of a domain beside the signatories
WHOLE = 60  # on one page of a domain's whole row
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

    ``more`` counts those of them that the table leaves out; where the whole row was asked for, ``page`` is its page.
    """

    id: str
    covered: tuple[ShownFact, ...]
    cells: tuple[Cell, ...]
    others: tuple[Cell, ...]
    more: int
    page: Page | None


@dataclass(frozen=True, slots=True)
class CharterPage:
    programmes: tuple[Programme, ...]
    signatories: tuple[Name, ...]
    domains: tuple[DomainRow, ...]


def charter(language: str, scheme: str, whole: str = "", page: str = "1") -> CharterPage:
    """The table of the territory's domains (``scheme``: its file or ""); of the domain ``whole`` one page of its whole row.

    Nine queries, eleven where something changed: who works in what is known from the facets, and only what is shown is loaded.
    """
    known = scheme_of(scheme)
    signing = set(_signed().values_list("identity_id", flat=True))
    working = once(lambda index: _working(index, known), "charter", scheme)
    others = {concept: [actor for actor in actors if actor not in signing] for concept, actors in working.items()}
    pages = {concept: Paginator(actors, WHOLE).get_page(page) for concept, actors in others.items() if concept == whole}
    chosen = {concept: set(pages[concept] if concept in pages else actors[:OTHERS]) for concept, actors in others.items()}
    facts = [fact for fact in shown_facts(_rows(signing.union(*chosen.values())), language) if fact.subject]
    signed = [fact for fact in facts if fact.property == "signed" and fact.entity]
    domain_of = domains_in(known)
    by_domain: dict[str, list[ShownFact]] = {concept.id: [] for concept in known.concepts}
    for fact in facts:
        concept = domain_of(fact.value) if fact.property != "signed" else ""
        if concept and (fact.property == "covers" or fact.subject.id in signing or fact.subject.id in chosen[concept]):
            by_domain[concept].append(fact)
    signatories = _by_name({fact.subject.id: fact.subject for fact in signed})
    charters = {row.identity_id: name_of(row, language) for row in EntityRow.objects.visible().filter(type="charter")[:CHARTERS]}
    charters |= {fact.entity.id: fact.entity for fact in signed}
    charters |= {fact.subject.id: fact.subject for fact in facts if fact.property == "covers"}
    return CharterPage(
        programmes=tuple(_programme(name, signed) for name in _by_name(charters)),
        signatories=signatories,
        domains=tuple(
            _domain(concept, here, signatories, len(others[concept]), pages.get(concept)) for concept, here in by_domain.items()
        ),
    )


def _signed() -> Iterable[FactRow]:
    return FactRow.objects.visible().filter(of_property("signed"), identity__isnull=False).exclude(status="denied")


def _working(index: FacetIndex, scheme: Scheme) -> dict[str, list[str]]:
    """Who works in each domain, by name; those of whom it is only announced come last."""
    found = {concept.id: dict.fromkeys(index.listed(index.having("domain", [concept.id]))) for concept in scheme.concepts}
    said = FactRow.objects.visible().filter(of_property("works_in", "covers"), identity__isnull=False).exclude(status="denied")
    rest = said.exclude(property="works_in", status__in=ESTABLISHED).order_by("key")
    domain_of = domains_in(scheme)
    for identity, name, value in rest.values_list("identity_id", "property", "value"):
        concept = domain_of(value)
        if concept and name == "covers":  # the facets do not tell what works in a domain from what covers it
            found[concept].pop(identity, None)
        elif concept:
            found[concept].setdefault(identity)
    return {concept: list(actors) for concept, actors in found.items()}


def _rows(actors: Iterable[str]) -> list[FactRow]:
    """What signatories signed, what charters cover, what ``actors`` work in.

    The last are asked for by the actors alone: told the property as well, SQLite looks through all that anybody works in.
    """
    rows = FactRow.objects.visible().filter(identity__isnull=False).exclude(status="denied")
    told = dict(FactRow.objects.visible().filter(identity__in=list(actors)).values_list("pk", "property"))
    works = [pk for pk, name in told.items() if name == "works_in"]
    found = [*rows.filter(of_property("signed", "covers")), *rows.filter(of_property("works_in"), pk__in=works)]
    return sorted(found, key=lambda row: (row.rank, row.key))


def _programme(name: Name, signed: list[ShownFact]) -> Programme:
    return Programme(name, tuple(fact for fact in signed if fact.entity.id == name.id))


def _domain(concept: str, here: list[ShownFact], signatories: tuple[Name, ...], count: int, page: Page | None) -> DomainRow:
    """``here`` are the facts of this domain; a charter covers it, signatories and ``count`` other actors work in it."""
    signing = {name.id for name in signatories}
    works = [fact for fact in here if fact.property == "works_in"]
    others = {fact.subject.id: fact.subject for fact in works if fact.subject.id not in signing}
    return DomainRow(
        id=concept,
        covered=tuple(sorted((fact for fact in here if fact.property == "covers"), key=lambda fact: fold(fact.subject.text))),
        cells=tuple(_cell(name, works) for name in signatories),
        others=tuple(_cell(name, works) for name in _by_name(others)),
        more=0 if page else max(0, count - len(others)),
        page=page,
    )


def _cell(name: Name, works: list[ShownFact]) -> Cell:
    return Cell(name, tuple(fact for fact in works if fact.subject.id == name.id))


def _by_name(names: dict[str, Name]) -> tuple[Name, ...]:
    return tuple(sorted(names.values(), key=lambda name: (fold(name.text), name.id)))
