"""What is dated, over a stretch of years, in lanes: each fact by itself where they are few, else counted by lane and period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count

from dentelle import vocabulary
from dentelle.atlas.models import FactRow, SpanRow
from dentelle.atlas.models.versioned import VersionedQuerySet
from dentelle.web.dates import century_of
from dentelle.web.queries.facts import ShownFact, shown_facts
from dentelle.web.queries.worked_out import once
from dentelle.web.timelines.picture import Picture, Told, of_counts, of_facts
from dentelle.web.timelines.scale import Scale

DRAWN = 220  # dated facts in one picture, each by itself; more are counted
PAGE = 50  # dated facts on one page of the list
WIDTH = 1120.0  # pixels of the picture
WORDS = 34  # characters beside a mark
BY = {
    "kind": vocabulary.COARSE_KINDS,
    "theme": tuple(theme.id for theme in vocabulary.themes()),
}  # sorts of lanes, and their lanes


@dataclass(frozen=True, slots=True)
class Dated:
    """A fact of the list. ``date`` is EDTF; ``day`` the ISO day at which it stands; ``lane`` one of ``BY``.

    ``page``: the page of the list on which it stands, 0 where the list has no pages.
    """

    fact: ShownFact
    date: str
    day: str
    lane: str
    page: int = 0

    @property
    def century(self) -> int:
        """The century under which it stands: 17 holds 1600 to 1699, as EDTF's 16XX does."""
        return century_of(self.day)


@dataclass(frozen=True, slots=True)
class Century:
    """``number`` 17 holds the years 1600 to 1699, as EDTF's 16XX does."""

    number: int
    dated: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: ``by`` a key of ``BY``, ``lane`` one of its lanes or "", years 0 for "all there are"."""

    start: int = 0
    end: int = 0
    by: str = "kind"
    lane: str = ""
    page: str = "1"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The years from ``start`` to ``end``; ``first`` and ``last`` are those of the whole. ``counts``: lane → year → facts.

    ``dated``: what the page of the list holds; ``drawn``: what the picture shows one by one, nothing where there is too much.
    """

    wanted: Wanted
    first: int
    last: int
    start: int
    end: int
    total: int
    counts: dict[str, dict[int, int]]
    page: Page
    dated: tuple[Dated, ...]
    drawn: tuple[Dated, ...]

    @property
    def single(self) -> bool:
        """Whether each fact is drawn by itself."""
        return self.total <= DRAWN

    @property
    def scale(self) -> Scale:
        """Where its years stand in the picture."""
        return Scale(self.start, self.end + 1, WIDTH)

    @property
    def whole(self) -> bool:
        """Whether all years are shown."""
        return self.start <= self.first and self.end >= self.last

    @property
    def centuries(self) -> tuple[Century, ...]:
        """The list, century by century."""
        grouped: dict[int, list[Dated]] = {}
        for one in self.dated:
            grouped.setdefault(one.century, []).append(one)
        return tuple(Century(number, tuple(found)) for number, found in grouped.items())


def timeline(wanted: Wanted, year: int, language: str) -> Timeline:
    """The dated facts about entities that ``wanted`` asks for; all of time ends a year after ``year``, or with a plan."""
    first, last = _reach(year)
    start, end = sorted((wanted.start or first, wanted.end or last))
    rows = _within(start, end)
    if wanted.lane:
        rows = rows.filter(**{wanted.by: wanted.lane})
    counts = once(lambda _: _counted(rows, wanted.by, start, end), "timeline", wanted.by, wanted.lane, start, end)
    total = sum(sum(years.values()) for years in counts.values())
    ordered = rows.order_by("year", "first", "last", "fact_key")
    chosen = _Counted(ordered, total, PAGE).get_page(wanted.page)
    few = total <= DRAWN
    spans = list(ordered) if few else list(chosen.object_list)
    found = tuple(_dated(spans, wanted.by, language, 1 if few else chosen.number))
    listed = tuple(one for one in found if one.page == chosen.number)
    return Timeline(wanted, first, last, start, end, total, counts, chosen, listed, found if few else ())


def picture(shown: Timeline, language: str) -> Picture:
    """What ``shown`` looks like."""
    lanes = BY[shown.wanted.by]
    if not shown.single:
        return of_counts(shown.counts, lanes, shown.scale)
    return of_facts([told(one, language) for one in shown.drawn], lanes, shown.scale)


def told(one: Dated, language: str, about: str = "") -> Told:
    """A dated fact as a picture says it: what happened, in the source's words where they may be read, else who and what.

    On the page of the entity ``about`` its own name is left out.
    """
    what = dict(one.fact.qualifiers).get("what", "") if one.fact.property == "happened" else ""
    own = one.fact.subject is not None and one.fact.subject.id == about
    label = vocabulary.label(one.fact.property, language)
    value = one.fact.entity.short if one.fact.entity and one.fact.entity.id != about else ""
    words = what or " · ".join(filter(None, ("" if own else one.fact.about, "" if value and not own else label, value)))
    plain = " ".join(words.split())
    return Told(one.fact.key, one.lane, one.date, plain if len(plain) <= WORDS else plain[: WORDS - 1] + "…")


class _Counted(Paginator):
    """A paginator of rows that are counted already."""

    def __init__(self, rows: Sequence | VersionedQuerySet, total: int, size: int) -> None:
        super().__init__(rows, size)
        self.count = total


def _counted(rows: VersionedQuerySet, by: str, start: int, end: int) -> dict[str, dict[int, int]]:
    """Lane → year → how many of ``rows``; what began before ``start`` counts there."""
    counts: dict[str, dict[int, int]] = {}
    for lane, at, number in rows.order_by().values_list(by, "year").annotate(number=Count("id")):
        years = counts.setdefault(lane, {})
        years[min(max(at, start), end)] = years.get(min(max(at, start), end), 0) + number
    return counts


def _reach(year: int) -> tuple[int, int]:
    """The first year with a dated fact, and the year after ``year`` or the last that something is dated to."""
    rows = SpanRow.objects.visible_in_order()
    first = rows.order_by("year").values_list("year", flat=True).first()
    last = rows.order_by("-year").values_list("year", flat=True).first()
    return min(first or year, year), max(last or 0, year + 1)


def _within(start: int, end: int) -> VersionedQuerySet:
    """What begins by the year ``end`` and has not ended before ``start``."""
    return SpanRow.objects.visible_in_order().filter(first__lte=f"{end:04}-12-31", last__gte=f"{start:04}-01-01")


def _dated(spans: list[SpanRow], by: str, language: str, first: int) -> Iterator[Dated]:
    """The facts of ``spans``, which stand on the pages of the list from page ``first`` on."""
    rows = {row.key: row for row in FactRow.objects.visible().filter(key__in=[span.fact_key for span in spans])}
    there = [(at, span) for at, span in enumerate(spans) if span.fact_key in rows]
    facts = shown_facts((rows[span.fact_key] for _, span in there), language)
    for (at, span), fact in zip(there, facts, strict=True):
        if fact.about:
            yield Dated(fact, span.date, span.first or span.last, getattr(span, by), first + at // PAGE)
