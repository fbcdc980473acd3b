"""How much waits in each section of the workbench, for the one who looks."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from dentelle.atlas.deciding.settling import open_findings
from dentelle.atlas.models import Job, ReviewRow
from dentelle.atlas.models.jobs import RUNNING, WAITING
from dentelle.atlas.people.permissions import may
from dentelle.hub.incubator.models import Stay
from dentelle.hub.incubator.queries.overview import SOON
from dentelle.hub.interface.models import OPEN, Need
from dentelle.weaving import drafts
from dentelle.web.queries.reports import waiting

REVIEW, FINDINGS, RUNS = gettext_lazy("To decide"), gettext_lazy("Findings to look at"), gettext_lazy("Runs")
REPORTS = gettext_lazy("Reports of readers")
DRAFTS = {  # kind of draft → name, where, who may
    "document": (gettext_lazy("Waiting documents"), "workbench:intake", "add_source"),
    "list": (gettext_lazy("Lists"), "workbench:lists", "import_list"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a section holds; ``address`` is "" for one that the account may not open."""

    name: object
    address: str
    number: int


def _of_the_hub(user: object) -> list[Waiting]:
    """What the hub’s own jobs ask for: needs that nobody looks after, and agreements of the house that end soon."""
    found = []
    if may(user, "handle_needs"):
        alone = Need.objects.filter(state=OPEN, adviser="").count()
        found.append(Waiting(gettext_lazy("Needs without an adviser"), reverse("interface:overview"), alone))
    if may(user, "manage_incubator"):
        today = timezone.localdate()
        soon = today + timedelta(days=SOON)
        ending = Stay.objects.filter(Q(until__gt=today, until__lte=soon) | Q(leaving__gt=today, leaving__lte=soon)).count()
        if ending:
            found.append(Waiting(gettext_lazy("Agreements that end soon"), reverse("incubator:overview"), ending))
    return found


def tally(user: object) -> tuple[Waiting, ...]:
    """What waits, in a query for each section at most; drafts are counted in their folder."""
    deciding = reverse("workbench:review") if may(user, "decide_claims") else ""
    found = [
        Waiting(REVIEW, deciding, ReviewRow.objects.visible().count()),
        Waiting(FINDINGS, reverse("workbench:findings"), open_findings().count()),
    ]
    if may(user, "answer_reports"):
        found.append(Waiting(REPORTS, reverse("workbench:reports"), waiting().count()))
    kinds = [draft.kind for draft in drafts.every(settings.TERRITORY) if draft.state != "taken"]
    found += [
        Waiting(name, reverse(where), kinds.count(kind)) for kind, (name, where, action) in DRAFTS.items() if may(user, action)
    ]
    found += _of_the_hub(user)
    found.append(Waiting(RUNS, reverse("workbench:runs"), Job.objects.filter(state__in=(RUNNING, WAITING)).count()))
    return tuple(found)
