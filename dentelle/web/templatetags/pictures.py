"""How templates draw: numbers of pixels without the reader's language, and marks with the words that a screen reader says."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from dentelle import vocabulary
from dentelle.web import dates
from dentelle.web.queries.facts import ShownFact
from dentelle.web.queries.timeline import Dated
from dentelle.web.templatetags.atlas import lang, page_address, plain
from dentelle.web.timelines.picture import Bar, Drawn

register = template.Library()


@register.filter
def px(number: float) -> str:
    """A number of pixels for SVG: a point before the fraction whatever the language."""
    return f"{number:.1f}".removesuffix(".0")


@register.filter
def half(number: float) -> str:
    """Half a length."""
    return px(number / 2)


@register.filter
def less(number: float, by: float) -> str:
    """``number`` pixels less ``by``."""
    return px(number - by)


@register.filter
def more(number: float, by: float) -> str:
    """``number`` pixels and ``by`` more."""
    return px(number + by)


@register.filter
def centre(bar: Bar) -> str:
    """The middle of a bar."""
    return px(bar.x + bar.width / 2)


@register.filter
def above(bar: Bar) -> str:
    """Where the number of a bar stands."""
    return px(bar.y - 5)


@register.simple_tag
def lane_name(lane: str, by: str) -> str:
    """What a lane is called: the things of a kind, or a theme."""
    language = get_language() or "fr"
    name = vocabulary.plural(lane, language) if by == "kind" else vocabulary.theme_label(lane, language)
    return name[:1].upper() + name[1:]


@register.simple_tag(takes_context=True)
def zoomed(context: RequestContext, start: int, end: int) -> str:
    """The address of the timeline from ``start`` to ``end``, everything else kept."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query["from"], query["to"] = str(start), str(end)
    return f"?{query.urlencode()}"


@register.simple_tag
def moment_words(fact: ShownFact) -> SafeString:
    """What a dated fact says in a few words: what happened, else the name of its property."""
    what = dict(fact.qualifiers).get("what", "") if fact.property == "happened" else ""
    if what:
        return format_html("<bdi{}>{}</bdi>", lang(fact.language), what if len(what) <= 160 else f"{what[:159]}…")
    return format_html("{}", vocabulary.label(fact.property, get_language() or "fr"))


@register.simple_tag(takes_context=True)
def drawn_mark(context: RequestContext, drawn: Drawn, dated: Iterable[Dated]) -> SafeString:
    """A mark of a timeline: a link to its fact in the list, named by date, subject and what is said."""
    one = next(each for each in dated if each.fact.key == drawn.key)
    current = context["page"].number if one.page else 0
    query = "" if one.page == current else page_address(context, one.page)
    return SafeString(render_to_string("web/parts/mark.html", _mark(drawn, one) | {"query": query}))


def _mark(drawn: Drawn, one: Dated) -> dict[str, Any]:
    language, placed = get_language() or "fr", drawn.placed
    said = one.fact.value.get("text", "") if one.fact.value.get("type") == "date" else ""
    what = dict(one.fact.qualifiers).get("what", "") if one.fact.property == "happened" else ""
    told = what or vocabulary.label(one.fact.property, language)
    value = one.fact.entity.short if one.fact.entity else ""
    return {
        "key": drawn.key,
        "mark": placed.mark,
        "top": placed.top,
        "words": plain(placed.words),
        "at": placed.at,
        "anchor": placed.anchor,
        "name": plain(f"{dates.in_words(one.date, language, said)}: {one.fact.about} – {told} {value}"),
        "soft": one.fact.announced or placed.mark.unsure,
        "disputed": bool(one.fact.conflict),
    }
