"""The way around the workbench: what each section is called, where it is, and who sees it."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from dentelle.atlas.people.menu import Entry, entries

SECTIONS = (  # (address, name, action that opens it)
    ("workbench:home", gettext_lazy("Overview"), "enter"),
    ("workbench:review", gettext_lazy("Review"), "decide_claims"),
    ("workbench:findings", gettext_lazy("Findings"), "enter"),
    ("workbench:monday", gettext_lazy("Monday list"), "enter"),
    ("workbench:sources", gettext_lazy("Sources"), "enter"),
    ("workbench:intake", gettext_lazy("Waiting documents"), "add_source"),
    ("workbench:lists", gettext_lazy("Lists"), "import_list"),
    ("interface:overview", gettext_lazy("Needs"), "handle_needs"),
    ("interface:gaps", gettext_lazy("Gaps"), "see_gaps"),  # readers see these alone of the interface
    ("incubator:overview", gettext_lazy("Incubator"), "see_incubator"),  # of hub: its pages plug in here by their addresses
    ("workbench:proposals", gettext_lazy("Proposals"), "enter"),
    ("workbench:runs", gettext_lazy("Runs"), "enter"),
    ("workbench:reports", gettext_lazy("Reports of readers"), "answer_reports"),
    ("workbench:audit", gettext_lazy("Audit"), "read_audit"),
    ("workbench:protection", gettext_lazy("Privacy"), "protect_person"),
    ("workbench:people", gettext_lazy("Accounts"), "manage_accounts"),
)


def sections(request: HttpRequest) -> tuple[Entry, ...]:
    """The sections that the account of ``request`` may open, the current one marked."""
    return entries(request, SECTIONS)
