"""What each source contributed to the atlas, and what would be left without it."""

from dataclasses import dataclass
from pathlib import Path

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q

from dentelle.atlas.models import ClaimRow, FactRow, FindingRow, Source
from dentelle.atlas.projecting.stated import BY_HAND
from dentelle.errors import TerritoryError
from dentelle.territory import load
from dentelle.web.queries.facts import ShownFact, shown_facts
from dentelle.web.refusals import left_out, refusal

PAGE = 100  # sources on one page
MOST_LOST = 200  # facts shown that would lose their last support


@dataclass(frozen=True, slots=True)
class Contributed:
    """A source with how many claims, accepted and proposed facts and actors it speaks for. ``reason``: why it was left out."""

    source: Source
    claims: int = 0
    accepted: int = 0
    proposed: int = 0
    actors: int = 0
    reason: str = ""

    @property
    def state(self) -> str:
        """present, skipped or gone."""
        return "gone" if not self.source.present else "skipped" if self.reason else "present"


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of sources; ``waiting`` are files that the next weave will read, ``fault`` what keeps it from that."""

    page: Page
    rows: tuple[Contributed, ...]
    waiting: tuple[str, ...]
    fault: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The facts that only one source supports: ``total`` of them, the first ``shown``."""

    total: int
    shown: tuple[ShownFact, ...]


def contributed(folder: Path, page: str) -> Listed:
    """The sources, those that are there first, by publisher and title. Four queries, however many there are."""
    chosen = Paginator(Source.objects.exclude(format=BY_HAND).order_by("-present", "publisher", "title", "id"), PAGE).get_page(
        page
    )
    sources = list(chosen.object_list)
    counts = _counts([source.id for source in sources])
    reasons = _reasons()
    rows = tuple(Contributed(one, **counts.get(one.id, {}), reason=reasons.get(one.id, "")) for one in sources)
    waiting, fault = _waiting(folder)
    return Listed(chosen, rows, waiting, fault)


def _counts(sources: list[str]) -> dict[str, dict[str, int]]:
    """By source, in one query."""
    of_claim = FactRow.objects.visible().filter(key=OuterRef("fact_key"))
    rows = (
        ClaimRow.objects.visible()
        .exclude(verdict="hide")
        .filter(source_id__in=sources)
        .annotate(is_accepted=Exists(of_claim.filter(status="accepted")), is_proposed=Exists(of_claim.filter(status="proposed")))
        .values("source_id")
        .annotate(
            claims=Count("id"),
            accepted=Count("fact_key", distinct=True, filter=Q(is_accepted=True)),
            proposed=Count("fact_key", distinct=True, filter=Q(is_proposed=True)),
            actors=Count("subject_id", distinct=True),
        )
        .order_by()
    )
    return {row.pop("source_id"): row for row in rows}


def _reasons() -> dict[str, str]:
    """Why sources were left out, as the last weave found, in the language of the page."""
    rows = FindingRow.objects.visible().filter(check_name="skipped", severity="warning", unit__startswith="f:")
    said = rows.order_by("-key").values_list("unit", "data")
    return {unit[2:]: left_out(data["outcome"], data.get("path", "")) for unit, data in said}


def _waiting(folder: Path) -> tuple[tuple[str, ...], str]:
    try:
        files = load(folder).files()
    except TerritoryError as error:
        return (), refusal(error)
    known = set(Source.objects.filter(present=True).values_list("path", flat=True))
    return tuple(path for path in files if path not in known), ""


def losing_support(source: Source, language: str) -> Lost:
    """The facts that no other source would support if ``source`` went."""
    claims = ClaimRow.objects.visible().exclude(verdict="hide").exclude(fact_key="")
    others = claims.filter(fact_key=OuterRef("fact_key")).exclude(source=source)
    alone = claims.filter(source=source).annotate(elsewhere=Exists(others)).filter(elsewhere=False)
    facts = FactRow.objects.visible().filter(key__in=alone.values("fact_key")).exclude(status="rejected")
    first = facts.order_by(F("identity_id").asc(nulls_last=True), "property", "key")[:MOST_LOST]
    return Lost(facts.count(), tuple(shown_facts(first, language)))
