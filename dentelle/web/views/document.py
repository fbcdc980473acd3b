"""One document with its claimed passages marked."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from dentelle.web.access import public
from dentelle.web.queries.document import document as document_query
from dentelle.web.queries.document import portion_of

LONGEST = 9  # digits of a place


@public
def document(request: HttpRequest, source: str) -> HttpResponse:
    """The text as far as its source lets it be read, and the claims beside it; ``at`` leads to where a place of it stands."""
    at = request.GET.get("at", "")
    if at.isascii() and at.isdecimal() and len(at) <= LONGEST:
        return redirect(f"{request.path}{_turned(*portion_of(source, int(at)))}")
    page = document_query(source, get_language() or "fr", request.GET.get("page", "1"), request.GET.get("said", "1"))
    if page is None:
        raise Http404
    return render(request, "web/document.html", {"page": page})


def _turned(page: int, said: int) -> str:
    """The query of a page and of a portion of what it says, "" for the first of the first."""
    query = urlencode({name: number for name, number in (("page", page), ("said", said)) if number > 1})
    return f"?{query}" if query else ""
