"""Events with their dates and places, uncertain and open ones included."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from dentelle.atlas.models import EntityRow, FactRow
from dentelle.web.queries.facts import ANNOUNCED, ESTABLISHED, ShownFact, of_property, shown_facts
from dentelle.web.queries.names import Name, names_of

PAGE = 16  # events to come, and past ones, on one page
MOST = 20_000  # events put in order
TOLD = ("takes_place", "located_in")


@dataclass(frozen=True, slots=True)
class Gathering:
    """An event. Without ``dates`` its date is open, without ``places`` its place."""

    event: Name
    dates: tuple[ShownFact, ...]
    places: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """One page of the events to come, nearest first, those without any date last; and one of the past ones, newest first."""

    coming_page: Page
    coming: tuple[Gathering, ...]
    past_page: Page
    past: tuple[Gathering, ...]


def agenda(language: str, today: str, coming: str = "1", past: str = "1") -> Agenda:
    """The pages ``coming`` and ``past`` of what is ahead on ``today``, an ISO day, and what is over.

    Seven queries: all events are put in order by their days alone, and only those shown are loaded.
    """
    ahead, over = _in_order(today)
    coming_page, past_page = Paginator(ahead, PAGE).get_page(coming), Paginator(over, PAGE).get_page(past)
    shown = [*coming_page.object_list, *past_page.object_list]
    facts = _facts(shown)
    names = names_of({identity for row in facts for identity in (row.identity_id, row.value_entity_id)} | set(shown), language)
    by_event: dict[str, list[ShownFact]] = {}
    for fact in shown_facts(facts, language, names=names):
        by_event.setdefault(fact.subject.id if fact.subject else "", []).append(fact)
    found = {one: _gathering(names[one], by_event.get(one, [])) for one in shown if one in names}
    return Agenda(coming_page, _listed(coming_page, found), past_page, _listed(past_page, found))


def _in_order(today: str) -> tuple[list[str], list[str]]:
    """(events ahead, nearest first, those without a day last; events that are over, newest first)"""
    events = EntityRow.objects.visible().filter(kind="event").order_by("sort", "identity_id")
    days: dict[str, list[str]] = {identity: [] for identity in events.values_list("identity_id", flat=True)[:MOST]}
    said = FactRow.objects.visible().filter(of_property("takes_place"), identity__isnull=False)
    said = said.exclude(status="denied").exclude(earliest="")
    for identity, earliest, latest in said.values_list("identity_id", "earliest", "latest"):
        days.get(identity, []).extend((earliest, latest))
    ahead = [identity for identity, known in days.items() if not known or max(known) >= today]
    ahead.sort(key=lambda identity: min(days[identity], default="9999"))
    over = sorted((identity for identity, known in days.items() if known and max(known) < today), key=lambda one: min(days[one]))
    return ahead, over[::-1]


def _facts(shown: Iterable[str]) -> list[FactRow]:
    """When and where the events ``shown`` are, the preferred facts first.

    They are asked for by the events alone: told the properties as well, SQLite looks through all places of all entities.
    """
    told = (*ESTABLISHED, *ANNOUNCED)
    said = FactRow.objects.visible().filter(identity__in=list(shown)).values_list("pk", "property", "status")
    wanted = [pk for pk, name, status in said if name in TOLD and status in told and status != "denied"]
    return list(FactRow.objects.filter(pk__in=wanted).order_by("rank", "earliest", "key"))


def _listed(page: Page, found: dict[str, Gathering]) -> tuple[Gathering, ...]:
    return tuple(found[identity] for identity in page.object_list if identity in found)


def _gathering(event: Name, facts: list[ShownFact]) -> Gathering:
    dates = tuple(fact for fact in facts if fact.value.get("type") == "date")
    return Gathering(event, dates, tuple(fact for fact in facts if fact not in dates))
