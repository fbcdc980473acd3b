"""What the sources disagree about, what waits for a person, and what was checked and found right."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from dentelle.atlas.deciding.settling import unsettled
from dentelle.atlas.models import FactRow
from dentelle.web.queries.facts import ESTABLISHED, Statement, shown_facts, statements
from dentelle.web.queries.findings import ShownFinding, shown_findings

PAGE = 30  # disputes on one page
FINDINGS = 200  # shown of each sort


@dataclass(frozen=True, slots=True)
class Disputes:
    page: Page
    statements: tuple[Statement, ...]
    right: tuple[ShownFinding, ...]
    open: tuple[ShownFinding, ...]


def disputes(page: str, language: str) -> Disputes:
    """One page of rival facts, with the open and the settled findings."""
    rivals = FactRow.objects.visible().filter(status__in=ESTABLISHED, identity__isnull=False, conflict__gt="")
    groups = rivals.filter(rank__gt=0).values_list("conflict", flat=True).distinct().order_by("conflict")
    chosen = Paginator(groups, PAGE).get_page(page)
    rows = rivals.filter(conflict__in=list(chosen.object_list)).order_by("property", "conflict", "rank", "key")
    findings = unsettled().order_by("check_name", "key")
    return Disputes(
        page=chosen,
        statements=tuple(statement for statement in statements(shown_facts(rows, language)) if statement.disputed),
        right=shown_findings(findings.filter(severity="right")[:FINDINGS]),
        open=shown_findings(findings.exclude(severity="right")[:FINDINGS]),
    )
