"""Search across names, facts and passages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dentelle.web.access import public
from dentelle.web.queries.search import search as search_query

LONGEST = 200  # characters of a query that are looked at


@public
def search(request: HttpRequest) -> HttpResponse:
    """What is called, or said of somebody, in whatever language; case, accents and small slips do not count."""
    asked = " ".join(request.GET.get("q", "").split())[:LONGEST]
    only = request.GET.get("in", "")
    result = search_query(asked, get_language() or "fr", only, request.GET.get("page", "1")) if asked else None
    return render(request, "web/search.html", {"asked": asked, "only": only, "result": result})
