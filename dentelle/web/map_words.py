"""What the map says in words: for those who do not see the drawing, and for its script."""

from collections.abc import Sequence

from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext, ngettext

from dentelle.web.queries.spots import Counted

SAID = 5  # places named in the description


def described(spots: Sequence[Counted]) -> str:
    """The drawing in a sentence or two: how many places, and where there is most."""
    if not spots:
        return gettext("No place fits.")
    language = get_language() or "fr"
    most = get_text_list([f"{one.spot.name_in(language)} ({one.count})" for one in spots[:SAID]], gettext("and"))
    told = ngettext("%(number)s place with entries.", "%(number)s places with entries.", len(spots)) % {"number": len(spots)}
    return f"{told} {gettext('Most are in: %(places)s.') % {'places': most}}"


def words() -> dict[str, str]:
    """What the script says; {…} are filled in there."""
    return {
        "map": gettext("Map that moves"),
        "help": gettext("Arrow keys move the map, plus and minus change its size, Escape closes a place."),
        "tools": gettext("Move the map"),
        "in": gettext("Closer"),
        "out": gettext("Farther"),
        "whole": gettext("The whole territory"),
        "up": gettext("Move up"),
        "down": gettext("Move down"),
        "left": gettext("Move left"),
        "right": gettext("Move right"),
        "close": gettext("Close"),
        "one": gettext("{name}: 1 entry"),
        "many": gettext("{name}: {count} entries"),
        "cluster": gettext("{places} places, {count} entries: come closer"),
        "view": gettext("Places in view: {shown}"),
        "none": gettext("No place in view."),
        "missing": gettext(
            "This browser cannot draw the map that moves (WebGL is missing). The drawn map and the tables say the same."
        ),
        "failed": gettext("The map could not be loaded. The drawn map and the tables say the same."),
        "tiles": gettext("The background could not be loaded; everything else is there."),
        "loading": gettext("The map is being loaded …"),
    }
