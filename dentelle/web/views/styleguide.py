"""The style guide, for who changes the pages: every piece in every state."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dentelle.web.access import public
from dentelle.web.styleguide import samples


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every piece in every state; 404 without DENTELLE_DEVELOP."""
    if not settings.DEVELOP:
        raise Http404
    return render(request, "web/styleguide.html", samples())
