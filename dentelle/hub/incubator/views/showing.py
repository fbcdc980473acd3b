"""What every page of the incubator has: its sections, and a day that may be asked for."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from dentelle.atlas.people.menu import entries
from dentelle.atlas.people.permissions import may

TABS = (  # (address, name, action that opens it)
    ("incubator:overview", gettext_lazy("Today"), "see_incubator"),
    ("incubator:chart", gettext_lazy("Occupancy"), "see_incubator"),
    ("incubator:rooms", gettext_lazy("Rooms"), "see_incubator"),
    ("incubator:stays", gettext_lazy("Stays"), "see_incubator"),
    ("incubator:calls", gettext_lazy("Calls for applications"), "see_incubator"),
    ("incubator:waiting", gettext_lazy("Waiting list"), "manage_incubator"),
    ("incubator:forecast", gettext_lazy("Forecast"), "manage_incubator"),
    ("incubator:scenarios", gettext_lazy("Scenarios"), "manage_incubator"),
    ("incubator:invoices", gettext_lazy("Invoice lines"), "manage_incubator"),
    ("incubator:alumni", gettext_lazy("Alumni"), "see_incubator"),
    ("incubator:ledger", gettext_lazy("De minimis aid"), "manage_incubator"),
)


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page ``template`` with the sections that the account may open; ``managing``: whether it may change things."""
    return render(
        request,
        template,
        {"tabs": entries(request, TABS), "managing": may(request.user, "manage_incubator"), **context},
        status=status,
    )


def asked_day(request: HttpRequest) -> date:
    """The day that the address asks for (``?day=2026-11-22``), today where it asks for none or for nonsense."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return timezone.localdate()
