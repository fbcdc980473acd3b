"""What waits for the person who just signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dentelle.atlas.models import Publication, ReviewRow, Run
from dentelle.atlas.settling import open_findings
from dentelle.web.access import needs
from dentelle.web.queries.editing import kept_records
from dentelle.web.queries.runs import going_on
from dentelle.web.workbench.sections import sections


@needs("enter")
def home(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, findings that are open, what goes on behind the pages, and the last run."""
    published = Publication.objects.filter(pk=1).values_list("run", flat=True).first() or 0
    return render(
        request,
        "workbench/home.html",
        {
            "menu": sections(request),
            "open_findings": open_findings().count(),
            "waiting": ReviewRow.objects.visible().count(),
            "records": kept_records(request.user.email, get_language() or "fr"),
            "going_on": going_on(),
            "run": Run.objects.filter(pk=published).first(),
        },
    )
