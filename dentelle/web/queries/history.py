"""The history of an entity: every decision on it and every change by a person, newest first, and what a restore would do."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator

from dentelle import vocabulary
from dentelle.atlas.deciding.hand_values import DATED
from dentelle.atlas.deciding.proposals import draft_of
from dentelle.atlas.deciding.restoring import Decided, Decision, decided_on, differing, restore, words
from dentelle.atlas.deciding.trying import tried
from dentelle.atlas.models import AuditLine, ClaimJudgement, EntityRow, HandFact, PairJudgement, Proposal
from dentelle.web import dates
from dentelle.web.queries.entity import EntityPage, current_id, entity

PAGE = 40  # events
MOST_LINES = 2_000  # of the audit
TOLD = (  # changes that are told by the decision or the proposal itself
    *("state", "correct", "undo", "accept", "reject", "hide", "same", "different", "unsure", "split"),
    *("propose", "accept_proposal", "refuse_proposal", "withdraw_proposal"),
)
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
    proposal: str = ""  # what became of a proposal
    answer: str = ""

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


def history(row: EntityRow, page: str, language: str) -> Page:
    """One page of the events of ``row``, told in ``language``."""
    found = decided_on(row.identity_id)
    lines = AuditLine.objects.filter(object=row.identity_id).exclude(verb__in=TOLD).order_by("-made_at", "-pk")[:MOST_LINES]
    asked = Proposal.objects.filter(identity=row.identity_id)
    events = [*_events(found, found.every(), language), *map(_line, lines), *(_proposed(one, language) for one in asked)]
    events.sort(key=lambda event: (event.when, event.sort, event.number), reverse=True)
    return Paginator(events, PAGE).get_page(page)


def restored(row: EntityRow, moment: datetime, who: str, language: str) -> Restored:
    """What bringing ``row`` back to ``moment`` would do. Raises what ``restore`` raises."""
    found = decided_on(row.identity_id)
    undone, again = differing(found, moment)
    look: Callable[[object], EntityPage | None] = lambda _: entity(current_id(row.identity_id), language)  # noqa: E731
    page = tried(lambda: restore(row.identity_id, moment, who=who, why="preview"), look)
    return Restored(_events(found, undone, language), _events(found, again, language), page)


def _events(found: Decided, rows: tuple[Decision, ...], language: str) -> tuple[Event, ...]:
    """``rows`` as events; a claim that was rejected for a statement is told with that."""
    return tuple(_event(row, language) for row in rows if not (isinstance(row, ClaimJudgement) and row.pk in found.bound))


def _event(row: Decision, language: str) -> Event:
    common = {
        "when": row.made_at,
        "who": row.who,
        "why": row.why,
        "number": row.pk,
        "undone_at": row.undone_at,
        "undone_by": row.undone_by,
    }
    if isinstance(row, HandFact):
        said = _told(row.subject_name, row.property, row.value, row.qualifiers, language)
        instead = tuple(_claimed(one, language) for one in row.instead)
        verb = "correct" if instead else "state"
        return Event(verb=verb, said=said, sort="stated", instead=instead, proposed_by=row.proposed_by, **common)
    if isinstance(row, PairJudgement):
        return Event(verb=row.verdict, said=words(row), sort="pair", **common)
    put = row.corrected or {}
    instead = (_value(put),) if put else ()
    return Event(verb="put" if put else row.verdict, said=_claimed(row.claim, language), sort="claim", instead=instead, **common)


def _proposed(row: Proposal, language: str) -> Event:
    written = draft_of(row).written
    said = f"{vocabulary.label(written.property, language)} · {row.said.split(' · ', 2)[-1]}"
    return Event(row.made_at, row.who, "propose", said, row.why, proposal=row.state, answer=row.answer)


def _line(line: AuditLine) -> Event:
    return Event(line.made_at, line.who, line.verb, line.sentence.removeprefix(f"{line.who}: "), "")


def _claimed(claim: dict, language: str) -> str:
    """What a source claims, in the reader's words; as it was noted where that is all there is."""
    if "property" not in claim:
        return str(claim.get("said", ""))
    subject, _, rest = str(claim.get("said", "")).partition(" · ")
    path = rest.rpartition(" (")[2].rstrip(")") if rest.endswith(")") else ""
    return _told(subject, claim["property"], claim["value"], claim.get("qualifiers", ()), language) + (
        f" ({path})" if path else ""
    )


def _told(subject: str, name: str, value: dict, qualifiers: Iterable[Sequence[str]], language: str) -> str:
    beside = "".join(f", {vocabulary.qualifier_label(one[0], language)} {_dated(one[0], one[1], language)}" for one in qualifiers)
    said = dates.in_words(value["edtf"], language, value.get("text", "")) if value.get("edtf") else _value(value)
    return f"{subject} · {vocabulary.label(name, language)} · {said}{beside}"


def _value(value: dict) -> str:
    return str(value.get("edtf") or value.get("text", ""))


def _dated(name: str, text: str, language: str) -> str:
    return dates.in_words(text, language) if name in DATED else text
