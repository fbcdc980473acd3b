"""The charter: domains, actors, signatories."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dentelle.web.access import public
from dentelle.web.queries.charter import charter as charter_query
from dentelle.web.queries.territory import published


@public
def charter(request: HttpRequest) -> HttpResponse:
    """Each domain against each signatory and the other actors; empty cells are shown."""
    language = get_language() or "fr"
    asked = (request.GET.get(name, "") for name in ("domain", "page"))
    return render(request, "web/charter.html", {"page": charter_query(language, published(language).scheme, *asked)})
