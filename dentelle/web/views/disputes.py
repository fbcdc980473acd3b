"""What the sources disagree about, and what was checked and found right."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dentelle.web.access import public
from dentelle.web.queries.disputes import disputes as disputes_query


@public
def disputes(request: HttpRequest) -> HttpResponse:
    """Rival facts side by side; open findings; checks that came out right."""
    return render(request, "web/disputes.html", {"page": disputes_query(request.GET.get("page", "1"), get_language() or "fr")})
