"""Every source: who published it, under which licence, and how much of the atlas rests on it."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count

from dentelle.atlas.models import Source
from dentelle.web.queries.quotes import Origin, origin_of, shown_claims

PAGE = 100  # sources on one page


@dataclass(frozen=True, slots=True)
class ListedSource:
    origin: Origin
    format: str
    claims: int


@dataclass(frozen=True, slots=True)
class Sources:
    page: Page
    listed: tuple[ListedSource, ...]


def sources(page: str) -> Sources:
    """One page of the sources that still stand in the territory, by publisher and title."""
    rows = Source.objects.filter(present=True).order_by("publisher", "title", "id")
    chosen = Paginator(rows, PAGE).get_page(page)
    shown = list(chosen.object_list)
    counts = shown_claims().filter(source__in=[row.id for row in shown]).values_list("source_id")
    numbers = dict(counts.annotate(number=Count("id")).order_by())
    return Sources(
        chosen,
        tuple(ListedSource(origin_of(row), row.format, numbers.get(row.id, 0)) for row in shown),
    )
