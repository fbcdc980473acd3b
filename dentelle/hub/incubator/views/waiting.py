"""The waiting list."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.people.access import needs
from dentelle.atlas.people.refusals import refusal
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import waiting
from dentelle.hub.incubator.forecast import assumed
from dentelle.hub.incubator.forms import WaitForm
from dentelle.hub.incubator.house import house
from dentelle.hub.incubator.models import WAITING, Wait
from dentelle.hub.incubator.queries.waiting import waiting_list
from dentelle.hub.incubator.views.showing import asked_day, show


@needs("manage_incubator")
def listed(request: HttpRequest) -> HttpResponse:
    """Who waits, in order, for what, and when their turn comes."""
    day = asked_day(request)
    rows = waiting_list(house(), day, get_language() or "fr")
    return show(request, "incubator/waiting.html", {"rows": rows, "day": day, "months": assumed().months})


@needs("manage_incubator")
def add(request: HttpRequest) -> HttpResponse:
    """A form for one more who waits."""
    form = WaitForm(request.POST or None, initial={"arrived": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = form.given()
        try:
            waiting.enter(given.pop("firm"), given.pop("arrived"), who=request.user.email, **given)
        except IncubatorError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, gettext("Kept."))
            return HttpResponseRedirect(reverse("incubator:waiting"))
    heading = gettext("One more who waits")
    return show(request, "incubator/form.html", {"form": form, "heading": heading}, status=422 if form.errors else 200)


@needs("manage_incubator")
def change(request: HttpRequest, number: int) -> HttpResponse:
    """What somebody on the list needs, to be corrected."""
    row = Wait.objects.filter(pk=number, state=WAITING).select_related("firm").first()
    if row is None:
        raise Http404
    first = {
        name: getattr(row, name) or None for name in ("arrived", "area", "desks", "fibre", "accessible", "earliest", "latest")
    }
    form = WaitForm(request.POST or None, initial={**first, "note_": row.note})
    del form.fields["firm"], form.fields["activity"]
    if request.method == "POST" and form.is_valid():
        try:
            waiting.change(number, who=request.user.email, **form.given())
        except IncubatorError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, gettext("Kept."))
            return HttpResponseRedirect(reverse("incubator:waiting"))
    context = {"form": form, "heading": row.firm.name}
    return show(request, "incubator/form.html", context, status=422 if form.errors else 200)


@needs("manage_incubator")
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Takes somebody from the list."""
    waiting.withdraw(number, who=request.user.email)
    messages.success(request, gettext("Taken from the list."))
    return HttpResponseRedirect(reverse("incubator:waiting"))
