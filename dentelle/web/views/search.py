"""Search across names, facts and passages, as a page and while somebody types."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dentelle.web.access import public
from dentelle.web.queries.search import Result, Value
from dentelle.web.queries.search import search as search_query
from dentelle.web.queries.suggest import suggest as suggest_query
from dentelle.web.suggest_limits import WINDOW, too_many

LONGEST = 200  # characters of a query that are looked at
NARROWING = ("kind", "domain", "language")
LONGEST_VALUE = 64
KEPT = 30  # seconds for which a browser may keep suggestions


@public
def search(request: HttpRequest) -> HttpResponse:
    """What is called, or said of somebody, in whatever language; case, accents and small slips do not count."""
    asked = _asked(request)
    only = request.GET.get("in", "")
    chosen = {name: request.GET.get(name, "")[:LONGEST_VALUE] for name in NARROWING}
    result = search_query(asked, get_language() or "fr", only, request.GET.get("page", "1"), chosen) if asked else None
    context = {"asked": asked, "only": only, "result": result, "narrowings": _narrowings(result, request) if result else ()}
    context |= {f"only_{one}": _address(request, "in", one) for one in ("entities", "passages")}
    return render(request, "web/search.html", context)


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


def _narrowings(result: Result, request: HttpRequest) -> list[tuple[str, list[tuple[Value, str]]]]:
    """Each facet with its values and the address that narrows to one, or widens again."""
    return [
        (name, [(one, _address(request, name, "" if one.chosen else one.value)) for one in values])
        for name, values in result.facets.items()
    ]


def _address(request: HttpRequest, name: str, value: str) -> str:
    kept = {key: request.GET[key] for key in ("q", "in", *NARROWING) if request.GET.get(key)}
    return f"?{urlencode({key: said for key, said in (kept | {name: value}).items() if said})}"


def _asked(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
