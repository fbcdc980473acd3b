"""Proposals: those that wait for an editor, those that were answered, and one's own."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from dentelle.atlas.browsing.names import Name, names_of
from dentelle.atlas.deciding.proposals import draft_of
from dentelle.atlas.models import FactRow, Proposal
from dentelle.atlas.models.hand import OPEN
from dentelle.web.queries.facts import ShownFact, shown_facts

PAGE = 30


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """A proposal and the record that it is about, None when that has no page any more."""

    row: Proposal
    name: Name | None


def proposals_page(page: str, language: str, *, settled: bool, who: str = "") -> tuple[Page, tuple[ShownProposal, ...]]:
    """One page of the proposals that wait (oldest first) or were ``settled`` (newest first); of ``who`` alone, all of them."""
    rows = Proposal.objects.all()
    if who:
        rows = rows.filter(who=who).order_by("-made_at", "-id")
    else:
        rows = (
            rows.exclude(state=OPEN).order_by("-made_at", "-id") if settled else rows.filter(state=OPEN).order_by("made_at", "id")
        )
    chosen = Paginator(rows, PAGE).get_page(page)
    names = names_of((row.identity_id for row in chosen.object_list), language)
    return chosen, tuple(ShownProposal(row, names.get(row.identity_id)) for row in chosen.object_list)


def standing_instead(row: Proposal, language: str) -> ShownFact | None:
    """The fact in whose place the proposed one would stand; None where it adds one, or that fact is no more."""
    key = draft_of(row).instead
    facts = FactRow.objects.visible().filter(key=key).exclude(status="rejected") if key else FactRow.objects.none()
    return next(iter(shown_facts(facts[:1], language)), None)
