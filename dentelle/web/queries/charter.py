"""The charter as a table: domains against signatories and other actors, what is only planned marked, empty cells shown."""

from dataclasses import dataclass

from dentelle.atlas.models import FactRow
from dentelle.model import fold
from dentelle.web.queries.facts import ShownFact, of_property, shown_facts
from dentelle.web.queries.names import Name
from dentelle.web.queries.territory import scheme_of


@dataclass(frozen=True, slots=True)
class Programme:
    """A charter: who signed it, which domains it covers (facts by domain), other facts of what it covers."""

    name: Name
    signed: tuple[ShownFact, ...]
    covers: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a domain meets a signatory: the facts that put the one into the other, none for an empty cell."""

    signatory: Name
    facts: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A domain: ``covered`` are the facts by which a charter covers it, ``others`` those of actors who signed none."""

    id: str
    covered: tuple[ShownFact, ...]
    cells: tuple[Cell, ...]
    others: tuple[ShownFact, ...]

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
    """The table of the territory's domains (``scheme``: its file or ""). Three queries."""
    rows = FactRow.objects.visible().filter(of_property("signed", "covers", "works_in")).exclude(status="denied")
    facts = [fact for fact in shown_facts(rows.order_by("rank", "key"), language) if fact.subject]
    signed = [fact for fact in facts if fact.property == "signed" and fact.entity]
    covers = [fact for fact in facts if fact.property == "covers"]
    works = [fact for fact in facts if fact.property == "works_in" and fact.value.get("concept")]
    signatories = _by_name({fact.subject.id: fact.subject for fact in signed})
    signing = {name.id for name in signatories}
    concepts = [concept.id for concept in scheme_of(scheme).concepts]
    charters = {fact.entity.id: fact.entity for fact in signed}
    charters |= {fact.subject.id: fact.subject for fact in covers if fact.value.get("concept") in concepts}
    return CharterPage(
        programmes=tuple(_programme(name, signed, covers) for name in _by_name(charters)),
        signatories=signatories,
        domains=tuple(_domain(concept, signatories, signing, covers, works) for concept in concepts),
    )


def _programme(name: Name, signed: list[ShownFact], covers: list[ShownFact]) -> Programme:
    return Programme(
        name,
        tuple(fact for fact in signed if fact.entity.id == name.id),
        tuple(fact for fact in covers if fact.subject.id == name.id),
    )


def _domain(
    concept: str, signatories: tuple[Name, ...], signing: set[str], covers: list[ShownFact], works: list[ShownFact]
) -> DomainRow:
    here = [fact for fact in works if fact.value["concept"] == concept]
    return DomainRow(
        id=concept,
        covered=tuple(fact for fact in covers if fact.value.get("concept") == concept),
        cells=tuple(Cell(name, tuple(fact for fact in here if fact.subject.id == name.id)) for name in signatories),
        others=tuple(sorted((fact for fact in here if fact.subject.id not in signing), key=lambda fact: fold(fact.subject.text))),
    )


def _by_name(names: dict[str, Name]) -> tuple[Name, ...]:
    return tuple(sorted(names.values(), key=lambda name: (fold(name.text), name.id)))
