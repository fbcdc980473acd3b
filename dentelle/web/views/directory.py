"""The directory: entities by facets, as a list, a table or a map. The whole state is in the address."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from dentelle import vocabulary
from dentelle.atlas.browsing.facet_index import current
from dentelle.atlas.browsing.selection import read, selected
from dentelle.atlas.projecting.areas import code_named
from dentelle.exchange.selections import FORMATS, About, cards, feed, written
from dentelle.vocabulary import Scheme
from dentelle.web.access import public
from dentelle.web.exports import FEED, LINKS
from dentelle.web.queries.changes import changes
from dentelle.web.queries.directory import VIEWS, selection_title
from dentelle.web.queries.directory import directory as directory_query
from dentelle.web.queries.facet_groups import Addresses
from dentelle.web.queries.overview import overview
from dentelle.web.queries.territory import published, scheme_of


@public
def directory(request: HttpRequest, kind: str = "") -> HttpResponse:
    """One selection of entities, by letter and by page, with the facets beside it; ``kind`` is one more chosen kind."""
    if kind and kind not in {known.id for known in vocabulary.kinds()}:
        raise Http404
    language = get_language() or "fr"
    territory = published(language)
    scheme = scheme_of(territory.scheme)
    asked = {name: list(values) for name, values in request.GET.lists()}
    if kind:
        asked["kind"] = [kind, *asked.get("kind", ())]
    named = asked.pop("place", [""])[-1].strip()
    if named and (code := code_named(named[:200], territory.perimeter)):
        return HttpResponseRedirect(_choosing(asked, code, scheme))
    page = directory_query(asked, language, scheme, Addresses())
    canonical = request.build_absolute_uri(Addresses(page.view).of(page.chosen))
    shown = {"page": page, "canonical": canonical, "unknown": named, "exports": LINKS, "place_action": reverse("web:directory")}
    if page.view == "map":
        shown["overview"] = overview(current(), territory, page.chosen)
    return render(request, "web/directory.html", shown)


@public
def file(request: HttpRequest, format: str) -> HttpResponseBase:
    """The whole selection as a file of ``format``, sent as it is made; or the feed of what changes in it."""
    if format not in FORMATS and format != FEED:
        raise Http404
    language = get_language() or "fr"
    territory = published(language)
    scheme = scheme_of(territory.scheme)
    index = current()
    chosen, _ = read({name: list(values) for name, values in request.GET.lists()}, index, scheme)
    title = selection_title(chosen, language, scheme, territory.name)
    if format == FEED:
        head, entries = changes(request, index, chosen, title, territory)
        return StreamingHttpResponse(feed(head, entries), content_type="application/atom+xml; charset=utf-8")
    ids = index.listed(selected(index, chosen))
    if len(ids) > FORMATS[format].most:
        told = {"total": len(ids), "most": FORMATS[format].most, "format": format, "back": Addresses().of(chosen)}
        return render(request, "web/too_many.html", told, status=413)
    about = About(
        title=title,
        territory=territory.name,
        language=language,
        source=request.build_absolute_uri(Addresses().of(chosen)),
        rights=request.build_absolute_uri(reverse("web:sources")),
        made=timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        address=lambda identity: request.build_absolute_uri(reverse("web:entity", args=(identity,))),
        scheme=scheme,
    )
    response = StreamingHttpResponse(written(format, cards(ids, about), about), content_type=FORMATS[format].media)
    response["Content-Disposition"] = f'attachment; filename="selection.{format}"'
    response["Link"] = f'<{about.rights}>; rel="license"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _choosing(asked: dict[str, list[str]], code: str, scheme: Scheme) -> str:
    """The address of the selection ``asked`` that the area ``code`` narrows or widens."""
    chosen, _ = read(asked, current(), scheme)
    view = asked.get("view", [VIEWS[0]])[-1]
    return Addresses(view if view in VIEWS else VIEWS[0]).of(chosen.adding("area", code))
