"""Findings: who takes care of which, and what settles it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.deciding import settling
from dentelle.atlas.deciding.judgements import judge_claim, undo_claim, undo_pair
from dentelle.atlas.people.permissions import may
from dentelle.errors import JudgementError
from dentelle.web.access import needs
from dentelle.web.queries.to_settle import to_settle, wanted_of
from dentelle.web.refusals import refusal
from dentelle.web.workbench.check_names import CHECK_NAMES, SEVERITY_NAMES
from dentelle.web.workbench.sections import sections

NEEDS = {  # change → what a person must be allowed to do
    "settle": "settle_findings",
    "reopen": "settle_findings",
    "assign": "settle_findings",
    "accept": "decide_claims",
    "reject": "decide_claims",
    "undo": "decide_claims",
    "undo_pair": "decide_identity",
}


@needs("enter")
def findings(request: HttpRequest) -> HttpResponse:
    """What the checks ask people to look at, grouped by check."""
    wanted = wanted_of(request.GET)
    desk = to_settle(wanted, request.GET.get("page", "1"), get_language() or "fr")
    return render(
        request,
        "workbench/findings.html",
        {
            "menu": sections(request),
            "desk": desk,
            "wanted": wanted,
            "checks": [(check, CHECK_NAMES.get(check, check), number) for check, number in desk.checks],
            "severities": [(severity, SEVERITY_NAMES.get(severity, severity), number) for severity, number in desk.severities],
            "severity_names": SEVERITY_NAMES,
            "settling": may(request.user, "settle_findings"),
            "deciding": may(request.user, "decide_claims"),
            "joining": may(request.user, "decide_identity"),
        },
    )


@needs("settle_findings")
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """One change: settle or reopen a finding, give it to somebody, accept or reject a claim that made it."""
    asked, who = request.POST, request.user.email
    key, claim, why = asked.get("key", ""), asked.get("claim", ""), asked.get("why", "")[:1000]
    changes = {
        "settle": lambda: settling.settle(key, who=who, why=why),
        "reopen": lambda: settling.reopen(key, who=who),
        "assign": lambda: settling.assign(key, asked.get("to", ""), who=who),
        "accept": lambda: judge_claim(claim, "accept", who=who, why=why),
        "reject": lambda: judge_claim(claim, "reject", who=who, why=why),
        "undo": lambda: undo_claim(claim, who=who, why=why),
        "undo_pair": lambda: undo_pair(asked.get("left", ""), asked.get("right", ""), who=who, why=why),
    }
    made = asked.get("change", "")
    if made not in changes or not may(request.user, NEEDS[made]):
        raise PermissionDenied
    try:
        changes[made]()
    except JudgementError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, gettext("Done."))
    query = wanted_of(request.GET).query
    return HttpResponseRedirect(reverse("workbench:findings") + (f"?{query}" if query else ""))
