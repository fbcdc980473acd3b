"""What the pages of list imports call fields, fates and reasons."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext, gettext_lazy

from dentelle.weaving.imports.rows import Remark

FIELD_NAMES: Mapping[str, object] = MappingProxyType(
    {
        "name": gettext_lazy("Name"),
        "short_name": gettext_lazy("Acronym or short name"),
        "other_names": gettext_lazy("Other names"),
        "kind": gettext_lazy("Kind (company, school…)"),
        "legal_form": gettext_lazy("Legal form"),
        "siret": "SIRET",
        "siren": "SIREN",
        "uai": "UAI",
        "address": gettext_lazy("Street and number"),
        "postcode": gettext_lazy("Postal code"),
        "town": gettext_lazy("Town"),
        "insee": gettext_lazy("INSEE code of the commune"),
        "located_in": gettext_lazy("Site or place it sits in"),
        "website": gettext_lazy("Website"),
        "email": gettext_lazy("E-mail of the organisation"),
        "phone": gettext_lazy("Telephone of the organisation"),
        "works_in": gettext_lazy("Activity or sector"),
        "activity_code": gettext_lazy("Activity code (NAF, NACE)"),
        "founded": gettext_lazy("Founded"),
        "staff_size": gettext_lazy("Number of employees"),
        "holds_label": gettext_lazy("Label it holds"),
        "received": gettext_lazy("Award or grant it received"),
        "part_of": gettext_lazy("Part of"),
        "member_of": gettext_lazy("Member of"),
        "language": gettext_lazy("Language of the row"),
        "key": gettext_lazy("The list's own number"),
        "ignore": gettext_lazy("– not taken in –"),
    }
)
SURE: Mapping[str, object] = MappingProxyType(
    {
        "before": gettext_lazy("as last time"),
        "sure": gettext_lazy("sure: the header says so"),
        "likely": gettext_lazy("likely: header or cells point that way"),
        "guess": gettext_lazy("a guess: please check"),
        "": gettext_lazy("not understood"),
    }
)
FATE_NAMES: Mapping[str, object] = MappingProxyType(
    {
        "perhaps": gettext_lazy("Perhaps known"),
        "same": gettext_lazy("Known already"),
        "double": gettext_lazy("Double in the list"),
        "new": gettext_lazy("New"),
    }
)
REASONS: Mapping[str, object] = MappingProxyType(
    {
        "above": gettext_lazy("stands above the header"),
        "header": gettext_lazy("names the columns"),
        "blank": gettext_lazy("blank"),
        "repeated": gettext_lazy("repeats the header"),
        "note": gettext_lazy("holds a note or a section title"),
        "total": gettext_lazy("holds a total"),
        "hidden": gettext_lazy("stands on a hidden sheet"),
        "nameless": gettext_lazy("has no name"),
        "no_name": gettext_lazy("no column of its sheet holds a name"),
        "withheld": gettext_lazy("is about somebody who is left out of the atlas"),
        "long_name": gettext_lazy("what stands as its name is too long for one"),
    }
)


def remark(one: Remark) -> str:
    """What is wrong with a cell, in the language of the page."""
    said = {"text": one.text[:60], "column": one.column, "scheme": one.column.upper()}
    if one.code == "identifier":
        return gettext("“%(text)s” is no valid %(scheme)s: it identifies nothing") % said
    if one.code == "date":
        return gettext("“%(text)s” in the column “%(column)s” is no date; write 2020, 2020-12 or 2020-12-31") % said
    return gettext("“%(text)s” in the column “%(column)s” is no whole number; write 1200") % said
