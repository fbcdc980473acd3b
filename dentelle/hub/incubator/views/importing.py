"""Rooms and stays from a table."""

import base64
import zlib
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from dentelle.atlas.browsing.csv_files import csv_file
from dentelle.atlas.people.access import needs
from dentelle.atlas.people.refusals import refusal
from dentelle.atlas.workbook_tables import as_csv
from dentelle.errors import IncubatorError, SourceError
from dentelle.hub.incubator.importing import NEEDED, OTHER, Imported, import_table
from dentelle.hub.incubator.queries.house_tables import house_table
from dentelle.hub.incubator.tables import columns
from dentelle.hub.incubator.views.showing import show

KIND_NAMES = {"rooms": gettext_lazy("Rooms"), "stays": gettext_lazy("Stays")}
SHOWN = 50  # faults or changes
HELD = 1_000_000  # characters of a table that a page carries until its changes are agreed to
HOUR = 3_600  # seconds
SALT = "incubator table"


class TableForm(forms.Form):
    """A table and what its rows are; ``held`` is one that was given before, ``agreed`` the changes that were shown of it."""

    kind = forms.ChoiceField(choices=list(KIND_NAMES.items()), label=gettext_lazy("What the table holds"))
    table = forms.FileField(label=gettext_lazy("CSV file, or a workbook (xlsx, ods)"), required=False)
    held = forms.CharField(required=False, widget=forms.HiddenInput)
    agreed = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """With ``data``, the bytes of the table, which is small enough to be read whole."""
        given = super().clean() or self.cleaned_data
        file, held = given.get("table"), given.get("held")
        if file is not None and file.size > min(settings.UPLOAD_BYTES, 5_000_000):
            self.add_error("table", gettext("The table is too large."))
        elif file is not None:
            try:
                given["data"] = as_csv(file.read(), file.name)
            except SourceError:
                self.add_error("table", gettext("This workbook cannot be read. Save its sheet as CSV, and give that."))
        elif held:
            try:
                given["data"] = zlib.decompress(base64.b85decode(signing.loads(held, salt=SALT, max_age=HOUR)))
            except signing.BadSignature:
                self.add_error("table", gettext("Give the table once more: it was not kept any longer."))
        else:
            self.add_error("table", gettext("Choose the table."))
        return given


@needs("manage_incubator")
def table(request: HttpRequest) -> HttpResponse:
    """The form; every row is taken, or none: what is wrong is told line by line, what would change is asked about."""
    if request.GET.get("example") in NEEDED:
        return _example(request.GET["example"])
    form = TableForm(request.POST or None, request.FILES or None, initial={"kind": request.GET.get("kind", "rooms")})
    found = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            found = import_table(given["kind"], given["data"], who=request.user.email, agreed=given["agreed"])
        except IncubatorError as error:
            form.add_error("table", refusal(error))
        else:
            if found.kept:
                messages.success(request, _told(found))
                return HttpResponseRedirect(reverse(f"incubator:{given['kind']}"))
            if found.faults:
                form.add_error("table", gettext("Nothing was taken. Correct these lines and give the whole table again."))
    awaited = _asked(form, found) if found is not None and not found.faults else None
    language = get_language() or "fr"
    context = {
        "form": form,
        "found": found,
        "awaited": awaited,
        "faults": [(line, refusal(error)) for line, error in found.faults[:SHOWN]] if found else [],
        "changes": _changes(found, language) if awaited else [],
        "more": max(0, len(found.changes) - SHOWN) if awaited else 0,
        "columns": [(k, KIND_NAMES[k], columns(NEEDED[k], language), columns(OTHER[k], language)) for k in NEEDED],
    }
    return show(request, "incubator/import.html", context, status=422 if form.errors else 200)


def _asked(form: TableForm, found: Imported) -> dict[str, str]:
    """What the page carries until the changes found are agreed to; a table too large to be carried is to be given again."""
    data = form.cleaned_data["data"]
    held = signing.dumps(base64.b85encode(zlib.compress(data)).decode(), salt=SALT)
    return {"kind": form.cleaned_data["kind"], "agreed": found.agreement, "held": held if len(held) <= HELD else ""}


def _changes(found: Imported, language: str) -> list[tuple[int, str, str, str, str]]:
    """Each change as line, what it is of, column, before and after, as many as a page shows."""
    lines = [(one, each) for one in found.changes[:SHOWN] for each in one.differences]
    return [(one.line, one.what, columns([each.column], language)[0], each.before, each.after) for one, each in lines]


def _told(found: Imported) -> str:
    taken = ngettext("%(number)s row is taken.", "%(number)s rows are taken.", found.new) % {"number": found.new}
    changed = ngettext("%(number)s is changed.", "%(number)s are changed.", len(found.changes)) % {"number": len(found.changes)}
    same = ngettext("%(number)s is as it was.", "%(number)s are as they were.", found.same) % {"number": found.same}
    return " ".join(said for said, number in ((taken, found.new), (changed, len(found.changes)), (same, found.same)) if number)


@needs("manage_incubator")
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The rooms or stays as the table that can be corrected and brought back."""
    if kind not in NEEDED:
        raise Http404
    return csv_file(f"{kind}.csv", house_table(kind, get_language() or "fr"))


def _example(kind: str) -> HttpResponse:
    """An empty table with the columns in the language of the page."""
    return csv_file(f"{kind}.csv", [columns((*NEEDED[kind], *OTHER[kind]), get_language() or "fr")])
