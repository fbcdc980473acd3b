"""A SKOS concept scheme: the domains of activity that a charter covers.

Invariant: the ids of a scheme's concepts are the last part of their IRI and unique; every concept has a preferred label in
at least one language. A territory may replace the packaged scheme by a Turtle file of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dentelle.errors import phrase
from dentelle.model import LANGUAGES
from dentelle.tables import fault
from dentelle.vocabulary.tree import DATA
from dentelle.vocabulary.turtle import Triple, read_turtle

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DOMAINS = DATA / "domains.ttl"


@dataclass(frozen=True, slots=True, eq=False)
class Concept:
    """One concept. ``labels`` and ``alt_labels`` by language; ``iri`` as in the file; ``broader`` the id of a concept or ""."""

    id: str
    iri: str
    labels: Mapping[str, str]
    alt_labels: Mapping[str, tuple[str, ...]]
    broader: str = ""

    def label(self, language: str) -> str:
        """The preferred label in ``language``, else in the first of the interface's languages that has one."""
        if language in self.labels:
            return self.labels[language]
        return next((self.labels[other] for other in LANGUAGES if other in self.labels), next(iter(self.labels.values())))

    def forms(self) -> tuple[str, ...]:
        """Every label in every language."""
        return (*self.labels.values(), *(form for forms in self.alt_labels.values() for form in forms))


@dataclass(frozen=True, slots=True, eq=False)
class Scheme:
    """A concept scheme; ``concepts`` in the order of their notation, then of the file."""

    iri: str
    labels: Mapping[str, str]
    concepts: tuple[Concept, ...]

    def concept(self, identifier: str) -> Concept | None:
        """The concept ``identifier``, or nothing."""
        return next((concept for concept in self.concepts if concept.id == identifier), None)


def scheme(path: Path | None = None) -> Scheme:
    """The scheme of the Turtle file ``path``, by default the packaged domains of a digital hub.

    Raises VocabularyError with the line of a fault: a concept without preferred label, two in one language, an unknown
    broader concept, or no concept at all.
    """
    if path is None:
        return _packaged()
    return _read(path)


@lru_cache
def _packaged() -> Scheme:
    return _read(DOMAINS)


def _read(path: Path) -> Scheme:
    described: dict[str, list[Triple]] = {}
    for triple in read_turtle(path):
        described.setdefault(triple.subject, []).append(triple)
    found = [triples for triples in described.values() if _is(triples, "Concept")]
    if not found:
        raise fault(path, 1, phrase("the file describes no skos:Concept; a scheme needs at least one"))
    known = {_local(triples[0].subject): triples for triples in found}
    if len(known) < len(found):
        twice = phrase("two concepts end in the same name; the last part of an IRI must be unique")
        raise fault(path, found[-1][0].line, twice)
    concepts = [(_notation(triples), _concept(path, triples, set(known))) for triples in found]
    concepts.sort(key=lambda pair: pair[0])
    schemes = [triples for triples in described.values() if _is(triples, "ConceptScheme")]
    about = schemes[0] if schemes else []
    return Scheme(about[0].subject if about else "", _preferred(path, about), tuple(concept for _, concept in concepts))


def _is(triples: list[Triple], name: str) -> bool:
    return any(triple.predicate == _TYPE and triple.object == _SKOS + name for triple in triples)


def _local(iri: str) -> str:
    return iri.replace("#", "/").replace(":", "/").rstrip("/").rsplit("/", 1)[-1]


def _notation(triples: list[Triple]) -> tuple[int, str]:
    text = next((triple.object for triple in triples if triple.predicate == _SKOS + "notation"), "")
    return (int(text), "") if text.isdecimal() else (10**6, text)


def _preferred(path: Path, triples: list[Triple]) -> Mapping[str, str]:
    labels: dict[str, str] = {}
    for triple in triples:
        if triple.predicate != _SKOS + "prefLabel":
            continue
        if triple.language in labels:
            second = phrase("a second preferred label in %(language)r; make it a skos:altLabel", language=triple.language)
            raise fault(path, triple.line, second)
        if not triple.object.strip():
            raise fault(path, triple.line, phrase("the preferred label is empty"))
        labels[triple.language] = triple.object
    return labels


def _concept(path: Path, triples: list[Triple], known: set[str]) -> Concept:
    labels = _preferred(path, triples)
    if not labels:
        nameless = phrase("the concept %(concept)r has no skos:prefLabel", concept=_local(triples[0].subject))
        raise fault(path, triples[0].line, nameless)
    others: dict[str, list[str]] = {}
    broader = ""
    for triple in triples:
        if triple.predicate in (_SKOS + "altLabel", _SKOS + "hiddenLabel"):
            others.setdefault(triple.language, []).append(triple.object)
        elif triple.predicate == _SKOS + "broader":
            broader = _local(triple.object)
            if broader not in known:
                gone = phrase("the broader concept %(concept)r is not in this file", concept=broader)
                raise fault(path, triple.line, gone)
    alternatives = {language: tuple(forms) for language, forms in others.items()}
    return Concept(_local(triples[0].subject), triples[0].subject, labels, alternatives, broader)
