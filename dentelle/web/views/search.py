"""Search across names, facts and passages, as a page and while somebody types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dentelle.web.access import public
from dentelle.web.queries.search import search as search_query
from dentelle.web.queries.suggest import suggest as suggest_query
from dentelle.web.suggest_limits import WINDOW, too_many

LONGEST = 200  # characters of a query that are looked at
KEPT = 30  # seconds for which a browser may keep suggestions


@public
def search(request: HttpRequest) -> HttpResponse:
    """What is called, or said of somebody, in whatever language; case, accents and small slips do not count."""
    asked = _asked(request)
    only = request.GET.get("in", "")
    result = search_query(asked, get_language() or "fr", only, request.GET.get("page", "1")) if asked else None
    return render(request, "web/search.html", {"asked": asked, "only": only, "result": result})


@public
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What somebody who is typing may mean, as JSON; 429 for who asks faster than anybody types."""
    if too_many(request):
        return JsonResponse({"suggestions": []}, status=429, headers={"Retry-After": str(WINDOW)})
    asked = _asked(request)
    found = suggest_query(asked, get_language() or "fr") if asked else ()
    response = JsonResponse({"asked": asked, "suggestions": [one.told() for one in found]})
    patch_cache_control(response, private=True, max_age=KEPT)  # of the reader alone: what is hidden is gone everywhere soon
    return response


def _asked(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
