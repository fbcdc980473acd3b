"""Merging two entities and splitting one, each with a preview, and only with a reason."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from dentelle.atlas.browsing.names import name_of
from dentelle.atlas.deciding.judgements import judge_pair, split
from dentelle.atlas.models import EntityRow
from dentelle.errors import JudgementError, RefusedError
from dentelle.web.access import needs
from dentelle.web.queries.editing import entity_row
from dentelle.web.queries.entity import current_id
from dentelle.web.queries.joining import MOST_LEAVES, merged, parted, partners, pieces
from dentelle.web.refusals import refusal
from dentelle.web.workbench.fact_forms import WhyForm
from dentelle.web.workbench.sections import sections


class ReasonForm(WhyForm):
    """Why it is one thing, or two."""

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        self.fields["why"].help_text = gettext("It stays in the history of the entity.")


@needs("decide_identity")
def merge(request: HttpRequest, identity: str) -> HttpResponse:
    """Search for the other, look at what both would be as one, say why, merge."""
    row = _row(identity)
    language, asked = get_language() or "fr", request.GET.get("q", "")[:200]
    other = entity_row(request.GET.get("other", "")) if request.GET.get("other") else None
    if other is not None and other.identity_id == row.identity_id:
        other = None
    form = ReasonForm(request.POST or None)
    context = {
        "menu": sections(request),
        "name": name_of(row, language),
        "asked": asked,
        "found": partners(row, asked, language),
        "other": name_of(other, language) if other else None,
        "merged": None,
        "form": form,
        "chain": (),
        "fault": "",
    }
    try:
        if request.method == "POST" and other is not None and form.is_valid():
            judge_pair(row.identity_id, other.identity_id, "same", who=request.user.email, why=form.cleaned_data["why"])
            messages.success(request, gettext("Merged. Whatever led to either leads here."))
            return HttpResponseRedirect(reverse("workbench:history", args=[current_id(row.identity_id)]))
        if other is not None:
            context["merged"] = merged(row, other, request.user.email, language)
    except JudgementError as error:
        return render(request, "workbench/merge.html", context | _refused(error), status=409)
    return render(request, "workbench/merge.html", context, status=422 if form.errors else 200)


@needs("decide_identity")
def take_apart(request: HttpRequest, identity: str) -> HttpResponse:
    """Choose the names in sources that are another thing, look at both pages, say why, split."""
    row = _row(identity)
    language = get_language() or "fr"
    found = pieces(row, language)
    given = request.POST.getlist("leaf") or request.GET.getlist("leaf")
    chosen = [piece.leaf for piece in found if piece.leaf in given]
    form = ReasonForm(request.POST or None)
    context = {
        "menu": sections(request),
        "name": name_of(row, language),
        "pieces": found,
        "all": len(found) < MOST_LEAVES,
        "chosen": chosen,
        "parted": None,
        "form": form,
        "chain": (),
        "fault": "",
    }
    try:
        if request.method == "POST" and chosen and form.is_valid():
            split(row.identity_id, chosen, who=request.user.email, why=form.cleaned_data["why"])
            messages.success(request, gettext("Split. What went has a page of its own."))
            return HttpResponseRedirect(reverse("workbench:history", args=[row.identity_id]))
        if chosen:
            context["parted"] = parted(row, chosen, request.user.email, language)
    except JudgementError as error:
        return render(request, "workbench/split.html", context | _refused(error), status=409)
    return render(request, "workbench/split.html", context, status=422 if form.errors else 200)


def _row(identity: str) -> EntityRow:
    row = entity_row(identity)
    if row is None:
        raise Http404
    return row


def _refused(error: JudgementError) -> dict[str, object]:
    return {"chain": error.chain} if isinstance(error, RefusedError) else {"fault": refusal(error)}
