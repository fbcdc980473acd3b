"""One application for those who may see it: all of it, its files, the decision, the letter."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.people.access import needs
from dentelle.atlas.people.permissions import may
from dentelle.atlas.people.refusals import refusal
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import applications, decisions, jury
from dentelle.hub.incubator.admission_forms import DecisionForm, LetterForm
from dentelle.hub.incubator.forms import after_last
from dentelle.hub.incubator.models import ADMITTED, DRAFT, LISTED, SENT, Application, Attachment, Room
from dentelle.hub.incubator.occupancy import Interval
from dentelle.hub.incubator.queries.admission import STATE_NAMES, becomes, others_marks, warned, words
from dentelle.hub.incubator.undertakings import Standing, planned
from dentelle.hub.incubator.views.showing import show


@needs("manage_incubator")
def application(request: HttpRequest, number: int) -> HttpResponse:
    """All of an application, what the jury makes of it, and the decision. A conflict of interest hides it from whoever has it."""
    row = _seen(request, number)
    juror = jury.seat(request.user, row.call_id)
    open_ = row.state in (SENT, LISTED)
    rooms = Room.objects.select_related("building").order_by("building__name", "name", "pk")
    choices = [(room.pk, f"{room.building.name} · {room.name}") for room in rooms]
    form = DecisionForm(request.POST or None, rooms=choices, initial={"reason": row.reason})
    posted = request.method == "POST" and open_ and form.is_valid()
    passes = _passes(request, row, form) if posted else None
    if posted and passes is None and _decided(request, row, form):
        return HttpResponseRedirect(reverse("incubator:letter", args=[number]))
    day = timezone.localdate()
    context = {
        "row": row,
        "title": words(row.call.titles, get_language() or "fr"),
        "state": STATE_NAMES[row.state],
        "files": row.attachments.defer("content").order_by("pk"),
        "marks": others_marks(row, juror),
        "open": open_,
        "form": form,
        "warned": warned(row, day) if open_ else None,
        "passes": passes,
        "becomes": becomes(row) if open_ else None,
        "left": row.call.places - row.call.applications.filter(state=ADMITTED).count(),
        "days": settings.APPLICATION_DAYS,
    }
    return show(request, "incubator/application.html", context, status=422 if form.errors or passes else 200)


def _passes(request: HttpRequest, row: Application, form: DecisionForm) -> Standing | None:
    """Where who applied would stand with the room that the form gives, if that passes the ceiling of small aid and nobody has
    said yet to book nevertheless: as for any other stay.
    """
    given = form.cleaned_data
    if request.POST.get("nevertheless") or given["verdict"] != ADMITTED or not given["room"]:
        return None
    held = Interval(given["since"], after_last(given["last"]))
    if held.until is not None and held.until <= held.since:
        return None  # refused below
    stand = planned(row.name, row.siren, given["room"], row.desks, held, None, timezone.localdate())
    return stand if stand is not None and stand.passes else None


def _decided(request: HttpRequest, row: Application, form: DecisionForm) -> bool:
    given = form.cleaned_data
    place = decisions.Place(given["room"], given["since"], after_last(given["last"])) if given["room"] else None
    try:
        decisions.decide(row.pk, given["verdict"], given["reason"], who=request.user.email, place=place)
    except IncubatorError as error:
        form.add_error(None, refusal(error))
        return False
    messages.success(request, gettext("Decided. The letter is below: read it, change it, send it."))
    return True


@needs("manage_incubator")
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """The letter of a decision: proposed in the applicant's language, read and changed, then mailed."""
    row = _seen(request, number)
    if row.state not in decisions.DECISIONS:
        raise Http404
    proposed = decisions.letter(row, request.user.name or request.user.email)
    form = LetterForm(request.POST or None, initial={"subject": proposed.subject, "text": proposed.text})
    if request.method == "POST" and form.is_valid():
        try:
            decisions.mail_letter(number, form.cleaned_data["subject"], form.cleaned_data["text"], who=request.user.email)
        except IncubatorError as error:
            form.add_error(None, refusal(error))
        except (OSError, SMTPException):
            form.add_error(None, gettext("The mail server did not take the letter. Nothing is lost: try again later."))
        else:
            messages.success(request, gettext("The letter is sent."))
            return HttpResponseRedirect(reverse("incubator:call", args=[row.call_id]))
    context = {"row": row, "form": form, "state": STATE_NAMES[row.state]}
    return show(request, "incubator/letter.html", context, status=422 if form.errors else 200)


@needs("manage_incubator")
@require_POST
def erase(request: HttpRequest, number: int) -> HttpResponse:
    """Erases what an application says of people, because they wish it."""
    try:
        applications.erase(number, who=request.user.email)
    except IncubatorError as error:
        messages.error(request, refusal(error))
        return HttpResponseRedirect(reverse("incubator:application", args=[number]))
    messages.success(request, gettext("Erased."))
    return HttpResponseRedirect(reverse("incubator:calls"))


@needs("see_incubator")
def file(request: HttpRequest, number: int, file: int) -> HttpResponse:
    """A file of an application, to be saved and never shown by the browser itself."""
    row = _seen(request, number)
    found = Attachment.objects.filter(pk=file, application=row).first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response


def _seen(request: HttpRequest, number: int) -> Application:
    """The application, if the account may see all of it; drafts are their authors' own."""
    row = Application.objects.select_related("call", "firm").filter(pk=number, erased_at=None).exclude(state=DRAFT).first()
    if row is None:
        raise Http404
    juror = jury.seat(request.user, row.call_id)
    if jury.view_of(row, juror, managing=may(request.user, "manage_incubator")) != jury.FULL:
        raise Http404
    return row
