"""One document with its claimed passages marked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dentelle.web.access import public
from dentelle.web.queries.document import document as document_query


@public
def document(request: HttpRequest, source: str) -> HttpResponse:
    """The text as far as its source lets it be read, and the claims beside it."""
    page = document_query(source, get_language() or "fr", request.GET.get("page", "1"))
    if page is None:
        raise Http404
    return render(request, "web/document.html", {"page": page})
