"""The timeline: what is dated, as a picture and as a list. Period, lanes and page stand in the address."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from dentelle.web.access import public
from dentelle.web.queries.timeline import BY, Timeline, Wanted, picture
from dentelle.web.queries.timeline import timeline as timeline_query

LAST = 9999  # the last year that an address may ask for
LANES = {"kind": gettext_lazy("By who or what it is about"), "theme": gettext_lazy("By theme")}


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another view of the timeline; ``current`` where it leads to what is shown."""

    id: str
    name: str | Promise
    query: str
    current: bool = False


@public
def timeline(request: HttpRequest) -> HttpResponse:
    """Dated facts from the earliest on, uncertain dates drawn and said as uncertain."""
    language = get_language() or "fr"
    shown = timeline_query(_wanted(request), timezone.localdate().year, language)
    context = {
        "shown": shown,
        "picture": picture(shown, language),
        "page": shown.page,
        "ways": tuple(_ways(request, shown)),
        "lanes": tuple(_lanes(request, shown)),
        "by": tuple(Way(by, name, _query(request, by=by, lane=None), by == shown.wanted.by) for by, name in LANES.items()),
        "period": f"{_query(request, **{'from': None, 'to': None})}",
    }
    return render(request, "web/timeline.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    """What the address asks for; what makes no sense is passed over."""
    by = request.GET.get("by", "kind")
    by = by if by in BY else "kind"
    lane = request.GET.get("lane", "")
    return Wanted(_year(request, "from"), _year(request, "to"), by, lane if lane in BY[by] else "", request.GET.get("page", "1"))


def _year(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 0
    return min(number, LAST)


def _ways(request: HttpRequest, shown: Timeline) -> Iterator[Way]:
    """Earlier, later, nearer, farther, all of time; only those that lead somewhere."""
    start, end, scale = shown.start, shown.end, shown.scale
    years = end - start + 1
    quarters = [int(scale.year(scale.width * share)) for share in (0.25, 0.5, 0.75)]
    if start > shown.first:
        yield Way("earlier", gettext_lazy("Earlier"), _years(request, start - max(years // 2, 1), end - max(years // 2, 1)))
    if end < shown.last:
        yield Way("later", gettext_lazy("Later"), _years(request, start + max(years // 2, 1), end + max(years // 2, 1)))
    if years > 1:
        near = (quarters[1], end) if not scale.even else (quarters[0], max(quarters[2], quarters[0]))
        yield Way("in", gettext_lazy("Zoom in"), _years(request, *near))
    if not shown.whole:
        out = max(years // 2, 1)
        yield Way("out", gettext_lazy("Zoom out"), _years(request, max(start - out, shown.first), min(end + out, shown.last)))
        yield Way("whole", gettext_lazy("All of time"), _query(request, **{"from": None, "to": None}))


def _lanes(request: HttpRequest, shown: Timeline) -> Iterator[Way]:
    """One link for each lane that has something, and one for all of them."""
    wanted = shown.wanted
    yield Way("", gettext_lazy("All lanes"), _query(request, lane=None), not wanted.lane)
    for lane in BY[wanted.by]:
        if shown.counts.get(lane) or wanted.lane:
            yield Way(lane, "", _query(request, lane=lane), lane == wanted.lane)


def _years(request: HttpRequest, start: int, end: int) -> str:
    return _query(request, **{"from": str(min(max(start, 1), LAST)), "to": str(min(max(end, 1), LAST))})


def _query(request: HttpRequest, **changed: str | None) -> str:
    """The address's query with ``changed``, from the first page; "?" where nothing is left of it."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changed.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"
