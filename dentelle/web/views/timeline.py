"""The timeline as a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dentelle.web.access import public
from dentelle.web.queries.timeline import timeline as timeline_query


@public
def timeline(request: HttpRequest) -> HttpResponse:
    """Dated facts from the earliest on, by century, uncertain dates in words."""
    page, centuries = timeline_query(request.GET.get("page", "1"), get_language() or "fr")
    return render(request, "web/timeline.html", {"page": page, "centuries": centuries})
