"""Labels and who holds them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dentelle.web.access import public
from dentelle.web.queries.labels import held_labels


@public
def labels(request: HttpRequest) -> HttpResponse:
    """Each label with its holders and terms."""
    page, found = held_labels(request.GET.get("page", "1"), get_language() or "fr")
    return render(request, "web/labels.html", {"page": page, "labels": found})
