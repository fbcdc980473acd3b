"""The heritage: what the past of the territory holds, one thing of it in sentences, awards as tables."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from dentelle import vocabulary
from dentelle.vocabulary.telling import SECTIONS, heritage_kinds
from dentelle.web.access import public
from dentelle.web.queries.award import RECEIVED, award
from dentelle.web.queries.entity import entity as entity_query
from dentelle.web.queries.heritage import section_page, sections, story
from dentelle.web.views.elsewhere import elsewhere

NAMES = {
    "people": gettext_lazy("People of the past"),
    "works": gettext_lazy("Works"),
    "trades": gettext_lazy("Trades and houses"),
    "places": gettext_lazy("Places and institutions"),
    "awards": gettext_lazy("Awards"),
}


@public
def heritage(request: HttpRequest) -> HttpResponse:
    """All sections, the oldest things of each."""
    found = sections(timezone.localdate().year, get_language() or "fr")
    return render(request, "web/heritage.html", {"parts": [(section, NAMES[section.id]) for section in found]})


@public
def section(request: HttpRequest, name: str) -> HttpResponse:
    """One section, page by page."""
    if name not in SECTIONS:
        raise Http404
    page, things = section_page(name, timezone.localdate().year, request.GET.get("page", "1"), get_language() or "fr")
    return render(request, "web/heritage_section.html", {"title": NAMES[name], "page": page, "things": things})


@public
def told(request: HttpRequest, identity: str) -> HttpResponse:
    """One thing in sentences; an award with its table."""
    language = get_language() or "fr"
    page = entity_query(identity, language)
    if page is None:
        return elsewhere(request, identity, "web:told")
    given = {kind for _, kinds in heritage_kinds("awards") for kind in kinds}
    is_award = any(vocabulary.is_a(page.kind, kind) for kind in given)
    context = {
        "page": page,
        "story": story(page, language, without=(RECEIVED,) if is_award else ()),
        "award": award(page, language) if is_award else None,
    }
    return render(request, "web/told.html", context)
