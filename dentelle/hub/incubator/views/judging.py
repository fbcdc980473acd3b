"""The jury at work: what is left to judge, the declaration, the scores."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext

from dentelle.atlas.people.access import needs
from dentelle.atlas.people.refusals import refusal
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import jury
from dentelle.hub.incubator.models import Application, Call, Juror
from dentelle.hub.incubator.queries.admission import criteria, judged_rows, others_marks, words
from dentelle.hub.incubator.views.showing import show


@needs("see_incubator")
def listed(request: HttpRequest, number: int) -> HttpResponse:
    """What a juror has still to do, application by application."""
    call, juror = _seated(request, number)
    title = words(call.titles, get_language() or "fr")
    return show(request, "incubator/judging.html", {"call": call, "title": title, "rows": judged_rows(call, juror)})


@needs("see_incubator")
def judge(request: HttpRequest, number: int, application: int) -> HttpResponse:
    """One application: whose it is, then the declaration, then all of it and the scores."""
    call, juror = _seated(request, number)
    rows = judged_rows(call, juror)
    place = next((place for place, (row, _) in enumerate(rows) if row.pk == application), None)
    if place is None:
        raise Http404
    row, left = rows[place]
    asked = criteria(call, get_language() or "fr")
    fault = ""
    if request.method == "POST":
        try:
            _kept(request, row, juror, [one.id for one in asked])
        except IncubatorError as error:
            fault = refusal(error)
        else:
            return HttpResponseRedirect(_next(request, call, juror, row.pk))
    ballot = row.ballots.filter(juror=juror).prefetch_related("scores").first()
    held = {score.criterion_id: score.value for score in ballot.scores.all()} if ballot else {}
    context = {
        "call": call,
        "row": row,
        "left": left,
        "fault": fault,
        "ballot": ballot,
        "scored": [(one, held.get(one.id)) for one in asked],
        "scale": range(call.scale + 1),
        "files": row.attachments.defer("content").order_by("pk") if left in ("score", "done") else (),
        "others": others_marks(row, juror) if left == "done" else (),
        "before": rows[place - 1][0].pk if place else None,
        "after": rows[place + 1][0].pk if place + 1 < len(rows) else None,
        "at": place + 1,
        "of": len(rows),
    }
    return show(request, "incubator/judge.html", context, status=422 if fault else 200)


def _kept(request: HttpRequest, row: Application, juror: Juror, criteria_: list[int]) -> None:
    """Does what the form asks for."""
    asked = request.POST.get("do", "")
    if asked in ("free", "conflict"):
        jury.declare(row.pk, juror, conflict=asked == "conflict", why=request.POST.get("why", ""))
        return
    given = {number: request.POST.get(f"score-{number}", "") for number in criteria_}
    scores = {number: int(value) for number, value in given.items() if len(value) == 1 and value.isdecimal()}
    jury.score(row.pk, juror, scores, request.POST.get("remark", ""))
    if len(scores) == len(criteria_):
        messages.success(request, gettext("%(name)s is scored.") % {"name": row.name})
    else:
        messages.warning(request, gettext("Kept, but a criterion has no score yet: it counts when all have one."))


def _next(request: HttpRequest, call: Call, juror: Juror, number: int) -> str:
    """The same application until it is done, then the next one with something left to do, then the list."""
    rows = judged_rows(call, juror)
    left = {row.pk: what for row, what in rows}
    if left.get(number) == "score" or (left.get(number) == "done" and request.POST.get("do") == "free"):
        return reverse("incubator:judge", args=[call.pk, number])
    order = [row.pk for row, _ in rows]
    later = order[order.index(number) + 1 :] + order[: order.index(number)] if number in order else order
    following = next((pk for pk in later if left[pk] in ("declare", "score")), None)
    return reverse("incubator:judge", args=[call.pk, following]) if following else reverse("incubator:judging", args=[call.pk])


def _seated(request: HttpRequest, number: int) -> tuple[Call, Juror]:
    call = Call.objects.filter(pk=number).first()
    juror = jury.seat(request.user, number) if call else None
    if call is None or juror is None:
        raise Http404
    return call, juror
