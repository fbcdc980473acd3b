"""Invoice lines of a month."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from dentelle.atlas.browsing.csv_files import csv_file
from dentelle.atlas.people.access import needs
from dentelle.hub.incubator.forms import MonthForm
from dentelle.hub.incubator.house import house
from dentelle.hub.incubator.queries.invoices import bill, bill_table
from dentelle.hub.incubator.views.showing import show


@needs("manage_incubator")
def invoices(request: HttpRequest) -> HttpResponse:
    """What the stays owe for the month asked for, line by line."""
    form = MonthForm(request.GET)
    found = bill(house(), _month(form), get_language() or "fr")
    shown = form if form.errors else MonthForm(initial={"month": found.month})
    return show(request, "incubator/invoices.html", {"form": shown, "bill": found}, status=422 if form.errors else 200)


@needs("manage_incubator")
def export(request: HttpRequest) -> HttpResponse:
    """The same as a CSV table."""
    found = bill(house(), _month(MonthForm(request.GET)), get_language() or "fr")
    return csv_file(f"invoice-lines-{found.month:%Y-%m}.csv", bill_table(found))


def _month(form: MonthForm) -> date:
    asked = form.cleaned_data.get("month") if form.is_valid() else None
    return asked or timezone.localdate()
