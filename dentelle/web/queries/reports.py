"""Reports of readers as the workbench lists them, with the name that their entity has now."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from dentelle.atlas.browsing.redirects import current_ids
from dentelle.atlas.models import Report
from dentelle.atlas.models.reports import OPEN
from dentelle.web.queries.names import Name, names_of

PAGE = 25


@dataclass(frozen=True, slots=True)
class ShownReport:
    """``name`` is None when the atlas has no such entity any more."""

    report: Report
    name: Name | None


def reports_page(page: str, language: str, *, settled: bool) -> tuple[Page, tuple[ShownReport, ...]]:
    """One page of the open reports, oldest first, or of the settled ones, newest first."""
    rows = Report.objects.exclude(state=OPEN).order_by("-settled_at", "-id") if settled else waiting().order_by("made_at", "id")
    chosen = Paginator(rows, PAGE).get_page(page)
    return chosen, shown_reports(list(chosen.object_list), language)


def waiting() -> QuerySet[Report]:
    """The open reports."""
    return Report.objects.filter(state=OPEN)


def shown_reports(rows: list[Report], language: str) -> tuple[ShownReport, ...]:
    """Each report with the name of the entity that it is about now, after all merges."""
    now = current_ids({row.identity_id for row in rows})
    names = names_of(now.values(), language)
    return tuple(ShownReport(row, names.get(now[row.identity_id])) for row in rows)
