"""Events with their dates and places, uncertain and open ones included."""

from dataclasses import dataclass

from dentelle.atlas.models import EntityRow, FactRow
from dentelle.web.queries.facts import ShownFact, of_property, shown_facts
from dentelle.web.queries.names import Name, name_of

MOST = 500  # events on one page


@dataclass(frozen=True, slots=True)
class Gathering:
    """An event. Without ``dates`` its date is open, without ``places`` its place; ``earliest`` is an ISO day or ""."""

    event: Name
    dates: tuple[ShownFact, ...]
    places: tuple[ShownFact, ...]
    earliest: str
    latest: str

    @property
    def announced(self) -> bool:
        """Whether everything known about when and where is only planned."""
        facts = self.dates + self.places
        return bool(facts) and all(fact.announced for fact in facts)


def gatherings(language: str, today: str, *, quotes: bool = True) -> tuple[tuple[Gathering, ...], tuple[Gathering, ...]]:
    """(to come, nearest first, events without any date last; past, newest first). Four queries, three without ``quotes``."""
    rows = FactRow.objects.visible().filter(of_property("takes_place", "located_in"), identity__in=_events().values("identity"))
    facts = shown_facts(rows.order_by("rank", "earliest", "key"), language, quotes=quotes)
    by_event: dict[str, list[ShownFact]] = {}
    for fact in facts:
        if fact.subject:
            by_event.setdefault(fact.subject.id, []).append(fact)
    found = [_gathering(name_of(row, language), by_event.get(row.identity_id, [])) for row in _events()[:MOST]]
    coming = [item for item in found if not item.latest or item.latest >= today]
    past = [item for item in found if item.latest and item.latest < today]
    coming.sort(key=lambda item: (item.earliest or "9999", item.event.text))
    past.sort(key=lambda item: (item.earliest, item.event.text), reverse=True)
    return tuple(coming), tuple(past)


def _events():
    return EntityRow.objects.visible().filter(kind="event").order_by("sort", "id")


def _gathering(event: Name, facts: list[ShownFact]) -> Gathering:
    dates = tuple(fact for fact in facts if fact.value.get("type") == "date" and fact.status != "denied")
    places = tuple(fact for fact in facts if fact.value.get("type") != "date" and fact.status != "denied")
    return Gathering(
        event=event,
        dates=dates,
        places=places,
        earliest=min((fact.earliest for fact in dates if fact.earliest), default=""),
        latest=max((fact.latest for fact in dates if fact.latest), default=""),
    )
