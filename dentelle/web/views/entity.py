"""One entity, the full list of what links to it by one property, its data for machines, and its sheet for paper."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from dentelle import vocabulary
from dentelle.atlas.people.permissions import may
from dentelle.web.access import public
from dentelle.web.context import absolute
from dentelle.web.linked_data import as_script, node
from dentelle.web.qr import code
from dentelle.web.queries.entity import EntityPage, linked_page
from dentelle.web.queries.entity import entity as entity_query
from dentelle.web.queries.entity_layout import Layout, laid_out
from dentelle.web.queries.names import names_of
from dentelle.web.queries.small_map import small_map
from dentelle.web.queries.territory import PublishedTerritory, published
from dentelle.web.views.elsewhere import elsewhere


@public
def entity(request: HttpRequest, identity: str) -> HttpResponse:
    """The entity's page; an id that was merged into another leads there for good."""
    language = get_language() or "fr"
    page = entity_query(identity, language)
    if page is None:
        return elsewhere(request, identity, "web:entity")
    layout, territory = _layout(page, language), published(language)
    may_edit = may(request.user, "edit_facts") or may(request.user, "propose", identity)
    context = {
        "page": page,
        "layout": layout,
        "map": small_map(identity, territory),
        "data": as_script(_node(request, page, layout, territory)),
        "may_edit": may_edit,
        "may_protect": page.of == "person" and may(request.user, "protect_person"),
        "staff": may(request.user, "enter"),
    }
    return render(request, "web/entity.html", context)


@public
def data(request: HttpRequest, identity: str) -> HttpResponse:
    """The entity as JSON-LD, as it stands in its page."""
    language = get_language() or "fr"
    page = entity_query(identity, language)
    if page is None:
        return elsewhere(request, identity, "web:entity-data")
    told = _node(request, page, _layout(page, language), published(language))
    return JsonResponse(told, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})


@public
def sheet(request: HttpRequest, identity: str) -> HttpResponse:
    """The entity on paper: what holds, who says so, and the address of the page as a QR code."""
    language = get_language() or "fr"
    page = entity_query(identity, language)
    if page is None:
        return elsewhere(request, identity, "web:sheet")
    address = absolute(request, reverse("web:entity", args=[identity]))
    context = {
        "page": page,
        "layout": _layout(page, language),
        "address": address,
        "code": code(address),
        "today": timezone.localdate().isoformat(),
    }
    return render(request, "web/sheet.html", context)


@public
def linked(request: HttpRequest, identity: str, name: str) -> HttpResponse:
    """All facts of the property ``name`` whose value is the entity, page by page."""
    language = get_language() or "fr"
    entity_name = names_of([identity], language).get(identity)
    if entity_name is None or name not in {known.id for known in vocabulary.properties()}:
        raise Http404
    page, statements = linked_page(identity, name, request.GET.get("page", "1"), language)
    return render(request, "web/linked.html", {"name": entity_name, "property": name, "page": page, "statements": statements})


def _layout(page: EntityPage, language: str) -> Layout:
    return laid_out(page, timezone.localdate().isoformat(), language)


def _node(request: HttpRequest, page: EntityPage, layout: Layout, territory: PublishedTerritory) -> dict[str, object]:
    first = territory.languages[0]

    def address(identity: str) -> str:
        with override(first):  # one id for all language versions
            return absolute(request, reverse("web:entity", args=[identity]))

    return node(page, layout, get_language() or "fr", address)
