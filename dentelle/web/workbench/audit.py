"""The audit: who changed what, and when; as a page, and as a file."""

import csv
import io
import json
from collections.abc import Iterator

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy

from dentelle.spreadsheet import harmless
from dentelle.web.access import needs
from dentelle.web.queries.audit import FIELDS, Asked, audit_page, audit_rows, verbs
from dentelle.web.workbench.sections import sections

TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}
DAY = {"type": "date"}


class AuditForm(forms.Form):
    """Which lines to show; every field may be empty."""

    who = forms.CharField(max_length=254, required=False, label=gettext_lazy("Who"))
    verb = forms.ChoiceField(required=False, label=gettext_lazy("What was done"))
    object = forms.CharField(max_length=254, required=False, label=gettext_lazy("To what"))
    since = forms.DateField(required=False, label=gettext_lazy("From"), widget=forms.DateInput(DAY, "%Y-%m-%d"))
    until = forms.DateField(required=False, label=gettext_lazy("To"), widget=forms.DateInput(DAY, "%Y-%m-%d"))

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        self.fields["verb"].choices = [("", "–"), *((verb, verb) for verb in verbs())]

    def asked(self) -> Asked:
        """What a valid form asks for."""
        return Asked(**self.cleaned_data)


@needs("read_audit")
def audit(request: HttpRequest) -> HttpResponse:
    """The lines asked for, page by page; everything when the question makes no sense, which the form says."""
    form = AuditForm(request.GET)
    asked = form.asked() if form.is_valid() else Asked()
    page, lines = audit_page(asked, request.GET.get("page", "1"), get_language() or "fr")
    query = request.GET.copy()
    query.pop("page", None)
    context = {"menu": sections(request), "form": form, "page": page, "lines": lines, "query": query.urlencode()}
    return render(request, "workbench/audit.html", context, status=422 if form.errors else 200)


@needs("read_audit")
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The lines asked for as a CSV table, whose cells no spreadsheet runs, or as JSON lines."""
    asked = AuditForm(request.GET)
    if form not in TYPES or not asked.is_valid():
        raise Http404
    rows = audit_rows(asked.asked())
    response = StreamingHttpResponse(_csv(rows) if form == "csv" else _json(rows), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="audit.{form}"'
    return response


def _csv(rows: Iterator[dict[str, str]]) -> Iterator[str]:
    yield _csv_line(FIELDS)
    for row in rows:
        yield _csv_line(tuple(harmless(row[name]) for name in FIELDS))


def _csv_line(cells: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _json(rows: Iterator[dict[str, str]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"
