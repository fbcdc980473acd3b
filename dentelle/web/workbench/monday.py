"""The Monday list: whom to call about what."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.deciding.calls import note_call
from dentelle.atlas.people.permissions import may
from dentelle.errors import JudgementError
from dentelle.web.access import needs
from dentelle.web.queries.monday import monday as monday_query
from dentelle.web.queries.monday import stale_before
from dentelle.web.queries.to_settle import who_settles
from dentelle.web.refusals import refusal
from dentelle.web.workbench.sections import sections


@needs("enter")
def monday(request: HttpRequest) -> HttpResponse:
    """The list, to be printed or worked through on the screen."""
    assigned = request.GET.get("assigned", "")[:254]
    return render(
        request,
        "workbench/monday.html",
        {
            "menu": sections(request),
            "lines": monday_query(assigned, get_language() or "fr"),
            "assigned": assigned,
            "people": who_settles(),
            "today": timezone.localdate(),
            "before": stale_before(),
            "may_answer": may(request.user, "answer_reports"),
            "noting": may(request.user, "settle_findings"),
        },
    )


@needs("settle_findings")
@require_POST
def call(request: HttpRequest) -> HttpResponse:
    """A call that was made."""
    asked, assigned = request.POST, request.GET.get("assigned", "")[:254]
    outcome = asked.get("outcome", "")
    if outcome not in ("reached", "no_answer"):
        raise PermissionDenied
    try:
        note_call(
            asked.get("entity", ""),
            outcome,
            reasons=asked.get("reasons", ""),
            who=request.user.email,
            note=asked.get("note", "")[:1000],
        )
    except JudgementError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, gettext("Noted."))
    return HttpResponseRedirect(reverse("workbench:monday") + (f"?{urlencode({'assigned': assigned})}" if assigned else ""))
