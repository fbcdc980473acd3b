"""The neighbourhood of an entity, wherever a template shows one."""

from django import template
from django.template.context import RequestContext
from django.utils.translation import get_language

from dentelle.web.queries.neighbourhood import Neighbourhood
from dentelle.web.queries.neighbourhood import neighbourhood as around

register = template.Library()


@register.inclusion_tag("web/parts/neighbourhood.html", takes_context=True)
def neighbourhood(context: RequestContext, identity: str) -> dict[str, Neighbourhood | None]:
    """Whom ``identity`` is tied to, as a picture and a table; two steps where the address says ``steps=2``."""
    steps = 2 if context["request"].GET.get("steps") == "2" else 1
    return {"around": around(identity, get_language() or "fr", steps)}
