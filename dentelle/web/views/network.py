"""The network: its page, what its picture is drawn from, how two entities are connected, and its exports."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext

from dentelle import vocabulary
from dentelle.exchange.graph_files import GRAPH_FORMATS, written
from dentelle.network.paths import LONGEST
from dentelle.web.access import public
from dentelle.web.queries.connected import connected as connected_query
from dentelle.web.queries.graph_picture import legend
from dentelle.web.queries.network import Selection, data, network_page, selected


@public
def network(request: HttpRequest) -> HttpResponse:
    """A selection of the network as a picture and tables; the whole selection stands in the address."""
    selection = Selection.of(request.GET)
    page = network_page(selection, request.GET.get("page", "1"), request.GET.get("facts", "1"), get_language() or "fr")
    context = {
        "found": page,
        "selection": selection,
        "start": page.node.text if page.node else "",
        "query": selection.query(),
        "without_node": selection.query(node=""),
        "by_degree": selection.query(order=""),
        "by_bridge": selection.query(order="severed"),
        "left_out": page.total - page.shown,
        "shapes": legend(),
        "words": _words(),
    }
    return render(request, "web/network.html", context)


@public
def drawn(request: HttpRequest) -> HttpResponse:
    """What the moving picture of the selection is drawn from."""
    return JsonResponse(data(Selection.of(request.GET), get_language() or "fr"))


@public
def connected(request: HttpRequest) -> HttpResponse:
    """How two entities are connected."""
    asked = (request.GET.get("from", ""), request.GET.get("to", ""))
    found = connected_query(*asked, request.GET.get("places") == "yes", get_language() or "fr")
    keys = ("from", "to")
    ends = [
        {"asked": end.asked, "name": end.name, "others": [(one, _query(request, **{key: one.id})) for one in end.others]}
        for key, end in zip(keys, (found.start, found.end), strict=True)
    ]
    context = {"found": found, "ends": ends, "with_places": _query(request, places="yes"), "longest": LONGEST}
    return render(request, "web/connected.html", context)


def _query(request: HttpRequest, **changed: str) -> str:
    """The query of ``request`` with some of it ``changed``."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
    return query.urlencode()


def _words() -> dict[str, object]:
    """What the script of the picture says."""
    return {
        "picture": gettext("The network as a picture that moves"),
        "help": gettext("Arrow keys: left and right choose a neighbour, down goes to it, up goes back. Enter opens its page."),
        "find": gettext("Find in the picture"),
        "open": gettext("Open its page"),
        "near": gettext("Nearer"),
        "far": gettext("Farther"),
        "whole": gettext("The whole"),
        "connections": gettext("Connections") + gettext(":"),
        "bridge": gettext("Bridge") + gettext(":"),
        "nobody": gettext("Nobody of that name is in the picture."),
        "shown": gettext("The picture shows the {shown} best connected of {total}; the others are in the table alone."),
        "all": gettext("The picture shows everybody."),
        "neighbour": gettext("Neighbour {number} of {total}: {name}"),
        "kinds": {one.id: vocabulary.label(one.id, get_language() or "fr") for one in vocabulary.kinds()},
        "relations": {one.id: vocabulary.label(one.id, get_language() or "fr") for one in vocabulary.properties()},
    }


@public
def exported(request: HttpRequest, format: str) -> HttpResponse:
    """The whole selection as a file for programs that analyse networks: 404 for a format that is none."""
    if format not in GRAPH_FORMATS:
        raise Http404
    type_, name = GRAPH_FORMATS[format]
    found = selected(Selection.of(request.GET))
    lines = (f"{line}\n" for line in written(format, get_language() or "fr", found.network, found.rows))
    return StreamingHttpResponse(lines, content_type=type_, headers={"Content-Disposition": f'attachment; filename="{name}"'})
