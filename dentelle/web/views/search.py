"""Search by name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dentelle.web.access import public
from dentelle.web.queries.search import search as search_query

LONGEST = 200  # characters of a query that are looked at


@public
def search(request: HttpRequest) -> HttpResponse:
    """Entities whose names begin with, or hold, the words asked for; case and accents do not count."""
    asked = " ".join(request.GET.get("q", "").split())[:LONGEST]
    found = search_query(asked, get_language() or "fr") if asked else ()
    return render(request, "web/search.html", {"asked": asked, "found": found})
