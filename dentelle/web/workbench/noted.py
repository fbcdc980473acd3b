"""Addresses alone: noted as sources to come, filled in when their text is there, dropped."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.models import NotedAddress
from dentelle.atlas.noted import drop, note_address
from dentelle.web.access import needs


def noted_words(number: str) -> dict[str, Any]:
    """What the form begins with where the text of the address ``number`` is added."""
    row = NotedAddress.objects.filter(pk=number).first() if number else None
    return {**row.words, "url": row.url} if row else {}


def note_alone(request: HttpRequest, words: Mapping[str, str | float]) -> HttpResponse:
    """Keeps the address that ``words`` hold, and leads to the list of sources."""
    if note_address(str(words["url"]), words, who=request.user.email):
        messages.success(request, gettext("Noted as a source to come. Nothing is fetched: add its text when you have it."))
    else:
        messages.warning(request, gettext("This address is noted already. It was not noted again."))
    return HttpResponseRedirect(reverse("workbench:sources"))


@needs("add_source")
@require_POST
def drop_noted(request: HttpRequest, number: str) -> HttpResponse:
    """An address that nobody waits for any longer."""
    if drop(number, who=request.user.email):
        messages.success(request, gettext("The address is no longer noted."))
    return HttpResponseRedirect(reverse("workbench:sources"))
