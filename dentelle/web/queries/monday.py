"""The Monday list: whom to call this week, what about, and whether somebody has tried.

An actor is on it while a finding about it is open that a call can settle, while a reader's report of a dead link is open, or
while the newest figure that the atlas has of it is older than ``STALE_MONTHS``. One that was reached leaves the list until there
is something new to ask.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from dentelle.atlas.browsing.redirects import current_ids
from dentelle.atlas.deciding.settling import open_findings
from dentelle.atlas.models import Assignment, Call, FactRow, FindingEntity, Report
from dentelle.atlas.reports import dead_links
from dentelle.folding import digest
from dentelle.vocabulary import is_a
from dentelle.web.queries.facts import ESTABLISHED, ShownFact, shown_facts
from dentelle.web.queries.findings import ShownFinding, shown_findings
from dentelle.web.queries.names import Name, names_of

ASKED = {
    "closures": 0,
    "vintages": 1,
    "registered": 1,
    "rivals": 1,
    "identifiers": 1,
    "datings": 2,
    "versions": 2,
    "counts": 2,
}  # check → how soon
DEAD = 1
STALE = 3
SILENT = ("territory", "person")  # nobody calls a town, and people are asked through those they work for
FINDINGS = 500  # looked at
LINES = 100  # actors on the list


@dataclass(slots=True)
class Line:
    """An actor to call. ``dead``: reports that a link of it is dead; ``contacts``: its telephone numbers and addresses;
    ``calls``: attempts about the same, newest first.
    """

    name: Name
    findings: list[ShownFinding] = field(default_factory=list)
    dead: list[Report] = field(default_factory=list)
    stale: list[ShownFact] = field(default_factory=list)
    contacts: list[ShownFact] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    assigned: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)

    @property
    def reasons(self) -> str:
        """A digest of all there is to ask."""
        return digest(*sorted(self.parts), length=32)

    @property
    def order(self) -> tuple:
        """Closed ones first, then rival values, then what is old; those that did not answer behind their like."""
        soonest = min([*(_soon(one) for one in self.findings), DEAD if self.dead else STALE])
        return (
            soonest,
            len(self.calls),
            -len(self.findings) - len(self.dead) - len(self.stale),
            self.name.text.casefold(),
            self.name.id,
        )


def monday(assigned: str, language: str) -> tuple[Line, ...]:
    """The list, of ``assigned`` (an account's address) alone where one is given."""
    rows, owners, links = _findings(assigned)
    stale = [] if assigned else _stale()
    dead = [] if assigned else _dead()
    people = [*(one for ids in links.values() for one in ids), *(row.identity_id for row in stale), *(one for one, _ in dead)]
    named = names_of(people, language).items()
    lines = {identity: Line(name) for identity, name in named if not any(is_a(name.type, one) for one in SILENT)}
    for row, shown in zip(rows, shown_findings(rows), strict=True):
        for identity in links.get(row.key, ()):
            if line := lines.get(identity):
                line.findings.append(shown)
                line.parts.add(f"{row.key} {row.evidence}")
                line.assigned.update([owners[row.key]] if row.key in owners else [])
    for identity, report in dead:
        if line := lines.get(identity):
            line.dead.append(report)
            line.parts.add(f"report {report.pk}")
    for row, fact in zip(stale, shown_facts(stale, language), strict=True):
        if line := lines.get(row.identity_id):
            line.stale.append(fact)
            line.parts.add(f"{row.property} {row.as_of}")
    _add_calls(lines)
    asked = [line for line in lines.values() if line.parts and not any(call.outcome == "reached" for call in line.calls)]
    found = sorted(asked, key=lambda line: line.order)[:LINES]
    _add_contacts(found, language)
    return tuple(found)


def _soon(finding: ShownFinding) -> int:
    """How soon to ask: at once where a newer register says that it has closed."""
    return 0 if finding.check == "vintages" and finding.data.get("outcome") in ("closed", "gone") else ASKED[finding.check]


def stale_before() -> date:
    """The day before which a figure is old."""
    today = timezone.localdate()
    months = today.year * 12 + today.month - 1 - settings.STALE_MONTHS
    return date(months // 12, months % 12 + 1, 1)


def _findings(assigned: str) -> tuple[list, dict[str, str], dict[str, list[str]]]:
    """Open findings that a call can settle, who takes care of them, and the entities of each."""
    rows = open_findings().filter(check_name__in=ASKED)
    owners = dict(Assignment.objects.values_list("finding_key", "who"))
    if assigned:
        rows = rows.filter(key__in=[key for key, who in owners.items() if who == assigned])
    found = list(rows.order_by("check_name", "key")[:FINDINGS])
    links: dict[str, list[str]] = {}
    keys = [row.key for row in found]
    for key, identity in FindingEntity.objects.visible().filter(finding_key__in=keys).values_list("finding_key", "identity_id"):
        links.setdefault(key, []).append(identity)
    return found, owners, links


def _dead() -> list[tuple[str, Report]]:
    """Open reports of dead links, each with the entity that it is about now."""
    rows = list(dead_links()[:FINDINGS])
    now = current_ids({row.identity_id for row in rows})
    return [(now[row.identity_id], row) for row in rows]


def _stale() -> list[FactRow]:
    """The newest figure of its sort of an entity, where even that is old."""
    dated = FactRow.objects.visible().filter(status__in=ESTABLISHED, identity__isnull=False).exclude(as_of="")
    newest = dated.values("identity_id", "property").annotate(newest=Max("as_of")).filter(newest__lt=stale_before().isoformat())
    groups = {(one["identity_id"], one["property"]): one["newest"] for one in newest.order_by("newest", "identity_id")[:LINES]}
    rows = dated.filter(identity__in={identity for identity, _ in groups}).order_by("property", "rank", "key")
    return [row for row in rows if groups.get((row.identity_id, row.property)) == row.as_of]


def _add_calls(lines: dict[str, Line]) -> None:
    for call in Call.objects.filter(identity__in=list(lines)).order_by("-made_at", "-id"):
        line = lines[call.identity_id]
        if call.reasons == line.reasons:
            line.calls.append(call)


def _add_contacts(lines: Iterable[Line], language: str) -> None:
    by_id = {line.name.id: line for line in lines}
    wanted = FactRow.objects.visible().filter(identity__in=list(by_id), property__in=("phone", "email"), status__in=ESTABLISHED)
    rows = list(wanted.order_by("-property", "rank", "key"))
    for row, fact in zip(rows, shown_facts(rows, language, quotes=False), strict=True):
        by_id[row.identity_id].contacts.append(fact)
