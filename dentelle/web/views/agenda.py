"""The agenda."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from dentelle.web.access import public
from dentelle.web.queries.agenda import gatherings


@public
def agenda(request: HttpRequest) -> HttpResponse:
    """Events to come and past, with uncertain dates and open places said as they are."""
    today = timezone.localdate().isoformat()
    coming, past, page = gatherings(get_language() or "fr", today, request.GET.get("page", "1"))
    return render(request, "web/agenda.html", {"coming": coming, "past": past, "page": page})
