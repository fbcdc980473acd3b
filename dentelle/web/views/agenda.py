"""The agenda."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from dentelle.web.access import public
from dentelle.web.queries.agenda import agenda as agenda_query


@public
def agenda(request: HttpRequest) -> HttpResponse:
    """Events to come and past, with uncertain dates and open places said as they are."""
    today = timezone.localdate().isoformat()
    pages = (request.GET.get(name, "1") for name in ("coming", "page"))
    return render(request, "web/agenda.html", {"found": agenda_query(get_language() or "fr", today, *pages)})
