"""What the home page is made of, as ids and numbers: worked out once for what is published, and kept until something changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Case, Count, Exists, F, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from dentelle.atlas.browsing.facet_index import FacetIndex
from dentelle.atlas.models import DocumentRow, EntityRow, FacetRow, FactRow, FindingRow, Publication, RunChange
from dentelle.folding import fold
from dentelle.territory.perimeter import communes
from dentelle.web.drawing import Drawing, drawing
from dentelle.web.queries.facts import ESTABLISHED
from dentelle.web.queries.map import ground
from dentelle.web.queries.spots import Counted, placed
from dentelle.web.queries.territory import PublishedTerritory
from dentelle.web.queries.worked_out import once

ACTORS = 6  # shown under a domain
DOCUMENTS = 5  # latest ones shown
EVENTS = 4  # shown
DISPUTES = 3  # shown
PLACES = 8  # beside the map
NEW = 5  # actors, and facts, of the last run
AREAS = ("commune", "intercommunality", "epci", "departement", "region")  # kinds of which one may be the territory itself
KINDS = ("organisation", "person", "place", "programme", "event", "work")


@dataclass(frozen=True, slots=True)
class Outline:
    """``own``: the entities that are the territory itself, the nearest to it first. ``new_*``: what the last run brought.

    ``domains``: the best known actors of each domain, and how many there are.
    """

    kinds: tuple[tuple[str, int], ...]
    documents: int
    facts: int
    disputes: int
    checked: int
    domains: dict[str, tuple[tuple[str, ...], int]]
    own: tuple[str, ...]
    latest: tuple[str, ...]
    rivals: tuple[str, ...]
    new_actors: tuple[str, ...]
    new_facts: tuple[str, ...]
    events: tuple[str, ...]
    places: tuple[Counted, ...]
    drawing: Drawing | None


def outline(territory: PublishedTerritory, today: str) -> Outline:
    """The outline of what is published on ``today``, an ISO day: two queries where nothing changed since the last time.

    It is the same in every language: the one in which the territory is named does not count.
    """
    return once(lambda index: _worked_out(index, territory, today), "outline", today, repr(replace(territory, name="")))


def _worked_out(index: FacetIndex, territory: PublishedTerritory, today: str) -> Outline:
    rows = _rows(index, territory)
    kinds = index.counted(index.every, "kind")
    counts = _counts()
    new = list(_new(territory.run))
    land = ground(territory)
    where = placed(index, index.every, land)
    known = territory.perimeter or territory.outlines  # else the land is a whole country
    return Outline(
        kinds=tuple((kind, kinds[kind]) for kind in KINDS if kinds.get(kind)),
        **counts,
        domains=_domains(index, {row[0]: row[1] for row in rows}),
        own=_own(index, rows, territory),
        latest=tuple(_documents().order_by("-date", "source_id").values_list("source_id", flat=True)[:DOCUMENTS]),
        rivals=tuple(_rivals().values_list("conflict", flat=True).distinct().order_by("conflict")[:DISPUTES]),
        new_actors=tuple(key for sort, key in new if sort == "entity")[:NEW],
        new_facts=tuple(key for sort, key in new if sort == "fact")[:NEW],
        events=_events(today),
        places=where.spots[:PLACES] if known else (),
        drawing=drawing(land, where.spots, {}) if known else None,
    )


def _rows(index: FacetIndex, territory: PublishedTerritory) -> list[tuple[str, int, str, str, list]]:
    """(id, sources, type, sorting name, identifiers) of the actors of domains and of what may be the territory itself."""
    placed = FacetRow.objects.visible().filter(facet="domain").values("identity")
    wanted = Q(identity__in=placed) | Q(type__in=AREAS) | Q(sort__in=[fold(name) for name in territory.names])
    columns = ("identity_id", "sources", "type", "sort", "identifiers")
    return list(EntityRow.objects.visible().filter(wanted).values_list(*columns))


def _domains(index: FacetIndex, sources: dict[str, int]) -> dict[str, tuple[tuple[str, ...], int]]:
    found = {}
    for domain, count in index.counted(index.every, "domain").items():
        actors = index.listed(index.having("domain", [domain]))
        best = sorted(actors, key=lambda one: -sources.get(one, 0))[:ACTORS]
        found[domain] = (tuple(best), count)
    return found


def _own(index: FacetIndex, rows: Iterable[tuple[str, int, str, str, list]], territory: PublishedTerritory) -> tuple[str, ...]:
    """What bears the territory's name; the intercommunalities of its perimeter; the town of it that most sources speak of."""
    rows = sorted(rows, key=lambda row: (-row[1], row[0]))
    names = {fold(name) for name in territory.names}
    named = [row[0] for row in rows if row[3] in names]
    joint = [row[0] for row in rows if any(value in territory.perimeter for _, value in row[4])]
    inside = index.having("area", communes(territory.perimeter) if territory.perimeter else ())
    towns = [
        row[0]
        for row in rows
        if row[2] == "commune" and (not territory.perimeter or inside >> index.positions.get(row[0], 0) & 1)
    ]
    return tuple(dict.fromkeys([*named, *joint, *towns[:1]]))


def _counts() -> dict[str, int]:
    """How many documents, facts and disputes there are, and how many checks found a statement right (one query)."""
    facts = FactRow.objects.visible().filter(status__in=ESTABLISHED)
    asked = {
        "documents": _number(DocumentRow.objects.visible()),
        "facts": _number(facts.filter(identity__isnull=False)),
        "disputes": _number(facts.filter(rank__gt=0).exclude(conflict=""), Count("conflict", distinct=True)),
        "checked": _number(FindingRow.objects.visible().filter(severity="right")),
    }
    none = dict.fromkeys(asked, 0)
    return Publication.objects.filter(pk=1).annotate(**asked).values(*asked).first() or none


def _number(rows: QuerySet, of: Count | None = None) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=of or Count("id")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _documents() -> QuerySet[DocumentRow]:
    return DocumentRow.objects.visible()


def _rivals() -> QuerySet[FactRow]:
    there = FactRow.objects.visible().filter(status__in=ESTABLISHED, identity__isnull=False, rank__gt=0)
    return there.exclude(conflict="")


def _new(run: int) -> QuerySet[RunChange]:
    """(sort, key) of what the weave ``run`` brought: actors first."""
    brought = RunChange.objects.filter(run=run, before="", after__in=("there", *ESTABLISHED))
    return brought.order_by("sort", "id").values_list("sort", "key")[: 40 * NEW]


def _events(today: str) -> tuple[str, ...]:
    """The events that are not over on ``today``, the nearest first; where those are few, the last ones that are over."""
    events = EntityRow.objects.visible().filter(kind="event", identity=OuterRef("identity"))
    said = FactRow.objects.visible().filter(Exists(events), property="takes_place", latest__gt="")
    held = said.exclude(status__in=("denied", "rejected")).values("identity_id")
    over = Case(When(last__gte=today, then=Value(0)), default=Value(1))
    near = Case(When(last__gte=today, then=F("first")), default=Value(""))
    ranked = held.annotate(first=Min("earliest"), last=Max("latest")).order_by(over, near, "-last", "identity_id")
    return tuple(ranked.values_list("identity_id", flat=True)[:EVENTS])
