"""The house today, and over time."""

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy

from dentelle.atlas.people.access import needs
from dentelle.atlas.people.permissions import may
from dentelle.hub.incubator.calendar_months import after, first_of
from dentelle.hub.incubator.forms import day_field
from dentelle.hub.incubator.house import house
from dentelle.hub.incubator.models import Scenario
from dentelle.hub.incubator.queries.chart import AFTER, BEFORE, chart
from dentelle.hub.incubator.queries.overview import AHEAD, SOON, overview
from dentelle.hub.incubator.queries.scenarios import AS_IT_IS, comparison
from dentelle.hub.incubator.queries.waiting import waiting_list
from dentelle.hub.incubator.views.showing import asked_day, show

SCENARIOS = 2  # shown on the first page; all others where they are compared


class SpanForm(forms.Form):
    """The months to draw; both may be empty."""

    start = day_field(gettext_lazy("From"), required=False)
    end = day_field(gettext_lazy("To"), required=False)


@needs("see_incubator")
def today(request: HttpRequest) -> HttpResponse:
    """How full the house is on the day asked for, who is there, who leaves, what falls free.

    Who manages it sees who waits, too, and what the scenarios would change.
    """
    day, language, known = asked_day(request), get_language() or "fr", house()
    context = {"day": day, "shown": overview(known, day, language), "soon": SOON, "ahead": AHEAD, "waiting": (), "found": None}
    if known.rooms and may(request.user, "manage_incubator"):
        context["waiting"] = waiting_list(known, day, language)
        drawn_up = list(Scenario.objects.order_by("pk").values_list("pk", flat=True)[:SCENARIOS])
        context["found"] = comparison(known, [AS_IT_IS, *drawn_up], day, language) if drawn_up else None
        context["query"] = "&".join(f"s={number}" for number in drawn_up)
    return show(request, "incubator/overview.html", context)


@needs("see_incubator")
def occupancy(request: HttpRequest) -> HttpResponse:
    """The Gantt chart and its table."""
    day = asked_day(request)
    form = SpanForm(request.GET)
    start, end = (form.cleaned_data.get(name) if form.is_valid() else None for name in ("start", "end"))
    start = start or after(first_of(day), -BEFORE)
    end = end or after(first_of(max(day, start)), AFTER)
    drawn = chart(house(), day, start, _next_month(end), get_language() or "fr")
    shown = SpanForm(initial={"start": start, "end": end}) if not form.errors else form
    return show(request, "incubator/chart.html", {"form": shown, "chart": drawn, "day": day}, status=422 if form.errors else 200)


def _next_month(day: date) -> date:
    return first_of(day) + timedelta(days=31)
