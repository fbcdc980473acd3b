"""What waits for the person who just signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dentelle.atlas.models import Publication, Run
from dentelle.web.access import needs
from dentelle.web.queries.editing import kept_records
from dentelle.web.queries.runs import going_on
from dentelle.web.queries.tally import tally
from dentelle.web.workbench.sections import sections


@needs("enter")
def home(request: HttpRequest) -> HttpResponse:
    """How much waits in each section, what goes on behind the pages, and the last run."""
    published = Publication.objects.filter(pk=1).values_list("run", flat=True).first() or 0
    return render(
        request,
        "workbench/home.html",
        {
            "menu": sections(request),
            "tally": tally(request.user),
            "records": kept_records(request.user.email, get_language() or "fr"),
            "going_on": going_on(),
            "run": Run.objects.filter(pk=published).first(),
        },
    )
