"""The text of a document with its passages marked: written straight, for there may be thousands of them on a page."""

from collections.abc import Iterable, Iterator

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from dentelle.web.queries.stretches import Stretch

register = template.Library()

DEEP = 2  # passages over one another from which on a mark is deep
DEEPER = ' class="deep"'


@register.simple_tag
def stretches(parts: Iterable[Stretch]) -> SafeString:
    """The stretches of a block: passages as ``<mark>``, deep where several lie over one another, each with its anchor.

    A number behind a passage leads to its claims, one before it to the claims of a portion that begins with it.
    """
    return mark_safe("".join(_written(parts)))  # noqa: S308 - every text and address is escaped below


def _written(parts: Iterable[Stretch]) -> Iterator[str]:
    here, further = gettext("What this passage says"), gettext("What the passages from here on say")
    shade = 0  # of the mark that is open: stretches of one shade share one, unless a number stands between them
    for stretch in parts:
        if shade and (shade != min(stretch.depth, DEEP) or stretch.leads):
            yield "</mark>"
            shade = 0
        for lead in stretch.leads:
            yield _reference(f"{lead.query}#claims", further, f"{lead.number} …")
        yield from (f'<span class="anchor" id="{anchor}"></span>' for anchor in stretch.opens[1:])
        anchor = f' id="{stretch.opens[0]}"' if stretch.opens else ""
        if stretch.depth and not shade:
            shade = min(stretch.depth, DEEP)
            yield f"<mark{anchor}{DEEPER if shade == DEEP else ''}>{escape(stretch.text)}"
        else:
            yield f"<span{anchor}>{escape(stretch.text)}</span>" if anchor else escape(stretch.text)
        if stretch.closes:
            yield "</mark>" if shade else ""
            shade = 0
            yield from (_reference(f"#n{number}", here, str(number)) for number in stretch.closes)
    yield "</mark>" if shade else ""


def _reference(address: str, told: str, text: str) -> SafeString:
    return format_html('<a class="ref" href="{}"><span class="unseen">{}: </span>{}</a>', address, told, text)
