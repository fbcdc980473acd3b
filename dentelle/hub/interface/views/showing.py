"""What every page of the interface has: its sections."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from dentelle.atlas.people.menu import entries

TABS = (  # (address, name, action that opens it)
    ("interface:overview", gettext_lazy("Today"), "handle_needs"),
    ("interface:needs", gettext_lazy("Needs"), "handle_needs"),
    ("interface:offers", gettext_lazy("Offers"), "handle_needs"),
    ("interface:exposure", gettext_lazy("Neutrality"), "handle_needs"),
    ("interface:gaps", gettext_lazy("Gaps"), "see_gaps"),
)


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page ``template`` with the sections that the account may open."""
    return render(request, template, {"tabs": entries(request, TABS), **context}, status=status)


def origin(request: HttpRequest) -> str:
    """Where letters' links lead: the public address of the site, else that of this request."""
    return settings.ORIGIN or f"{request.scheme}://{request.get_host()}"
