"""The home of the territory: its portrait, its figures, the domains with their actors, what is new, coming and disputed."""

from collections.abc import Iterable
from dataclasses import dataclass

from dentelle.atlas.models import DocumentRow, FactRow
from dentelle.folding import fold
from dentelle.web.drawing import Drawing
from dentelle.web.queries.agenda import Gathering
from dentelle.web.queries.facts import ANNOUNCED, ESTABLISHED, ShownFact, Statement, shown_facts, statements
from dentelle.web.queries.names import Name, names_of
from dentelle.web.queries.outline import Outline, outline
from dentelle.web.queries.portrait import ABOUT, FIGURES, KeyFigure, key_figures, leading_quote, portrait
from dentelle.web.queries.quotes import Origin, Quote, origin_of
from dentelle.web.queries.spots import Counted
from dentelle.web.queries.territory import PublishedTerritory, scheme_of


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
    """``key``: figures of the territory itself; ``figures``: of the atlas. ``quote``: words about it in the reader's language."""

    portrait: tuple[Statement, ...]
    quote: Quote | None
    key: tuple[KeyFigure, ...]
    figures: tuple[Figure, ...]
    documents: int
    facts: int
    disputes: int
    checked: int
    domains: tuple[DomainActors, ...]
    latest: tuple[LatestDocument, ...]
    gatherings: tuple[Gathering, ...]
    places: tuple[Counted, ...]
    drawing: Drawing | None
    rivals: tuple[Statement, ...]
    new_actors: tuple[Name, ...]
    new_facts: tuple[ShownFact, ...]


def home(language: str, territory: PublishedTerritory, today: str) -> Home:
    """All that the home page shows, on ``today``, an ISO day. At most 15 queries, half of them where nothing changed."""
    known = outline(territory, today)
    rows = list(_facts(known))
    placed = [identity for actors, _ in known.domains.values() for identity in actors]
    others = [identity for row in rows for identity in (row.identity_id, row.value_entity_id) if identity]
    names = names_of([*placed, *known.new_actors, *known.events, *others], language)
    facts = shown_facts(rows, language, names=names)
    own = [fact for one in known.own for fact in facts if fact.subject and fact.subject.id == one]
    return Home(
        portrait=portrait(own),
        quote=leading_quote(own, language),
        key=key_figures(own),
        figures=tuple(Figure(kind, count) for kind, count in known.kinds),
        documents=known.documents,
        facts=known.facts,
        disputes=known.disputes,
        checked=known.checked,
        domains=tuple(_domain(concept.id, known, names) for concept in scheme_of(territory.scheme).concepts),
        latest=latest_documents(known.latest),
        gatherings=tuple(_gathering(names[one], facts) for one in known.events if one in names),
        places=known.places,
        drawing=known.drawing,
        rivals=tuple(one for one in statements(fact for fact in facts if fact.conflict in known.rivals) if one.disputed),
        new_actors=tuple(names[one] for one in known.new_actors if one in names),
        new_facts=tuple(fact for fact in facts if fact.key in known.new_facts and fact.subject and not fact.announced),
    )


def _facts(known: Outline) -> Iterable[FactRow]:
    """The facts that any part of the page shows, each once, the preferred ones first (one query)."""
    facts = FactRow.objects.visible()
    parts = [  # each by one index alone: with more said, a database that counts nothing may look through half of all facts
        facts.filter(identity__in=[*known.own, *known.events]),
        facts.filter(conflict__in=known.rivals),
        facts.filter(key__in=known.new_facts),
    ]
    found = {row.pk: row for row in parts[0].union(*parts[1:], all=True) if _wanted(row, known)}
    return sorted(found.values(), key=lambda row: (row.rank, row.earliest, row.key))[:1_000]


def _wanted(row: FactRow, known: Outline) -> bool:
    if row.identity_id in known.events and row.property in ("takes_place", "located_in"):
        return row.status in (*ESTABLISHED, *ANNOUNCED) and row.status != "denied"
    if row.status not in ESTABLISHED:
        return False
    own = row.identity_id in known.own and row.property in (*ABOUT, *FIGURES)
    return own or row.key in known.new_facts or (row.conflict in known.rivals and row.identity_id is not None)


def _domain(concept: str, known: Outline, names: dict[str, Name]) -> DomainActors:
    actors, count = known.domains.get(concept, ((), 0))
    shown = sorted((names[one] for one in actors if one in names), key=lambda name: (fold(name.text), name.id))
    return DomainActors(concept, tuple(shown), max(0, count - len(shown)))


def _gathering(event: Name, facts: Iterable[ShownFact]) -> Gathering:
    said = [
        fact
        for fact in facts
        if fact.subject
        and fact.subject.id == event.id
        and fact.property in ("takes_place", "located_in")
        and fact.status in ESTABLISHED + ANNOUNCED
    ]
    dates = tuple(fact for fact in said if fact.value.get("type") == "date")
    return Gathering(event, dates, tuple(fact for fact in said if fact not in dates))


def latest_documents(ids: Iterable[str]) -> tuple[LatestDocument, ...]:
    """The documents ``ids`` that are there, in their order; one that nobody may read is listed by its title alone."""
    rows = DocumentRow.objects.visible().filter(source__in=list(ids)).select_related("source").defer("text", "blocks")
    found = {row.source_id: _latest(row) for row in rows}
    return tuple(found[one] for one in ids if one in found)


def _latest(row: DocumentRow) -> LatestDocument:
    origin = origin_of(row.source)
    return LatestDocument(row.source_id, row.title or origin.title, row.language, row.date or origin.date, origin)
