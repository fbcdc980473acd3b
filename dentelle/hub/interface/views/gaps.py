"""The gap map: what is asked for and cannot be had, for the committee."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy

from dentelle.atlas.browsing.csv_files import csv_file
from dentelle.atlas.people.access import needs
from dentelle.hub.interface.queries.gap_map import gap_map as counted
from dentelle.hub.interface.queries.gap_map import gap_table
from dentelle.hub.interface.views.showing import show

TABLES = {
    "theme": gettext_lazy("By theme"),
    "place": gettext_lazy("By place"),
    "language": gettext_lazy("By language"),
    "condition": gettext_lazy("By condition that failed"),
}


@needs("see_gaps")
def gap_map(request: HttpRequest) -> HttpResponse:
    """The gap map of all needs, or of those stated between two days."""
    since, until = _day(request, "since"), _day(request, "until")
    found = counted(since, until, get_language() or "fr")
    query = urlencode({name: day.isoformat() for name, day in (("since", since), ("until", until)) if day})
    tables = [(name, label, found.tables.get(name, ())) for name, label in TABLES.items()]
    return show(
        request, "interface/gaps.html", {"found": found, "tables": tables, "since": since, "until": until, "query": query}
    )


@needs("see_gaps")
def export(request: HttpRequest) -> HttpResponse:
    """The same as a CSV table."""
    found = counted(_day(request, "since"), _day(request, "until"), get_language() or "fr")
    return csv_file("gaps.csv", gap_table(found, TABLES))


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
