"""Dated facts from the earliest on."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from dentelle.atlas.models import FactRow
from dentelle.web.dates import century_of
from dentelle.web.queries.facts import ANNOUNCED, ESTABLISHED, ShownFact, shown_facts

PAGE = 200  # dated facts on one page


@dataclass(frozen=True, slots=True)
class Century:
    """``number`` 17 holds the years 1600 to 1699, as EDTF's 16XX does."""

    number: int
    facts: tuple[ShownFact, ...]


def timeline(page: str, language: str) -> tuple[Page, tuple[Century, ...]]:
    """One page of the dated facts about entities, by earliest day, under their centuries."""
    rows = FactRow.objects.visible().filter(status__in=ESTABLISHED + ANNOUNCED, identity__isnull=False).exclude(earliest="")
    rows = rows.exclude(status="denied").order_by("earliest", "latest", "key")
    chosen = Paginator(rows, PAGE).get_page(page)
    by_century: dict[int, list[ShownFact]] = {}
    for fact in shown_facts(chosen.object_list, language):
        if fact.about:
            by_century.setdefault(century_of(fact.earliest), []).append(fact)
    return chosen, tuple(Century(number, tuple(facts)) for number, facts in by_century.items())
