"""Calls and applications as pages show them, for the eyes that may see them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy

from dentelle.hub.incubator.calls import words_in
from dentelle.hub.incubator.forecast import Need, fits
from dentelle.hub.incubator.forms import last_day
from dentelle.hub.incubator.house import house
from dentelle.hub.incubator.jury import CONFLICT, given, is_whole, ranking, seat, weights
from dentelle.hub.incubator.models import (
    ADMITTED,
    DRAFT,
    LISTED,
    REFUSED,
    SENT,
    TAKEN_BACK,
    Application,
    Call,
    Criterion,
    Firm,
    Juror,
)  # fmt: skip
from dentelle.hub.incubator.occupancy import Interval
from dentelle.hub.incubator.scoring import Placed
from dentelle.hub.incubator.undertakings import Standing, planned
from dentelle.model import fold

STATE_NAMES = {
    DRAFT: gettext_lazy("draft"),
    SENT: gettext_lazy("to be decided"),
    ADMITTED: gettext_lazy("admitted"),
    LISTED: gettext_lazy("on the waiting list"),
    REFUSED: gettext_lazy("refused"),
    TAKEN_BACK: gettext_lazy("taken back"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words and the language they are in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call with how many applications it has; ``when``: ahead, open or over. ``judging``: the account is on its jury."""

    row: Call
    title: Words
    last: date
    when: str
    sent: int
    judging: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A criterion as the page names it."""

    id: int
    name: Words
    weight: int


@dataclass(frozen=True, slots=True)
class RankingRow:
    """An application with its result; ``hidden``: the account has to score it first, or has a conflict of interest."""

    placed: Placed
    row: Application
    state: object
    missing: tuple[str, ...]
    conflicts: tuple[str, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Warned:
    """What small aid the applicant would have in ``room``, the smallest that would do."""

    room: str
    standing: Standing


def words(held: dict[str, str], language: str) -> Words:
    """``held`` in ``language`` or in another that there is."""
    return Words(*words_in(held, language))


def criteria(call: Call, language: str) -> tuple[Shown, ...]:
    """What is scored, in order."""
    return tuple(
        Shown(row.pk, words(row.names, language), row.weight) for row in Criterion.objects.filter(call=call).order_by("place")
    )


def call_rows(user: object, day: date, language: str, *, managing: bool) -> tuple[CallRow, ...]:
    """The calls that an account may see: all who manages the house, else those on whose jury it is; the newest first."""
    mine = set(Juror.objects.filter(user=user).values_list("call", flat=True))
    rows = Call.objects.annotate(sent=Count("applications", filter=Q(applications__sent_at__isnull=False))).order_by(
        "-opens", "-pk"
    )
    return tuple(
        CallRow(row, words(row.titles, language), last_day(row.closes) or row.closes, when(row, day), row.sent, row.pk in mine)
        for row in rows
        if managing or row.pk in mine
    )


def when(call: Call, day: date) -> str:
    """Where ``call`` stands on ``day``: ahead, open or over."""
    return "ahead" if day < call.opens else "open" if day < call.closes else "over"


def ranking_rows(call: Call, user: object) -> tuple[RankingRow, ...]:
    """The applications of ``call`` in their order, as far as ``user`` may know it."""
    jurors = {row.pk: row.user.email for row in call.jurors.select_related("user")}
    rows = {row.pk: row for row in call.applications.all()}
    mine, ballots, counted = seat(user, call.pk), given(call), weights(call)
    own = {one.application: one for one in ballots if mine is not None and one.juror == mine.pk}
    found = []
    for placed in ranking(call):
        row = rows[placed.result.application]
        ballot = own.get(row.pk)
        hidden = mine is not None and (ballot is None or ballot.conflict or (row.state == SENT and not is_whole(ballot, counted)))
        found.append(
            RankingRow(
                placed,
                row,
                STATE_NAMES[row.state],
                tuple(jurors[number] for number in placed.result.missing),
                tuple(jurors[number] for number in placed.result.conflicts),
                hidden,
            )
        )
    if any(one.hidden for one in found):  # the order would tell what is hidden
        found.sort(key=lambda one: one.row.pk)
    return tuple(found)


def judged_rows(call: Call, juror: Juror) -> tuple[tuple[Application, str], ...]:
    """The applications to judge, in the order they came, with what ``juror`` has still to do: declare, score; done, conflict."""
    own = {one.application: one for one in given(call) if one.juror == juror.pk}
    counted = weights(call)
    found = []
    for row in call.applications.filter(state=SENT).order_by("sent_at", "pk"):
        ballot = own.get(row.pk)
        if ballot is None:
            left = "declare"
        elif ballot.conflict:
            left = CONFLICT
        else:
            left = "done" if is_whole(ballot, counted) else "score"
        found.append((row, left))
    return tuple(found)


def others_marks(application: Application, juror: Juror | None) -> tuple[tuple[str, float], ...]:
    """The marks that jurors gave, by their names; nothing before ``juror`` has given all of their own."""
    call = application.call
    found = next((one.result for one in ranking(call) if one.result.application == application.pk), None)
    if found is None or (juror is not None and juror.pk not in {number for number, _ in found.marks}):
        return ()
    names = dict(call.jurors.values_list("pk", "user__email"))
    return tuple((names[number], value) for number, value in found.marks)


def warned(row: Application, day: date) -> Warned | None:
    """What small aid the applicant would have in the smallest room that would do; None where no room would."""
    known = house()
    need = Need(float(row.area), row.desks, accessible=row.accessible)
    start = max(row.earliest or day, day)
    rooms = sorted((room for room in known.rooms if fits(need, room, start)), key=lambda room: (room.at(start).area, room.id))
    if not rooms:
        return None
    stand = planned(row.name, row.siren, rooms[0].id, row.desks, Interval(start), None, day, known)
    return Warned(rooms[0].name, stand) if stand else None


def becomes(row: Application) -> Firm | None:
    """The firm that is here already and would be this applicant: by SIREN, else by name."""
    found = Firm.objects.filter(siren=row.siren).order_by("pk").first() if row.siren else None
    return found or Firm.objects.filter(folded=fold(row.name)[:200]).first()


__all__ = [
    "STATE_NAMES", "CallRow", "RankingRow", "Shown", "Warned", "Words", "becomes", "call_rows", "criteria", "judged_rows",
    "others_marks", "ranking_rows", "warned", "when", "words",
]  # fmt: skip
