"""How a page loads what Vite built."""

from django import template
from django.utils.safestring import SafeString

from dentelle.web.built import tags

register = template.Library()


@register.simple_tag
def built(name: str) -> SafeString:
    """The tags that load the entry ``name`` of ``frontend/src/``; nothing where it was not built."""
    return tags(name)
