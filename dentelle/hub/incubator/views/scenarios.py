"""Extension scenarios: drawn up, and compared side by side."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.browsing.csv_files import csv_file
from dentelle.atlas.people.access import needs
from dentelle.atlas.people.refusals import refusal
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import planning
from dentelle.hub.incubator.forecast import assumed
from dentelle.hub.incubator.forms import AdditionForm, ScenarioForm
from dentelle.hub.incubator.house import house
from dentelle.hub.incubator.models import Scenario
from dentelle.hub.incubator.queries.scenarios import AS_IT_IS, Comparison, comparison, table
from dentelle.hub.incubator.views.showing import asked_day, show

MOST = 4  # columns beside one another


@needs("manage_incubator")
def scenarios(request: HttpRequest) -> HttpResponse:
    """The scenarios, a form for a new one, and which to compare."""
    form = ScenarioForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = planning.add_scenario(form.cleaned_data["name"], who=request.user.email, note_=form.cleaned_data["note_"])
        except IncubatorError as error:
            form.add_error("name", refusal(error))
        else:
            return HttpResponseRedirect(reverse("incubator:scenario", args=[made.pk]))
    rows = Scenario.objects.prefetch_related("rooms").order_by("name", "pk")
    listed = [(row, sum(one.count for one in row.rooms.all())) for row in rows]
    context = {"form": form, "rows": listed, "most": MOST}
    return show(request, "incubator/scenarios.html", context, status=422 if form.errors else 200)


@needs("manage_incubator")
def scenario(request: HttpRequest, number: int) -> HttpResponse:
    """One scenario: its rooms, and a form for more."""
    row = Scenario.objects.filter(pk=number).first()
    if row is None:
        raise Http404
    form = AdditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            planning.add_rooms(number, form.addition(), who=request.user.email)
        except IncubatorError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, gettext("Kept."))
            return HttpResponseRedirect(reverse("incubator:scenario", args=[number]))
    context = {"form": form, "row": row, "rooms": row.rooms.order_by("opens", "pk")}
    return show(request, "incubator/scenario.html", context, status=422 if form.errors else 200)


@needs("manage_incubator")
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Takes rooms out of a scenario (``rooms``), or drops it whole."""
    rooms = request.POST.get("rooms", "")
    if rooms.isdecimal():
        planning.remove_rooms(number, int(rooms), who=request.user.email)
        return HttpResponseRedirect(reverse("incubator:scenario", args=[number]))
    planning.remove_scenario(number, who=request.user.email)
    messages.success(request, gettext("The scenario is dropped."))
    return HttpResponseRedirect(reverse("incubator:scenarios"))


@needs("manage_incubator")
def compare(request: HttpRequest) -> HttpResponse:
    """The scenarios that the address names (``?s=1&s=2``) beside the house as it is."""
    found = _compared(request)
    query = "&".join(f"s={column.number}" for column in found.columns if column.number)
    context = {"found": found, "query": query, "day": asked_day(request), "months": assumed().months, "draws": assumed().draws}
    return show(request, "incubator/compare.html", context)


@needs("manage_incubator")
def export(request: HttpRequest) -> HttpResponse:
    """The same as a CSV table."""
    return csv_file("scenarios.csv", table(_compared(request)))


def _compared(request: HttpRequest) -> Comparison:
    asked = [int(number) for number in request.GET.getlist("s") if number.isdecimal() and len(number) < 18]
    return comparison(house(), [AS_IT_IS, *asked][:MOST], asked_day(request), get_language() or "fr")
