"""One entity in two languages side by side: what the documents of one say and those of the other do not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dentelle.web.access import public
from dentelle.web.queries.compare import compared, other_languages
from dentelle.web.queries.entity import entity as entity_query
from dentelle.web.views.elsewhere import elsewhere


@public
def compare(request: HttpRequest, identity: str) -> HttpResponse:
    """The page's language on the left, that of ``with`` on the right."""
    language = get_language() or "fr"
    page = entity_query(identity, language)
    if page is None:
        return elsewhere(request, identity, "web:compare")
    shown = compared(page, language, request.GET.get("with", ""))
    names = [(one, tuple(text for text, told in page.names if one in told)) for one in (shown.left, shown.right)]
    context = {"page": page, "shown": shown, "names": names, "others": tuple(other_languages(shown))}
    return render(request, "web/compare.html", context)
