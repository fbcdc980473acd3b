"""What the map's areas are shaded by, in words."""

from django import template
from django.utils.translation import get_language, gettext

from dentelle import vocabulary
from dentelle.web.queries.map import MapPage

register = template.Library()


@register.filter
def shade_title(page: MapPage) -> str:
    """The heading of the legend."""
    shade = page.asked.shade
    areas = vocabulary.plural(page.land.level(page.level)[0].kind, get_language() or "fr") if page.levels else ""
    if shade == "people":
        what = gettext("Inhabitants")
    elif shade == "share":
        what = gettext("Entries for each 1,000 inhabitants")
    elif shade.startswith("stated:"):
        what = page.units.get(shade.removeprefix("stated:"), "")
    else:
        what = gettext("Number of entries")
    return f"{what} · {areas}"
