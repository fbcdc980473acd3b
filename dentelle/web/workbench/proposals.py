"""Proposals of those who keep a record, or may not change the atlas themselves: the queue, and one with its answer."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy

from dentelle.atlas.browsing.names import names_of
from dentelle.atlas.deciding import proposals as deciding
from dentelle.atlas.models import Proposal
from dentelle.atlas.models.hand import OPEN
from dentelle.atlas.people.permissions import may
from dentelle.errors import JudgementError
from dentelle.web.access import needs
from dentelle.web.queries.proposals import proposals_page, standing_instead
from dentelle.web.refusals import refusal
from dentelle.web.workbench.sections import sections


class AnswerForm(forms.Form):
    """What the author of the proposal reads."""

    answer = forms.CharField(
        max_length=deciding.LONGEST_ANSWER,
        required=False,
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("Its author reads it. Whoever refuses says why."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@needs("enter")
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for an editor, or with ``?state=settled`` what was answered; for everybody else their own."""
    editor = may(request.user, "edit_facts")
    settled = request.GET.get("state") == "settled"
    who = "" if editor else request.user.email
    page, shown = proposals_page(request.GET.get("page", "1"), get_language() or "fr", settled=settled, who=who)
    context = {"menu": sections(request), "page": page, "shown": shown, "settled": settled, "editor": editor}
    return render(request, "workbench/proposals.html", context)


@needs("enter")
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """One proposal: an editor accepts or refuses it with an answer, its author takes it back."""
    row = Proposal.objects.filter(pk=number).first()
    if row is None:
        raise Http404
    editor, mine = may(request.user, "edit_facts"), row.who == request.user.email
    if not editor and not mine:
        raise PermissionDenied
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, row.pk, form.cleaned_data["answer"], editor=editor)
            return HttpResponseRedirect(reverse("workbench:proposals"))
        except JudgementError as error:
            form.add_error(None, refusal(error))
            row.refresh_from_db()
    language = get_language() or "fr"
    context = {
        "menu": sections(request),
        "row": row,
        "name": names_of([row.identity_id], language).get(row.identity_id),
        "draft": deciding.draft_of(row),
        "instead": standing_instead(row, language),
        "form": form,
        "open": row.state == OPEN,
        "editor": editor,
        "mine": mine,
    }
    return render(request, "workbench/proposal.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, number: int, answer: str, *, editor: bool) -> None:
    who, do = request.user.email, request.POST.get("do", "")
    if do == "withdraw":
        deciding.withdraw(number, who=who)
        messages.success(request, gettext("Taken back."))
    elif not editor:
        raise PermissionDenied
    elif do == "accept":
        deciding.accept(number, who=who, answer=answer)
        messages.success(request, gettext("Accepted. The page says so from now on."))
    else:
        deciding.refuse(number, who=who, answer=answer)
        messages.success(request, gettext("Answered."))
