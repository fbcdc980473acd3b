"""The charter as a table: domains against signatories and other actors, what is only planned marked, empty cells shown."""

from dataclasses import dataclass

from dentelle.atlas.models import EntityRow, FactRow
from dentelle.model import fold
from dentelle.web.queries.domains import domain_of
from dentelle.web.queries.facts import ShownFact, of_property, shown_facts
from dentelle.web.queries.names import Name, name_of
from dentelle.web.queries.territory import scheme_of


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
    """A domain: ``covered`` are the facts by which a charter covers it, ``others`` the actors who signed none."""

    id: str
    covered: tuple[ShownFact, ...]
    cells: tuple[Cell, ...]
    others: tuple[Cell, ...]

    @property
    def planned(self) -> bool:
        """Whether charters cover it, but only as a plan."""
        return bool(self.covered) and all(fact.announced for fact in self.covered)


@dataclass(frozen=True, slots=True)
class CharterPage:
    programmes: tuple[Programme, ...]
    signatories: tuple[Name, ...]
    domains: tuple[DomainRow, ...]


def charter(language: str, scheme: str) -> CharterPage:
    """The table of the territory's domains (``scheme``: its file or ""). Four queries."""
    known = scheme_of(scheme)
    rows = FactRow.objects.visible().filter(of_property("signed", "covers", "works_in")).exclude(status="denied")
    spoken = [row for row in rows.order_by("rank", "key") if row.property == "signed" or domain_of(row.value, known)]
    facts = [fact for fact in shown_facts(spoken, language) if fact.subject]
    signed = [fact for fact in facts if fact.property == "signed" and fact.entity]
    by_domain: dict[str, list[ShownFact]] = {concept.id: [] for concept in known.concepts}
    for fact in facts:
        if fact.property != "signed":
            by_domain[domain_of(fact.value, known)].append(fact)
    signatories = _by_name({fact.subject.id: fact.subject for fact in signed})
    charters = {row.identity_id: name_of(row, language) for row in EntityRow.objects.visible().filter(type="charter")}
    charters |= {fact.entity.id: fact.entity for fact in signed}
    charters |= {fact.subject.id: fact.subject for fact in facts if fact.property == "covers"}
    return CharterPage(
        programmes=tuple(_programme(name, signed) for name in _by_name(charters)),
        signatories=signatories,
        domains=tuple(_domain(concept, here, signatories) for concept, here in by_domain.items()),
    )


def _programme(name: Name, signed: list[ShownFact]) -> Programme:
    return Programme(name, tuple(fact for fact in signed if fact.entity.id == name.id))


def _domain(concept: str, here: list[ShownFact], signatories: tuple[Name, ...]) -> DomainRow:
    """``here`` are the facts of this domain; a charter covers it, signatories and other actors work in it."""
    signing = {name.id for name in signatories}
    works = [fact for fact in here if fact.property == "works_in"]
    others = {fact.subject.id: fact.subject for fact in works if fact.subject.id not in signing}
    return DomainRow(
        id=concept,
        covered=tuple(fact for fact in here if fact.property == "covers"),
        cells=tuple(_cell(name, works) for name in signatories),
        others=tuple(_cell(name, works) for name in _by_name(others)),
    )


def _cell(name: Name, works: list[ShownFact]) -> Cell:
    return Cell(name, tuple(fact for fact in works if fact.subject.id == name.id))


def _by_name(names: dict[str, Name]) -> tuple[Name, ...]:
    return tuple(sorted(names.values(), key=lambda name: (fold(name.text), name.id)))
