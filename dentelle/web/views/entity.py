"""One entity, and the full list of what links to it by one property."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from dentelle import vocabulary
from dentelle.atlas.obeying import is_withdrawn
from dentelle.atlas.permissions import may
from dentelle.web.access import public
from dentelle.web.queries.entity import current_id, linked_page
from dentelle.web.queries.entity import entity as entity_query
from dentelle.web.queries.names import names_of


@public
def entity(request: HttpRequest, identity: str) -> HttpResponse:
    """The entity's page; an id that was merged into another leads there for good."""
    page = entity_query(identity, get_language() or "fr")
    if page is None:
        target = current_id(identity)
        if is_withdrawn(identity):
            return render(request, "web/withdrawn.html", status=410)
        if target in ("", identity):
            raise Http404
        return HttpResponsePermanentRedirect(reverse("web:entity", args=[target]))
    may_edit = may(request.user, "edit_facts") or may(request.user, "propose", identity)
    context = {
        "page": page,
        "may_edit": may_edit,
        "may_protect": page.of == "person" and may(request.user, "protect_person"),
        "staff": may(request.user, "enter"),
    }
    return render(request, "web/entity.html", context)


@public
def linked(request: HttpRequest, identity: str, name: str) -> HttpResponse:
    """All facts of the property ``name`` whose value is the entity, page by page."""
    language = get_language() or "fr"
    entity_name = names_of([identity], language).get(identity)
    if entity_name is None or name not in {known.id for known in vocabulary.properties()}:
        raise Http404
    page, statements = linked_page(identity, name, request.GET.get("page", "1"), language)
    return render(request, "web/linked.html", {"name": entity_name, "property": name, "page": page, "statements": statements})
