"""The directory by kind."""

import string

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dentelle import vocabulary
from dentelle.web.access import public
from dentelle.web.queries.directory import OTHER, kind_tree, listing


@public
def directory(request: HttpRequest, kind: str = "") -> HttpResponse:
    """Entities of ``kind`` and all below it, by letter and by page; the tree of kinds beside them."""
    if kind and kind not in {known.id for known in vocabulary.kinds()}:
        raise Http404
    letter = request.GET.get("letter", "").lower()
    if letter != OTHER and (len(letter) != 1 or letter not in string.ascii_lowercase):
        letter = ""
    found = listing(kind, letter, request.GET.get("page", "1"), get_language() or "fr")
    return render(request, "web/directory.html", {"kind": kind, "letter": letter, "tree": kind_tree(), "listing": found})
