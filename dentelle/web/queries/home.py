"""The home of the territory: key figures, domains with their actors, what is new, what is coming, what is disputed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from dentelle.atlas.models import DocumentRow, EntityRow, FactRow, FindingRow
from dentelle.folding import fold
from dentelle.web.queries.agenda import Gathering, gatherings
from dentelle.web.queries.domains import domains_in
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
    coming, last, _ = gatherings(language, today, most=EVENTS, quotes=False)
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
    """Each domain of the scheme with the best known actors that a fact places in it, by name. Three queries."""
    known = scheme_of(scheme)
    domain_of = domains_in(known)
    facts = FactRow.objects.visible().filter(property="works_in", status__in=ESTABLISHED, identity__isnull=False)
    by_domain: dict[str, set[str]] = {}
    for identity, value in facts.values_list("identity_id", "value"):
        by_domain.setdefault(domain_of(value), set()).add(identity)
    by_domain.pop("", None)
    names = names_of(_first(by_domain.values(), facts), language)
    return tuple(_domain(concept.id, by_domain.get(concept.id, set()), names) for concept in known.concepts)


def _first(actors: Iterable[set[str]], facts: QuerySet[FactRow]) -> set[str]:
    """The ids whose names the page shows: of the actors of each domain (among those of ``facts``) the best known."""
    rows = EntityRow.objects.visible().filter(identity__in=facts.values("identity"))
    known = dict(rows.values_list("identity_id", "sources"))
    return {identity for ids in actors for identity in sorted(ids & known.keys(), key=lambda one: (-known[one], one))[:ACTORS]}


def _domain(concept: str, actors: set[str], names: dict[str, Name]) -> DomainActors:
    shown = sorted((names[identity] for identity in actors & names.keys()), key=lambda name: (fold(name.text), name.id))
    return DomainActors(concept, tuple(shown[:ACTORS]), max(0, len(actors) - ACTORS))


def latest_documents() -> tuple[LatestDocument, ...]:
    """The newest documents by their own date, undated ones last; a document nobody may read is listed by its title alone."""
    rows = DocumentRow.objects.visible().select_related("source").defer("text", "blocks").order_by("-date", "source_id")
    return tuple(_latest(row) for row in rows[:DOCUMENTS])


def _latest(row: DocumentRow) -> LatestDocument:
    origin = origin_of(row.source)
    return LatestDocument(row.source_id, row.title or origin.title, row.language, row.date or origin.date, origin)
