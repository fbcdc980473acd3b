"""The privacy notice and the register of processing, from one list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dentelle.web.access import public
from dentelle.web.queries.processing import register


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What is done with data about people, why, how long, and how to object."""
    return render(request, "web/privacy.html", {"register": register()})
