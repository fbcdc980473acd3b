"""Calls: their words, criteria and jury; the ranking."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.models import User
from dentelle.atlas.people.access import needs
from dentelle.atlas.people.permissions import may
from dentelle.atlas.people.refusals import refusal
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import calls
from dentelle.hub.incubator.admission_forms import CallForm, CriterionForm, JurorForm
from dentelle.hub.incubator.forms import last_day
from dentelle.hub.incubator.jury import seat
from dentelle.hub.incubator.models import ADMITTED, DRAFT, Call
from dentelle.hub.incubator.queries.admission import call_rows, criteria, ranking_rows, when, words
from dentelle.hub.incubator.views.showing import show


@needs("see_incubator")
def listed(request: HttpRequest) -> HttpResponse:
    """The calls: all for who manages the house, for others those on whose jury they are."""
    managing = may(request.user, "manage_incubator")
    rows = call_rows(request.user, timezone.localdate(), get_language() or "fr", managing=managing)
    return show(request, "incubator/calls.html", {"rows": rows})


@needs("manage_incubator")
def add(request: HttpRequest) -> HttpResponse:
    """A form for a new call."""
    return _edited(request, None)


@needs("manage_incubator")
def change(request: HttpRequest, number: int) -> HttpResponse:
    """The words and days of a call, to be changed."""
    return _edited(request, _call(number))


def _edited(request: HttpRequest, row: Call | None) -> HttpResponse:
    first = {}
    if row is not None:
        first = {"opens": row.opens, "last": last_day(row.closes), "places": row.places, "scale": row.scale}
        first |= {f"title_{code}": text for code, text in row.titles.items()}
        first |= {f"text_{code}": text for code, text in row.texts.items()}
    form = CallForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            kept = calls.keep_call(row.pk if row else None, **form.given(), who=request.user.email)
        except IncubatorError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, gettext("Kept."))
            return HttpResponseRedirect(reverse("incubator:call", args=[kept.pk]))
    heading = gettext("Change the call") if row else gettext("A new call")
    return show(request, "incubator/form.html", {"form": form, "heading": heading}, status=422 if form.errors else 200)


@needs("manage_incubator")
def call(request: HttpRequest, number: int) -> HttpResponse:
    """One call: the ranking of its applications, its criteria, its jury."""
    row, part = _call(number), request.POST.get("part", "")
    jurors = list(row.jurors.select_related("user").order_by("user__email"))
    there = {juror.user_id for juror in jurors}
    users = [(user.pk, user.email) for user in User.objects.filter(is_active=True).order_by("email") if user.pk not in there]
    criterion = CriterionForm(request.POST if part == "criterion" else None, prefix="criterion")
    juror = JurorForm(request.POST if part == "juror" else None, users=users, prefix="juror")
    form = {"criterion": criterion, "juror": juror}.get(part)
    if form is not None and form.is_valid() and _added(request, number, form):
        messages.success(request, gettext("Kept."))
        return HttpResponseRedirect(reverse("incubator:call", args=[number]))
    language = get_language() or "fr"
    context = {
        "row": row,
        "title": words(row.titles, language),
        "text": words(row.texts, language),
        "last": last_day(row.closes),
        "when": when(row, timezone.localdate()),
        "rows": ranking_rows(row, request.user),
        "drafts": row.applications.filter(state=DRAFT).count(),
        "admitted": row.applications.filter(state=ADMITTED).count(),
        "criteria": criteria(row, language),
        "jurors": jurors,
        "judging": seat(request.user, number) is not None,
        "criterion": criterion,
        "juror": juror,
        "address": request.build_absolute_uri(f"/{language}/apply/{number}/"),
    }
    return show(request, "incubator/call.html", context, status=422 if form is not None and form.errors else 200)


def _added(request: HttpRequest, number: int, form: CriterionForm | JurorForm) -> bool:
    try:
        if isinstance(form, CriterionForm):
            calls.add_criterion(number, form.names(), form.cleaned_data["weight"], who=request.user.email)
        else:
            calls.add_juror(number, form.cleaned_data["user"], who=request.user.email)
    except IncubatorError as error:
        form.add_error(None, refusal(error))
        return False
    return True


@needs("manage_incubator")
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Takes a criterion (``criterion``) or somebody of the jury (``juror``) out."""
    asked = {name: request.POST.get(name, "") for name in ("criterion", "juror")}
    try:
        if asked["criterion"].isdecimal():
            calls.remove_criterion(number, int(asked["criterion"]), who=request.user.email)
        elif asked["juror"].isdecimal():
            calls.remove_juror(number, int(asked["juror"]), who=request.user.email)
    except IncubatorError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, gettext("Kept."))
    return HttpResponseRedirect(reverse("incubator:call", args=[number]))


def _call(number: int) -> Call:
    row = Call.objects.filter(pk=number).first()
    if row is None:
        raise Http404
    return row
