"""What the facets of the directory and their values are called in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from dentelle import vocabulary
from dentelle.atlas.browsing.names import Name
from dentelle.atlas.projecting.areas import place_of
from dentelle.gazetteer import naf
from dentelle.vocabulary import Scheme

__all__ = ["LEVELS", "Words", "level_of"]

FACETS = {
    "kind": gettext_lazy("Kind"),
    "domain": gettext_lazy("Domain"),
    "area": gettext_lazy("Perimeter"),
    "section": gettext_lazy("Activity (NACE)"),
    "label": gettext_lazy("Label"),
    "state": gettext_lazy("State"),
    "disputed": gettext_lazy("In dispute"),
    "letter": gettext_lazy("Letter"),
}
STATES = {
    "active": gettext_lazy("active"),
    "closed": gettext_lazy("closed down"),
    "planned": gettext_lazy("planned"),
}
LEVELS = ("country", "region", "departement", "epci", "commune")  # of areas, the widest first
_FIRST = {"R": "region", "D": "departement", "E": "epci", "G": "commune"}


def level_of(code: str) -> str:
    """Of which level the area ``code`` is: see ``LEVELS``."""
    if len(code) == 2:
        return "country"
    return _FIRST.get(code[0], "commune")


@dataclass(frozen=True, slots=True)
class Words:
    """``labels``: the names of the entities that are labels, by identity."""

    language: str
    scheme: Scheme
    labels: Mapping[str, Name]

    def facet(self, facet: str) -> str:
        """What ``facet`` is called."""
        return str(FACETS[facet])

    def of(self, facet: str, value: str) -> str:
        """What ``value`` of ``facet`` is called; the value itself where nobody knows."""
        if facet == "kind":
            return _capital(vocabulary.plural(value, self.language))
        if facet == "domain":
            return _capital(next((one.label(self.language) for one in self.scheme.concepts if one.id == value), value))
        if facet == "section":
            label = naf(value, self.language) or naf(value, "en") or naf(value, "fr")
            return f"{value} · {label}" if label else value
        if facet == "area":
            return self.area(value)
        if facet == "label":
            return self.labels[value].short if value in self.labels else value
        if facet == "state":
            return _capital(str(STATES.get(value, value)))
        return gettext("Sources contradict one another") if facet == "disputed" else value

    def area(self, code: str) -> str:
        """The name of an area, with the code of its kind where that tells it from a town."""
        place = place_of(code)
        if place is None:
            return code
        name = place.name_in(self.language)
        return f"{name} ({place.code})" if place.kind == "departement" else name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
