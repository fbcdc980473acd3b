"""The jury: each juror says first whether there is a conflict of interest, then scores; nobody sees others' scores before.

Invariants: of an application a juror sees only whose it is until the declaration; one with a conflict neither sees nor scores it,
whatever else that account may do. Audit lines say that scores were given, never which.
"""

from collections.abc import Mapping

from django.db import transaction

from dentelle.atlas.people.audit import note
from dentelle.errors import IncubatorError
from dentelle.hub.incubator.models import DRAFT, SENT, Application, Ballot, Call, Criterion, Juror, Score
from dentelle.hub.incubator.scoring import Ballot as Given
from dentelle.hub.incubator.scoring import Placed, mark, ranked, result

__all__ = ["CONFLICT", "DECLARE", "FULL", "NOTHING", "declare", "given", "ranking", "score", "seat", "view_of", "weights"]

FULL, DECLARE, CONFLICT, NOTHING = "full", "declare", "conflict", "nothing"  # what an account may see of an application


def seat(user: object, call: int) -> Juror | None:
    """The place of an account on the jury of ``call``."""
    return Juror.objects.filter(call=call, user=user).first()


def view_of(application: Application, juror: Juror | None, *, managing: bool) -> str:
    """What an account may see of ``application``: a place on the jury binds, whatever its role."""
    if juror is None:
        return FULL if managing else NOTHING
    ballot = application.ballots.filter(juror=juror).first()
    if ballot is None:
        return FULL if managing and application.state not in (DRAFT, SENT) else DECLARE
    return CONFLICT if ballot.conflict else FULL


def declare(application: int, juror: Juror, *, conflict: bool, why: str = "") -> Ballot:
    """Keeps what ``juror`` declares; a conflict takes away the scores given. Raises IncubatorError once it is decided."""
    who = juror.user.email
    with transaction.atomic():
        row = _judged(application, juror)
        ballot, _ = Ballot.objects.select_for_update().get_or_create(
            application=row, juror=juror, defaults={"conflict": conflict}
        )
        if ballot.conflict and not conflict:
            raise IncubatorError("A conflict of interest that was declared stands.")
        ballot.conflict, ballot.why = conflict, " ".join(why.split())[:300] if conflict else ""
        if conflict:
            ballot.remark = ""
            ballot.scores.all().delete()
        ballot.save()
        said = "a conflict of interest" if conflict else "no conflict of interest"
        note(who, "jury", f"application {application}", f"{who} declared {said} in application {application}")
    return ballot


def score(application: int, juror: Juror, scores: Mapping[int, int], remark: str = "") -> Ballot:
    """Keeps the scores of ``juror`` by criterion, in place of earlier ones.

    Raises IncubatorError before the declaration, with a conflict, for a score off the scale, and after the decision.
    """
    who = juror.user.email
    with transaction.atomic():
        row = _judged(application, juror)
        ballot = Ballot.objects.select_for_update().filter(application=row, juror=juror).first()
        if ballot is None or ballot.conflict:
            raise IncubatorError("Declare first that you have no conflict of interest.")
        criteria = set(Criterion.objects.filter(call=row.call).values_list("pk", flat=True))
        if not set(scores) <= criteria or not all(0 <= value <= row.call.scale for value in scores.values()):
            raise IncubatorError("A score goes from 0 to %(scale)s.", scale=row.call.scale)
        again = ballot.scores.exists()
        ballot.scores.all().delete()
        Score.objects.bulk_create(Score(ballot=ballot, criterion_id=number, value=value) for number, value in scores.items())
        ballot.remark = remark.strip()[:2_000]
        ballot.save(update_fields=["remark"])
        note(
            who, "jury", f"application {application}", f"{who} {'scored again' if again else 'scored'} application {application}"
        )
    return ballot


def given(call: Call) -> tuple[Given, ...]:
    """Every ballot of ``call`` as the rules know it; two queries."""
    rows = Ballot.objects.filter(application__call=call).prefetch_related("scores").order_by("pk")
    return tuple(
        Given(row.juror_id, row.application_id, {one.criterion_id: one.value for one in row.scores.all()}, row.conflict)
        for row in rows
    )


def weights(call: Call) -> dict[int, int]:
    """The weight of each criterion of ``call``, in their order."""
    return dict(call.criteria.order_by("place").values_list("pk", "weight"))


def ranking(call: Call) -> tuple[Placed, ...]:
    """The applications of ``call`` that were sent, the best first."""
    numbers = (
        call.applications.exclude(state=DRAFT)
        .filter(sent_at__isnull=False)
        .order_by("sent_at", "pk")
        .values_list("pk", flat=True)
    )
    jurors = list(call.jurors.order_by("pk").values_list("pk", flat=True))
    ballots, counted = given(call), weights(call)
    return ranked(result(number, ballots, jurors, counted) for number in numbers)


def is_whole(ballot: Given, counted: Mapping[int, int]) -> bool:
    """Whether ``ballot`` has every score."""
    return mark(ballot, counted) is not None


def _judged(number: int, juror: Juror) -> Application:
    row = Application.objects.select_for_update().select_related("call").filter(pk=number, call=juror.call_id).first()
    if row is None or row.state != SENT:
        raise IncubatorError("This application is not to be judged: it is decided, or was taken back.")
    return row
