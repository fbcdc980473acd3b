"""Sources: what each contributed, what is declared of it; adding, describing, retiring, bringing back."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.models import Source
from dentelle.atlas.people.permissions import may
from dentelle.atlas.privacy.obeying import in_force
from dentelle.errors import DentelleError, SourceError, TerritoryError
from dentelle.territory import load
from dentelle.weaving import drafts, intake, taking
from dentelle.weaving.jobs import weave_soon
from dentelle.web.access import needs
from dentelle.web.queries.contributed import contributed, losing_support
from dentelle.web.queries.noted import noted_page
from dentelle.web.refusals import refusal
from dentelle.web.uploads import refused
from dentelle.web.workbench.noted import note_alone, noted_words
from dentelle.web.workbench.sections import sections
from dentelle.web.workbench.source_forms import AddForm, DescribeForm

REASON = 500  # characters


@needs("enter")
def sources(request: HttpRequest) -> HttpResponse:
    """Every source with what it contributed."""
    folder = settings.TERRITORY
    return render(
        request,
        "workbench/sources.html",
        {
            "menu": sections(request),
            "listed": contributed(folder, request.GET.get("page", "")),
            "retired": taking.shown(taking.retired(folder), in_force()),
            "waiting": [draft for draft in drafts.every(folder) if draft.state != "taken" and draft.kind == "document"],
            "noted": noted_page(),
            "may_import": may(request.user, "import_list"),
            "may_add": may(request.user, "add_source"),
            "may_describe": may(request.user, "edit_facts"),
            "may_retire": may(request.user, "retire_source"),
        },
    )


@needs("add_source")
def add(request: HttpRequest) -> HttpResponse:
    """The form for new documents; each becomes a draft that is read at once and taken in later."""
    folder = settings.TERRITORY
    drafts.sweep(folder, settings.DRAFT_DAYS)
    form = AddForm(request.POST or None, request.FILES or None, initial=noted_words(request.GET.get("noted", "")))
    if request.method == "POST" and form.is_valid() and _something_came(request, form):
        if not form.cleaned_data["files"] and not form.cleaned_data["text"].strip():
            return note_alone(request, form.words())
        made = list(_drafts(request, form))
        if len(made) == 1:
            return HttpResponseRedirect(reverse("workbench:draft", args=[made[0].token]))
        return HttpResponseRedirect(reverse("workbench:intake"))
    most = filesizeformat(settings.UPLOAD_BYTES)
    context = {"menu": sections(request), "form": form, "most": most, "days": settings.DRAFT_DAYS}
    return render(request, "workbench/source_add.html", context, status=422 if form.errors else 200)


def _something_came(request: HttpRequest, form: AddForm) -> bool:
    for name in refused(request):
        most = filesizeformat(settings.UPLOAD_BYTES)
        form.add_error("files", gettext("%(name)s is larger than %(most)s and was not taken.") % {"name": name, "most": most})
    given = form.cleaned_data
    if not form.errors and not (given.get("files") or given.get("text", "").strip() or given.get("url")):
        form.add_error(None, gettext("Choose a file, paste a text, or give the address of a source to come."))
    return not form.errors


def _drafts(request: HttpRequest, form: AddForm) -> Iterator[drafts.Draft]:
    """A draft for each thing that came, being read; told of each that is here already or holds nothing."""
    folder, words, who = settings.TERRITORY, form.words(), request.user.email
    came: list[tuple[str, Any]] = [(file.name, file.chunks()) for file in form.cleaned_data["files"]]
    if len(came) > 1 or (came and form.cleaned_data["text"].strip()):
        words = {**words, "title": ""}  # one title cannot be that of several
    if text := form.cleaned_data["text"].strip():
        came.append((f"{form.cleaned_data['title'].replace('.', ' ')}.txt", [text.encode()]))
    for name, chunks in came:
        try:
            draft = drafts.make(folder, name, chunks, words if len(came) == 1 or not text else _titled(words, form, name), who)
        except (SourceError, OSError) as error:
            messages.error(request, refusal(error))
            continue
        there = taking.twin(folder, draft)
        if there:
            drafts.discard(folder, draft.token)
            told = {"name": draft.name, "there": there}
            messages.warning(request, gettext("%(name)s is here already, as %(there)s. It was not added again.") % told)
            continue
        intake.start(folder, draft.token)
        yield draft


def _titled(words: dict[str, str | float], form: AddForm, name: str) -> dict[str, str | float]:
    """``words`` with the title that was given where ``name`` is the pasted text among files."""
    pasted = name == f"{form.cleaned_data['title'].replace('.', ' ')}.txt"
    return {**words, "title": form.cleaned_data["title"] if pasted else ""}


@needs("edit_facts")
def source(request: HttpRequest, source: str) -> HttpResponse:
    """What is declared of one source, to be changed."""
    row = get_object_or_404(Source, pk=source, present=True)
    held, fault = _declared(row)
    form = DescribeForm(request.POST or None, initial=held)
    if request.method == "POST" and form.is_valid():
        changed = {name: value for name, value in form.words().items() if value != held.get(name, "")}
        try:
            if changed:
                taking.describe(settings.TERRITORY, row, changed, who=request.user.email)
        except (DentelleError, OSError) as error:
            fault = refusal(error)
        else:
            if changed:
                weave_soon(request.user.email)
            messages.success(request, gettext("Kept. The pages follow with the weave that has just begun."))
            return HttpResponseRedirect(reverse("workbench:sources"))
    context = {
        "menu": sections(request),
        "form": form,
        "source": row,
        "fault": fault,
        "may_retire": may(request.user, "retire_source"),
    }
    return render(request, "workbench/source.html", context, status=422 if form.errors or fault else 200)


def _declared(row: Source) -> tuple[dict[str, Any], str]:
    """What ``territory.toml`` says of a source, and what is wrong with that file, if anything is."""
    try:
        rule = load(settings.TERRITORY).rule_for(row.path)
    except TerritoryError as error:
        names = ("title", "publisher", "licence", "date", "publish", "page", "language", "url", "trust")
        return {name: getattr(row, name) for name in names}, refusal(error)
    names = ("title", "publisher", "licence", "date", "publish", "page", "language", "url", "trust")
    return {name: getattr(rule, name) for name in names}, ""


@needs("retire_source")
def retire(request: HttpRequest, source: str) -> HttpResponse:
    """Which facts rest on a source alone; and, sent off, the end of that source."""
    row = get_object_or_404(Source, pk=source, present=True)
    fault = ""
    if request.method == "POST":
        why = request.POST.get("why", "")[:REASON].strip()
        try:
            taking.retire(settings.TERRITORY, row, who=request.user.email, why=why)
        except (DentelleError, OSError) as error:
            fault = refusal(error)
        else:
            weave_soon(request.user.email)
            told = gettext("%(path)s is retired. What only it said goes with the weave that has just begun.") % {
                "path": row.shown_path
            }
            messages.success(request, told)
            return HttpResponseRedirect(reverse("workbench:sources"))
    lost = losing_support(row, get_language() or "fr")
    context = {"menu": sections(request), "source": row, "lost": lost, "fault": fault}
    return render(request, "workbench/source_retire.html", context, status=422 if fault else 200)


@needs("retire_source")
@require_POST
def bring_back(request: HttpRequest, source: str) -> HttpResponse:
    """A retired source, back where it was."""
    try:
        path = taking.bring_back(settings.TERRITORY, source, who=request.user.email)
    except (DentelleError, OSError) as error:
        messages.error(request, refusal(error))
    else:
        weave_soon(request.user.email)
        messages.success(
            request, gettext("%(path)s is back. Its facts return with the weave that has just begun.") % {"path": path}
        )
    return HttpResponseRedirect(reverse("workbench:sources"))
