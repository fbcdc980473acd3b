"""Runs: begin a weave, watch it, end it; what was woven before, and what changed between two runs."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dentelle.atlas import jobs
from dentelle.atlas.models import Job
from dentelle.atlas.people.permissions import may
from dentelle.errors import JobError
from dentelle.weaving.jobs import weave_soon
from dentelle.web.access import needs
from dentelle.web.queries import runs as queries
from dentelle.web.refusals import refusal


@needs("enter")
def runs(request: HttpRequest) -> HttpResponse:
    """What goes on, the weaves there were, and other work that has ended."""
    page, listed = queries.runs(request.GET.get("page", ""))
    context = {
        "going_on": queries.going_on(),
        "nobody_works": queries.nobody_works(),
        "page": page,
        "runs": listed,
        "ended": queries.ended_jobs(),
        "may_run": may(request.user, "run"),
        "ends": [one.run.pk for one in listed if one.comparable][:2],
    }
    return render(request, "workbench/runs.html", context)


@needs("run")
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begins a weave, or joins the one that waits already."""
    job = weave_soon(request.user.email)
    return HttpResponseRedirect(reverse("workbench:job", args=[job.pk]))


@never_cache
@needs("enter")
def job(request: HttpRequest, number: int) -> HttpResponse:
    """How one job goes; with ``X-Part`` only what changes, for whoever watches."""
    found = get_object_or_404(Job, pk=number)
    part = request.headers.get("X-Part") == "job"
    context = {
        "one": queries.shown(found),
        "nobody_works": queries.nobody_works(),
        "may_run": may(request.user, "run"),
    }
    return render(request, "workbench/parts/job.html" if part else "workbench/job.html", context)


@needs("run")
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Asks for the end of a job."""
    get_object_or_404(Job, pk=number)
    try:
        ended = jobs.cancel(number, request.user.email)
    except JobError as error:
        messages.error(request, refusal(error))
    else:
        told = gettext("It is cancelled.") if ended.state == "cancelled" else gettext("It ends as soon as it can.")
        messages.success(request, told)
    return HttpResponseRedirect(reverse("workbench:job", args=[number]))


@needs("enter")
def run(request: HttpRequest, number: int) -> HttpResponse:
    """What one run told at its end."""
    found = queries.one_run(number)
    if found is None:
        raise Http404
    before = queries.run_before(found.run) if found.comparable else None
    return render(request, "workbench/run.html", {"one": found, "before": before, "untold": queries.why_untold(found.run)})


@needs("enter")
def compare(request: HttpRequest) -> HttpResponse:
    """What changed between two runs: ``former`` and ``latter`` by their numbers."""
    ends = [request.GET.get(name, "") for name in ("former", "latter")]
    numbers = [int(end) for end in ends if end.isdecimal() and len(end) < 16]
    found = queries.compared(*numbers, request.GET.get("page", ""), get_language() or "fr") if len(numbers) == 2 else None
    if found is None:
        messages.error(request, gettext("Choose two runs that were published."))
        return HttpResponseRedirect(reverse("workbench:runs"))
    context = {"found": found, "may_read_audit": may(request.user, "read_audit")}
    return render(request, "workbench/run_compare.html", context)
