"""The home of the territory: key figures, domains with their actors, what is new, what is coming, what is disputed."""

from dataclasses import dataclass

from django.db.models import Count, Q

from dentelle.atlas.models import DocumentRow, EntityRow, FactRow, FindingRow
from dentelle.model import fold
from dentelle.web.queries.agenda import Gathering, gatherings
from dentelle.web.queries.domains import domain_of
from dentelle.web.queries.facts import ESTABLISHED
from dentelle.web.queries.names import Name, names_of
from dentelle.web.queries.quotes import Origin, origin_of
from dentelle.web.queries.territory import scheme_of

ACTORS = 6  # shown under a domain
DOCUMENTS = 6  # latest ones shown
EVENTS = 4  # shown
KINDS = ("organisation", "person", "place", "programme", "event", "work")


@dataclass(frozen=True, slots=True)
class Figure:
    """How many entities of the kind ``kind`` there are."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class DomainActors:
    """A domain with the first of its actors; ``more`` counts those not shown."""

    id: str
    actors: tuple[Name, ...]
    more: int


@dataclass(frozen=True, slots=True)
class LatestDocument:
    id: str
    title: str
    language: str
    date: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Home:
    figures: tuple[Figure, ...]
    documents: int
    facts: int
    disputes: int
    checked: int
    domains: tuple[DomainActors, ...]
    latest: tuple[LatestDocument, ...]
    gatherings: tuple[Gathering, ...]


def home(language: str, scheme: str, today: str) -> Home:
    """All that the home page shows. ``scheme`` is the territory's domain file or "", ``today`` an ISO day."""
    counts = dict(EntityRow.objects.visible().values_list("kind").annotate(number=Count("id")).order_by())
    facts = FactRow.objects.visible().filter(status__in=ESTABLISHED)
    numbers = facts.aggregate(
        facts=Count("id", filter=Q(identity__isnull=False)),
        disputes=Count("conflict", distinct=True, filter=Q(rank__gt=0) & ~Q(conflict="")),
    )
    checked = FindingRow.objects.visible().filter(severity="right").count()
    coming, last = gatherings(language, today, quotes=False)
    return Home(
        figures=tuple(Figure(kind, counts[kind]) for kind in KINDS if counts.get(kind)),
        documents=DocumentRow.objects.visible().count(),
        facts=numbers["facts"],
        disputes=numbers["disputes"],
        checked=checked,
        domains=domains(language, scheme),
        latest=latest_documents(),
        gatherings=tuple((*coming, *last)[:EVENTS]),
    )


def domains(language: str, scheme: str) -> tuple[DomainActors, ...]:
    """Each domain of the scheme with the actors that a fact places in it, by name. Two queries."""
    known = scheme_of(scheme)
    facts = FactRow.objects.visible().filter(property="works_in", status__in=ESTABLISHED, identity__isnull=False)
    by_domain: dict[str, set[str]] = {}
    for identity, value in facts.values_list("identity_id", "value"):
        by_domain.setdefault(domain_of(value, known), set()).add(identity)
    by_domain.pop("", None)
    names = names_of(set().union(*by_domain.values()), language)
    return tuple(
        _domain(concept.id, [names[identity] for identity in by_domain.get(concept.id, ()) if identity in names])
        for concept in known.concepts
    )


def _domain(concept: str, actors: list[Name]) -> DomainActors:
    ordered = sorted(actors, key=lambda name: (fold(name.text), name.id))
    return DomainActors(concept, tuple(ordered[:ACTORS]), max(0, len(ordered) - ACTORS))


def latest_documents() -> tuple[LatestDocument, ...]:
    """The newest documents by their own date, undated ones last; a document nobody may read is listed by its title alone."""
    rows = DocumentRow.objects.visible().select_related("source").defer("text", "blocks").order_by("-date", "source_id")
    return tuple(_latest(row) for row in rows[:DOCUMENTS])


def _latest(row: DocumentRow) -> LatestDocument:
    origin = origin_of(row.source)
    return LatestDocument(row.source_id, row.title or origin.title, row.language, row.date or origin.date, origin)
