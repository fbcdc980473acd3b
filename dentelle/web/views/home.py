"""The home of the territory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from dentelle.web.access import public
from dentelle.web.queries.home import home as home_query
from dentelle.web.queries.territory import published


@public
def home(request: HttpRequest) -> HttpResponse:
    """Key figures, search, the domains with their actors, what is new, coming and disputed."""
    language = get_language() or "fr"
    request.territory = published(language)  # the frame of the page takes it from here
    page = home_query(language, request.territory, timezone.localdate().isoformat())
    return render(request, "web/home.html", {"page": page})
