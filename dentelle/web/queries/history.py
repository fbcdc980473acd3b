"""The history of an entity: every decision on it and every change by a person, newest first, and what a restore would do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator

from dentelle.atlas.models import AuditLine, ClaimJudgement, EntityRow, HandFact, PairJudgement
from dentelle.atlas.restoring import Decided, Decision, decided_on, differing, restore, words
from dentelle.atlas.trying import tried
from dentelle.web.queries.entity import EntityPage, current_id, entity

PAGE = 40  # events
MOST_LINES = 2_000  # of the audit
TOLD = ("state", "correct", "undo", "accept", "reject", "hide", "same", "different", "unsure", "split")  # told by decisions
BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One change. ``verb`` as in the audit; ``sort`` and ``number`` name the decision, "" and 0 for anything else.

    ``before`` is the moment just before it, in ISO 8601; ``undone_at`` None where it is in force.
    """

    when: datetime
    who: str
    verb: str
    said: str
    why: str
    sort: str = ""
    number: int = 0
    undone_at: datetime | None = None
    undone_by: str = ""
    instead: tuple[str, ...] = ()
    proposed_by: str = ""

    @property
    def before(self) -> str:
        """The moment before it was made."""
        return (self.when - BEFORE).isoformat()

    @property
    def identity(self) -> bool:
        """Whether it says who is who, which stewards decide."""
        return self.sort == "pair"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore would take back and bring back, in words, and the page as it would be."""

    undone: tuple[Event, ...]
    again: tuple[Event, ...]
    page: EntityPage | None


def history(row: EntityRow, page: str) -> Page:
    """One page of the events of ``row``."""
    found = decided_on(row.identity_id)
    lines = AuditLine.objects.filter(object=row.identity_id).exclude(verb__in=TOLD).order_by("-made_at", "-pk")[:MOST_LINES]
    events = [*_events(found, found.every()), *(_line(line) for line in lines)]
    events.sort(key=lambda event: (event.when, event.sort, event.number), reverse=True)
    return Paginator(events, PAGE).get_page(page)


def restored(row: EntityRow, moment: datetime, who: str, language: str) -> Restored:
    """What bringing ``row`` back to ``moment`` would do. Raises what ``restore`` raises."""
    found = decided_on(row.identity_id)
    undone, again = differing(found, moment)
    look: Callable[[object], EntityPage | None] = lambda _: entity(current_id(row.identity_id), language)  # noqa: E731
    page = tried(lambda: restore(row.identity_id, moment, who=who, why="preview"), look)
    return Restored(_events(found, undone), _events(found, again), page)


def _events(found: Decided, rows: tuple[Decision, ...]) -> tuple[Event, ...]:
    """``rows`` as events; a claim that was rejected for a statement is told with that."""
    return tuple(_event(row) for row in rows if not (isinstance(row, ClaimJudgement) and row.pk in found.bound))


def _event(row: Decision) -> Event:
    common = {
        "when": row.made_at, "who": row.who, "said": words(row), "why": row.why, "number": row.pk,
        "undone_at": row.undone_at, "undone_by": row.undone_by,
    }  # fmt: skip
    if isinstance(row, HandFact):
        instead = tuple(str(one.get("said", "")) for one in row.instead)
        return Event(
            verb="correct" if instead else "state", sort="stated", instead=instead, proposed_by=row.proposed_by, **common
        )
    if isinstance(row, PairJudgement):
        return Event(verb=row.verdict, sort="pair", **common)
    put = row.corrected or {}
    instead = (str(put.get("edtf") or put.get("text", "")),) if row.corrected else ()
    return Event(verb="put" if instead else row.verdict, sort="claim", instead=instead, **common)


def _line(line: AuditLine) -> Event:
    return Event(line.made_at, line.who, line.verb, line.sentence.removeprefix(f"{line.who}: "), "")
