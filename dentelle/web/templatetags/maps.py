"""What the map's areas are shaded by, in words."""

from collections.abc import Sequence

from django import template
from django.utils.translation import get_language, gettext

from dentelle import vocabulary
from dentelle.atlas.projecting.areas import place_of
from dentelle.web.map_words import described
from dentelle.web.queries.land import Spot
from dentelle.web.queries.map import MapPage
from dentelle.web.queries.spots import Counted

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


@register.filter
def spot_name(spot: Spot) -> str:
    """The name of a place in the reader's language."""
    return spot.name_in(get_language() or "fr")


@register.filter
def country_name(code: str) -> str:
    """The name of a country in the reader's language; the code where nobody knows one."""
    place = place_of(code)
    return place.name_in(get_language() or "fr") if place else code


@register.filter
def places_said(spots: Sequence[Counted]) -> str:
    """How many places there are and where most lies, in a sentence or two."""
    return described(spots)
