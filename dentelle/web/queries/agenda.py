"""Events with their dates and places, uncertain and open ones included."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from dentelle.atlas.models import EntityRow, FactRow
from dentelle.web.queries.facts import ShownFact, of_property, shown_facts
from dentelle.web.queries.names import Name, name_of

PAGE = 60  # events to come, and past ones, on one page
MOST = 20_000  # events put in order


@dataclass(frozen=True, slots=True)
class Gathering:
    """An event. Without ``dates`` its date is open, without ``places`` its place."""

    event: Name
    dates: tuple[ShownFact, ...]
    places: tuple[ShownFact, ...]


def gatherings(
    language: str, today: str, page: str = "1", *, most: int = PAGE, quotes: bool = True
) -> tuple[tuple[Gathering, ...], tuple[Gathering, ...], Page]:
    """(to come, nearest first, those without any date last; past, newest first; the page of the past ones).

    ``today`` is an ISO day, ``most`` how many of either are shown. Five queries, four without ``quotes``: all events are put
    in order by their days alone, and only those shown are loaded.
    """
    events = EntityRow.objects.visible().filter(kind="event")
    rows = {row.identity_id: row for row in events.order_by("sort", "identity_id")[:MOST]}
    said = FactRow.objects.visible().filter(of_property("takes_place", "located_in"), identity__in=events.values("identity"))
    said = said.exclude(status="denied")
    days: dict[str, list[str]] = {identity: [] for identity in rows}
    for identity, earliest, latest in said.exclude(earliest="").values_list("identity_id", "earliest", "latest"):
        days.get(identity, []).extend((earliest, latest))
    coming = [identity for identity, known in days.items() if not known or max(known) >= today]
    coming.sort(key=lambda identity: min(days[identity], default="9999"))
    past = sorted((identity for identity, known in days.items() if known and max(known) < today), key=lambda one: min(days[one]))
    chosen = Paginator(past[::-1], most).get_page(page)
    shown = [*coming[:most], *chosen.object_list]
    facts = said.filter(identity__in=shown).order_by("rank", "earliest", "key")
    by_event: dict[str, list[ShownFact]] = {}
    for fact in shown_facts(facts, language, quotes=quotes):
        by_event.setdefault(fact.subject.id if fact.subject else "", []).append(fact)
    found = {identity: _gathering(name_of(rows[identity], language), by_event.get(identity, [])) for identity in shown}
    return tuple(found[one] for one in coming[:most]), tuple(found[one] for one in chosen.object_list), chosen


def _gathering(event: Name, facts: list[ShownFact]) -> Gathering:
    dates = tuple(fact for fact in facts if fact.value.get("type") == "date")
    return Gathering(event, dates, tuple(fact for fact in facts if fact not in dates))
