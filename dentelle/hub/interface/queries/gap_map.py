"""The needs as the gap map counts them, and its lines in the reader's words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from dentelle.gazetteer import by_ref
from dentelle.hub.interface.facts import departement_of
from dentelle.hub.interface.gaps import Asked, gaps
from dentelle.hub.interface.models import CLOSED, Need
from dentelle.hub.interface.reasons import fact_label
from dentelle.lexicon import lexicon

__all__ = ["GapMap", "Line", "gap_map", "gap_table", "theme_name"]

MET = ("helped", "partly")


@dataclass(frozen=True, slots=True)
class Line:
    """``unmet`` of ``needs`` needs; ``share`` is the unmet ones of the longest line's, in percent."""

    name: str
    needs: int
    unmet: int
    share: int


@dataclass(frozen=True, slots=True)
class GapMap:
    """The lines of each table, by theme, place, language and failed condition."""

    needs: int
    unmet: int
    hidden: int
    tables: dict[str, tuple[Line, ...]]


def gap_map(since: date | None, until: date | None, language: str) -> GapMap:
    """The gap map of the needs stated from ``since`` to ``until``, both included, in the words of ``language`` (one query)."""
    rows = Need.objects.order_by("pk")
    rows = rows.filter(made_at__date__gte=since) if since else rows
    rows = rows.filter(made_at__date__lte=until) if until else rows
    found = gaps(
        _asked(row) for row in rows.only("state", "outcome", "answered", "themes", "facts", "language", "failed").iterator()
    )
    tables = {sort: _lines(sort, lines, language) for sort, lines in found.by.items()}
    return GapMap(found.needs, found.unmet, found.hidden, tables)


def _asked(row: Need) -> Asked:
    met = row.outcome in MET if row.state == CLOSED else row.answered
    commune = str(row.facts.get("commune") or "")
    place = str(row.facts.get("departement") or (departement_of(commune) if commune else "") or "")
    return Asked(not met, tuple(row.themes), place, row.language, tuple(row.failed))


def _lines(sort: str, lines: tuple[tuple[str, int, int], ...], language: str) -> tuple[Line, ...]:
    longest = max((unmet for _, _, unmet in lines), default=0) or 1
    return tuple(Line(_name(sort, what, language), needs, unmet, round(100 * unmet / longest)) for what, needs, unmet in lines)


def _name(sort: str, what: str, language: str) -> str:
    if sort == "theme":
        return theme_name(what, language)
    if sort == "place":
        place = by_ref(f"departement:{what}")
        return place.name_in(language) if place else what
    return what if sort == "language" else fact_label(what, language)


def theme_name(theme: str, language: str) -> str:
    """What ``language`` calls a theme."""
    concept = lexicon().get(theme)
    forms = concept.forms.get(language, ()) if concept else ()
    return next((form for form in forms if "*" not in form), theme)


def gap_table(found: GapMap, labels: dict[str, object]) -> Iterator[tuple[str, ...]]:
    """The gap map as rows of words, the first their head; ``labels``: what each of its tables is called."""
    yield gettext("Table"), gettext("What"), gettext("Needs"), gettext("Unmet")
    yield gettext("All"), "", str(found.needs), str(found.unmet)
    for sort, lines in found.tables.items():
        yield from ((str(labels[sort]), line.name, str(line.needs), str(line.unmet)) for line in lines)
