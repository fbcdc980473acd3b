"""How a page loads what Vite built."""

from django import template
from django.utils.safestring import SafeString

from dentelle.web import built as front

register = template.Library()


@register.simple_tag
def built(name: str) -> SafeString:
    """The tags that load the entry ``name`` of ``frontend/src/``; nothing where it was not built."""
    return front.tags(name)


@register.simple_tag
def style(name: str) -> SafeString:
    """The tag that loads the style sheet ``name`` of ``static/dentelle/``, which only some pages need."""
    return front.style(name)
