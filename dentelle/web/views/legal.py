"""The legal notice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dentelle.web.access import public


@public
def legal(request: HttpRequest) -> HttpResponse:
    """What this site is, what it stores about its readers (nothing), accessibility, how to ask for a correction."""
    return render(request, "web/legal.html")
