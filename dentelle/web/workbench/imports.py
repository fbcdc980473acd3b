"""Lists of partners: brought, understood, compared, decided on, taken in, and taken back as a whole."""

from contextlib import suppress
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.http import require_POST

from dentelle.atlas.models import ListImport, Source
from dentelle.atlas.people.permissions import may
from dentelle.errors import DentelleError, JobError, JudgementError, SourceError
from dentelle.weaving import drafts, taking
from dentelle.weaving.drafts import Decision, Draft
from dentelle.weaving.imports import accepting, jobs, mappings
from dentelle.weaving.imports.fates import FATES, PERHAPS, Fates
from dentelle.weaving.imports.prepare import compared, progress_of, sheets, surveyed
from dentelle.weaving.imports.survey import USABLE, Survey
from dentelle.weaving.jobs import weave_soon
from dentelle.web.access import needs
from dentelle.web.queries.contributed import losing_support
from dentelle.web.queries.imported import LINES, List, became, previewed, tally
from dentelle.web.queries.list_words import FATE_NAMES, FIELD_NAMES, SURE
from dentelle.web.refusals import left_out, refusal
from dentelle.web.uploads import refused
from dentelle.web.workbench.intake import AGAIN
from dentelle.web.workbench.sections import sections
from dentelle.web.workbench.source_forms import DescribeForm

LATEST = 100  # imports listed
REASON = 500  # characters
LEFT, REMARKED = "left", "remarked"


class ListForm(DescribeForm):
    """A list, with what is to be declared of it."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=gettext_lazy("The list"),
        widget=forms.ClearableFileInput(attrs={"class": "drop"}),
        help_text=gettext_lazy("CSV, Excel (xlsx) or OpenDocument (ods), just as it came."),
    )
    field_order = ("file", "publisher", "title", "date", "licence", "publish", "trust", "language", "url")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["page"]
        self.fields["language"].choices[0] = ("", gettext_lazy("none in particular"))

    def words(self) -> dict[str, str | float]:
        """What ``territory.toml`` shall say."""
        self.cleaned_data["page"] = ""
        return super().words()


@needs("import_list")
def imports(request: HttpRequest) -> HttpResponse:
    """The lists that wait, and those that were taken in."""
    waiting = [one for one in drafts.every(settings.TERRITORY) if one.kind == "list" and one.state != "taken"]
    done = set(ListImport.objects.filter(pk__in=[one.token for one in waiting]).values_list("pk", flat=True))
    waiting = [one for one in waiting if one.token not in done]  # killed after the last step but one
    retired = {note.source for note in taking.retired(settings.TERRITORY)}
    rows = ListImport.objects.defer("rows").order_by("-made_at", "token")[:LATEST]
    listed = [(row, tally(row.counts), row.source in retired) for row in rows]
    context = {"menu": sections(request), "waiting": waiting, "listed": listed, "days": settings.DRAFT_DAYS}
    return render(request, "workbench/imports.html", context)


@needs("import_list")
def add(request: HttpRequest) -> HttpResponse:
    """The form for a new list, which is read at once."""
    drafts.sweep(settings.TERRITORY, settings.DRAFT_DAYS)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (made := _brought(request, form)):
        return HttpResponseRedirect(reverse("workbench:list", args=[made.token]))
    context = {"menu": sections(request), "form": form, "most": filesizeformat(settings.UPLOAD_BYTES)}
    return render(request, "workbench/import_add.html", context, status=422 if form.errors else 200)


def _brought(request: HttpRequest, form: ListForm) -> Draft | None:
    """The draft of the list that came, being read; None where there is none, which the form or a message says."""
    folder, file = settings.TERRITORY, form.cleaned_data.get("file")
    for name in refused(request):
        most = filesizeformat(settings.UPLOAD_BYTES)
        form.add_error("file", gettext("%(name)s is larger than %(most)s and was not taken.") % {"name": name, "most": most})
    if not form.errors and not file:
        form.add_error("file", gettext("Choose the file of the list."))
    if form.errors:
        return None
    try:
        draft = drafts.make(folder, file.name, file.chunks(), form.words(), request.user.email, "list")
    except (SourceError, OSError) as error:
        form.add_error("file", refusal(error))
        return None
    if there := taking.twin(folder, draft):
        drafts.discard(folder, draft.token)
        told = {"name": draft.name, "there": there}
        form.add_error("file", gettext("%(name)s is here already, as %(there)s. It was not added again.") % told)
        return None
    jobs.start(folder, draft, request.user.email)
    return draft


@needs("import_list")
def import_list(request: HttpRequest, token: str) -> HttpResponse:
    """One list, whatever step it is at."""
    row = ListImport.objects.filter(pk=token).first()
    held = None if row else _draft(token)
    if held is not None:
        held = jobs.go_on(settings.TERRITORY, held)
    if request.method == "POST":
        return _answer(request, held) if held else HttpResponseRedirect(request.path)
    if row is not None:
        return _taken(request, row)
    if held.state == "surveyed":
        return HttpResponseRedirect(reverse("workbench:list-columns", args=[token]))
    found, read = compared(settings.TERRITORY, token), sheets(settings.TERRITORY, token)
    if held.state == "read" and found is not None and read is not None:
        return _preview(request, held, found, read)
    context = {
        "menu": sections(request),
        "draft": held,
        "unread": left_out(held.reason, held.name) if held.reason else "",
        "progress": progress_of(settings.TERRITORY, token) if held.state == "reading" else None,
    }
    response = render(request, "workbench/import_waits.html", context)
    if held.state == "reading":
        response["Refresh"] = AGAIN
    return response


def _draft(token: str) -> Draft:
    try:
        held = drafts.load(settings.TERRITORY, token)
    except SourceError as error:
        raise Http404(error.detail) from error
    if held.kind != "list":
        raise Http404
    return held


# ---- columns


@needs("import_list")
def columns(request: HttpRequest, token: str) -> HttpResponse:
    """Which column holds what: as guessed or said last time, to be corrected; sent off, the list is compared."""
    held, found = _draft(token), surveyed(settings.TERRITORY, token)
    if found is None or held.state not in ("surveyed", "read"):
        return HttpResponseRedirect(reverse("workbench:list", args=[token]))
    mapping, before = mappings.known(found, str(held.words.get("publisher", "")))
    given = dict(held.columns or before)
    fault = ""
    if request.method == "POST":
        given = _given(request, found)
        if "name" in given.values():
            return _understood(request, held, tuple(given.items()))
        fault = gettext("Say which column holds the name: a row without one cannot be taken in.")
    listed = [
        (at, column, given.get(column.name, column.field), "before" if dict(before).get(column.name) else column.sure)
        for at, column in enumerate(found.columns)
    ]
    context = {
        "menu": sections(request),
        "draft": held,
        "survey": found,
        "listed": [(at, column, field, SURE[sure]) for at, column, field, sure in listed],
        "fields": [(field, FIELD_NAMES[field]) for field in _fields()],
        "mapping": mapping,
        "fault": fault,
    }
    return render(request, "workbench/import_columns.html", context, status=422 if fault else 200)


def _fields() -> tuple[str, ...]:
    return ("ignore", *(field for field in FIELD_NAMES if field in USABLE))


def _given(request: HttpRequest, found: Survey) -> dict[str, str]:
    """What the form says of each column; one that it does not know is not taken in."""
    known = set(_fields())
    said = {column.name: request.POST.get(f"c-{at}", "") for at, column in enumerate(found.columns)}
    return {column: field if field in known else "ignore" for column, field in said.items()}


def _understood(request: HttpRequest, held: Draft, columns: tuple[tuple[str, str], ...]) -> HttpResponse:
    """Keeps what was said of the columns, for this list and the next ones, and begins to compare."""
    folder = settings.TERRITORY
    mappings.remember(str(held.words.get("publisher", "")), columns, request.user.email)
    with drafts.changing(folder, held.token) as now:
        if now.state in ("surveyed", "read"):
            now.columns, now.decisions, now.tries, now.state = columns, {}, 0, "surveyed"
    jobs.start(folder, held, request.user.email)
    return HttpResponseRedirect(reverse("workbench:list", args=[held.token]))


# ---- the preview


def _preview(request: HttpRequest, held: Draft, found: Fates, read: Any) -> HttpResponse:
    language = get_language() or "fr"
    counts = tally(accepting.counted(found, read, held.decisions))
    first = tally(accepting.counted(found, read, {}))
    show = _shown(request, next((fate for fate, number in first.fates if number), "new"))
    listed, number = List(read), request.GET.get("page", "")
    remarked = listed.remarked()
    if show in FATES:
        page = previewed(found, read, held.decisions, _mapped(held), show, number, language)
    else:
        page = Paginator(listed.left() if show == LEFT else remarked, LINES).get_page(number)
    asked = [one for fate in found.rows if fate.fate == PERHAPS for one in fate.questions]
    context = {
        "menu": sections(request),
        "draft": held,
        "tally": counts,
        "tabs": [(fate, FATE_NAMES[fate], number) for fate, number in counts.fates],
        "found": [(fate, FATE_NAMES[fate], number) for fate, number in first.fates],
        "show": show,
        "page": page,
        "remarks": len(remarked),
        "open": sum(one.key not in held.decisions for one in asked),
        "before": sum(one.before is not None and one.key in held.decisions for fate in found.rows for one in fate.questions),
        "address": request.get_full_path(),
    }
    return render(request, "workbench/import_preview.html", context)


def _mapped(held: Draft) -> list[str]:
    return [column for column, field in held.columns if field != "ignore"]


def _shown(request: HttpRequest, first: str) -> str:
    asked = request.GET.get("show", "")
    return asked if asked in (*FATES, LEFT, REMARKED) else first


def _answer(request: HttpRequest, held: Draft) -> HttpResponse:
    """Keeps what the form decides, then takes the list in where that is asked."""
    folder, token, action = settings.TERRITORY, held.token, request.POST.get("action", "")
    found = compared(folder, token)
    if held.state == "read" and found is not None:
        try:
            _decide(request, held, found)
        except JudgementError as error:
            messages.error(request, refusal(error))
            return HttpResponseRedirect(request.get_full_path())
    if action != "take":
        messages.success(request, gettext("Kept. Nothing is in the atlas before you take the list in."))
        return HttpResponseRedirect(request.get_full_path())
    try:
        accepting.take(folder, token, who=request.user.email)
    except (DentelleError, OSError) as error:
        messages.error(request, refusal(error))
        return HttpResponseRedirect(request.get_full_path())
    weave_soon(request.user.email)
    messages.success(request, gettext("Taken in. What the list says shows with the weave that has just begun."))
    return HttpResponseRedirect(reverse("workbench:list", args=[token]))


def _decide(request: HttpRequest, held: Draft, found: Fates) -> None:
    """Raises JudgementError for decisions that cannot all be."""
    known = {one.key for fate in found.rows for one in fate.questions}
    said = {key: request.POST[f"q-{key}"] for key in known if f"q-{key}" in request.POST}
    with drafts.changing(settings.TERRITORY, held.token) as now:
        decisions = dict(now.decisions)
        for key, verdict in said.items():
            decisions.pop(key, None)
            if verdict in accepting.VERDICTS:
                decisions[key] = Decision(verdict)
        accepting.check(found, decisions, {})
        now.decisions = decisions


# ---- once it is taken in


def _taken(request: HttpRequest, row: ListImport) -> HttpResponse:
    kept = accepting.kept_rows(row)
    note = accepting.undone(settings.TERRITORY, row)
    there = Source.objects.filter(pk=row.source, present=True, digest=row.digest).first()
    counts = tally(row.counts)
    show = _shown(request, next((fate for fate, number in counts.fates if number), "new"))
    context = {
        "menu": sections(request),
        "import": row,
        "tally": counts,
        "tabs": [(fate, FATE_NAMES[fate], number) for fate, number in counts.fates],
        "show": show,
        "page": became(kept, show, request.GET.get("page", ""), get_language() or "fr"),
        "several": len(kept.sheets) > 1,
        "source": there,
        "undone": note,
        "columns": [(column, FIELD_NAMES.get(field, field)) for column, field in row.columns],
        "may_undo": _may_undo(request, row) and note is None,
        "may_restore": may(request.user, "retire_source"),
    }
    response = render(request, "workbench/import.html", context)
    if there is None and note is None:
        response["Refresh"] = AGAIN
    return response


def _may_undo(request: HttpRequest, row: ListImport) -> bool:
    """Whoever imported a list may take that back; of others' lists stewards may, as of any source."""
    return row.who == request.user.email or may(request.user, "retire_source")


@needs("import_list")
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """Which facts would lose their last support; and, sent off, the end of the whole import."""
    row = get_object_or_404(ListImport.objects.defer("rows"), pk=token)
    if not _may_undo(request, row):
        raise PermissionDenied
    here = HttpResponseRedirect(reverse("workbench:list", args=[token]))
    if accepting.undone(settings.TERRITORY, row) is not None:
        return here
    fault = ""
    if request.method == "POST":
        why = request.POST.get("why", "")[:REASON].strip()
        try:
            accepting.undo(settings.TERRITORY, row, who=request.user.email, why=why)
        except (DentelleError, OSError) as error:
            fault = refusal(error)
        else:
            weave_soon(request.user.email)
            messages.success(request, gettext("The import is undone. What only it said goes with the weave that has just begun."))
            return here
    source = Source.objects.filter(pk=row.source, present=True).first()
    lost = losing_support(source, get_language() or "fr") if source else None
    context = {"menu": sections(request), "import": row, "lost": lost, "fault": fault}
    return render(request, "workbench/import_undo.html", context, status=422 if fault else 200)


@needs("import_list")
@require_POST
def discard(request: HttpRequest, token: str) -> HttpResponse:
    """A list that waits, thrown away."""
    held = _draft(token)
    if held.state in ("taking", "taken"):
        messages.error(request, gettext("%(name)s is taken in already.") % {"name": held.name})
    else:
        with suppress(JobError):
            jobs.stop(settings.TERRITORY, held, request.user.email)
        drafts.discard(settings.TERRITORY, token)
        messages.success(request, gettext("%(name)s is thrown away.") % {"name": held.name})
    return HttpResponseRedirect(reverse("workbench:lists"))
