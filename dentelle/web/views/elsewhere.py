"""The answer for an entity's address behind which no entity is shown."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from dentelle.atlas.privacy.obeying import is_withdrawn
from dentelle.web.queries.entity import current_id


def elsewhere(request: HttpRequest, identity: str, view: str) -> HttpResponse:
    """410 for an id that was taken out, in ``view`` the way to what it was merged into. Raises Http404 for one never given."""
    if is_withdrawn(identity):
        return render(request, "web/withdrawn.html", status=410)
    target = current_id(identity)
    if target in ("", identity):
        raise Http404
    return HttpResponsePermanentRedirect(reverse(view, args=[target]))
