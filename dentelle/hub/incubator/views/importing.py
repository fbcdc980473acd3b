"""Rooms and stays from a table."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from dentelle.atlas.access import needs
from dentelle.atlas.refusals import refusal
from dentelle.errors import IncubatorError
from dentelle.hub.incubator.importing import NEEDED, import_table
from dentelle.hub.incubator.views.showing import show

KIND_NAMES = {"rooms": gettext_lazy("Rooms"), "stays": gettext_lazy("Stays")}
OTHER = {
    "rooms": ("power", "fibre", "accessible", "shared", "last_day", "price", "per"),
    "stays": ("last_day", "desks", "activity", "agreement", "rent"),
}
SHOWN = 50  # faults


class TableForm(forms.Form):
    """A table and what its rows are."""

    kind = forms.ChoiceField(choices=list(KIND_NAMES.items()), label=gettext_lazy("What the table holds"))
    table = forms.FileField(label=gettext_lazy("CSV file"))

    def clean_table(self) -> bytes:
        """The bytes of the file, which is small enough to be read whole."""
        file = self.cleaned_data["table"]
        if file.size > min(settings.UPLOAD_BYTES, 5_000_000):
            raise forms.ValidationError(gettext_lazy("The table is too large."))
        return file.read()


@needs("manage_incubator")
def table(request: HttpRequest) -> HttpResponse:
    """The form; every row of the table is taken, or none, and what is wrong is told line by line."""
    form = TableForm(request.POST or None, request.FILES or None)
    faults = []
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        try:
            number, found = import_table(kind, form.cleaned_data["table"], who=request.user.email)
        except IncubatorError as error:
            form.add_error("table", refusal(error))
        else:
            if not found:
                said = ngettext("%(number)s row is taken.", "%(number)s rows are taken.", number) % {"number": number}
                messages.success(request, said)
                return HttpResponseRedirect(reverse(f"incubator:{kind}"))
            form.add_error("table", gettext("Nothing was taken. Correct these lines and give the whole table again."))
            faults = [(line, refusal(error)) for line, error in found[:SHOWN]]
    columns = [(KIND_NAMES[kind], NEEDED[kind], OTHER[kind]) for kind in KIND_NAMES]
    context = {"form": form, "faults": faults, "columns": columns}
    return show(request, "incubator/import.html", context, status=422 if form.errors else 200)
