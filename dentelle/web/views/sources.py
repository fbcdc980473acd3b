"""Where everything comes from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dentelle import gazetteer
from dentelle.web.access import public
from dentelle.web.queries.sources import sources as sources_query


@public
def sources(request: HttpRequest) -> HttpResponse:
    """Every source with publisher, licence and what was taken from it; the reference data and their licences."""
    page = sources_query(request.GET.get("page", "1"))
    return render(request, "web/sources.html", {"page": page, "attributions": gazetteer.attributions()})
