"""Who is left out, as the person in charge needs it: by number, with the files that still hold the name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from dentelle.atlas.models import Source, Tombstone

TABLES = {
    "atlas.AuditLine": gettext_lazy("Lines of the audit"),
    "atlas.ClaimJudgement": gettext_lazy("Decisions on claims"),
    "atlas.PairJudgement": gettext_lazy("Decisions on pairs"),
    "atlas.HandFact": gettext_lazy("Facts stated by hand"),
    "atlas.Proposal": gettext_lazy("Proposals"),
    "atlas.Report": gettext_lazy("Reports of readers"),
    "atlas.Call": gettext_lazy("Calls"),
    "atlas.Settlement": gettext_lazy("Settled findings"),
    "atlas.Run": gettext_lazy("Runs"),
    "atlas.Job": gettext_lazy("Work behind the pages"),
}


@dataclass(frozen=True, slots=True)
class Original:
    """A file that still holds the name: ``times``, first at ``places`` (texts such as "p. 2")."""

    source: Source
    times: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A tombstone; of somebody hidden ``names`` and ``facts`` that are sealed."""

    row: Tombstone
    originals: tuple[Original, ...]
    names: tuple[str, ...]
    facts: tuple[str, ...]


def left_out() -> tuple[LeftOut, ...]:
    """Everybody who is left out now, newest first."""
    rows = list(Tombstone.objects.filter(withdrawn_at=None).order_by("-made_at").prefetch_related("sealed"))
    sources = Source.objects.filter(id__in={source for row in rows for source in row.sources}, present=True).in_bulk()
    return tuple(
        LeftOut(
            row,
            tuple(_original(sources[id], *told) for id, told in sorted(row.sources.items()) if id in sources),
            _sealed(row, "names"),
            _sealed(row, "facts"),
        )
        for row in rows
    )


def tables(rows: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """(what it is, lines) for (table, lines)."""
    return tuple((str(TABLES.get(label, "")) or capfirst(label.rpartition(".")[2]), number) for label, number in rows)


def places(where: Iterable[str]) -> tuple[str, ...]:
    """Places as a page tells them: "p2" page 2, "l7" line 7."""
    said = {"p": gettext("page %(number)s"), "l": gettext("line %(number)s")}
    return tuple(said[one[0]] % {"number": one[1:]} for one in dict.fromkeys(where))


def _original(source: Source, times: int, where: list[str]) -> Original:
    return Original(source, times, places(where))


def _sealed(row: Tombstone, field: str) -> tuple[str, ...]:
    return tuple(text for one in row.sealed.all() if not one.table and one.field == field for text in one.value or ())
