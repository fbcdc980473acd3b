"""What the areas of the map are shaded by: a count in each, put into at most five classes of about as many areas each.

Invariant: an area without a value, or with none of what is counted, has no class and stays blank: paleness is no small number.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from dentelle.atlas.models import FacetRow, FactRow
from dentelle.folding import fold
from dentelle.web.queries.facts import ESTABLISHED
from dentelle.web.queries.land import Area

CLASSES = 5
PER = 1_000  # inhabitants, for shares
AREAS_OF_A_CLASS_CHOICE = 2  # areas that a stated unit must be stated of, to be worth a map


@dataclass(frozen=True, slots=True)
class Class:
    """One class of the legend: from ``low`` to ``high``, both included, with the number of its areas; ``step`` 1 is palest."""

    step: int
    low: float
    high: float
    areas: int


@dataclass(frozen=True, slots=True)
class Shading:
    """``values`` and classes (``steps``) by the code of an area; ``blank`` counts the areas that have none."""

    values: Mapping[str, float]
    steps: Mapping[str, int]
    classes: tuple[Class, ...]
    blank: int


def shaded(areas: tuple[Area, ...], values: Mapping[str, float]) -> Shading:
    """``areas`` in classes by their ``values``: the borders are quantiles, and equal values never part."""
    kept = {area.code: values[area.code] for area in areas if values.get(area.code, 0) > 0}
    ordered = sorted(kept.values())
    distinct = sorted(set(ordered))
    cuts = (ordered[max(0, round(len(ordered) * part / CLASSES) - 1)] for part in range(1, CLASSES + 1)) if ordered else ()
    tops = distinct if len(distinct) <= CLASSES else sorted(set(cuts))
    apart = (CLASSES - 1) / max(1, len(tops) - 1)  # few classes lie as far apart as many
    steps = {code: 1 + round(bisect_left(tops, value) * apart) if len(tops) > 1 else 3 for code, value in kept.items()}
    classes = []
    for step in sorted(set(steps.values())):
        own = [kept[code] for code in kept if steps[code] == step]
        classes.append(Class(step, min(own), max(own), len(own)))
    return Shading(kept, steps, tuple(classes), len(areas) - len(kept))


def per_people(areas: tuple[Area, ...], counts: Mapping[str, int]) -> dict[str, float]:
    """``counts`` for each thousand inhabitants, two digits after the point; areas without known inhabitants are left out."""
    people = {area.code: area.people for area in areas}
    return {code: round(number * PER / people[code], 2) for code, number in counts.items() if people.get(code)}


@dataclass(frozen=True, slots=True)
class Stated:
    """Counts that sources state of the areas themselves: ``units`` by their folded form, values by unit and area."""

    units: Mapping[str, str]
    values: Mapping[str, Mapping[str, float]]


def stated(areas: tuple[Area, ...]) -> Stated:
    """What sources count of ``areas``: of rival values the preferred one, of several years the latest. Two queries."""
    ground = FacetRow.objects.visible().filter(facet="kind", value="territory").values("identity")
    said = FactRow.objects.visible().filter(property="count", status__in=ESTABLISHED, identity__in=ground)
    facts = list(said.order_by("-rank", "as_of", "key").values_list("identity_id", "value"))
    if not facts:
        return Stated({}, {})
    codes = _codes({identity for identity, _ in facts}, {area.code for area in areas})
    units: dict[str, str] = {}
    values: dict[str, dict[str, float]] = {}
    for identity, value in facts:
        unit, number = value.get("unit") or "", value.get("number")
        if unit and number and identity in codes:
            units.setdefault(fold(unit), unit)
            values.setdefault(fold(unit), {})[codes[identity]] = float(number)
    kept = {unit: found for unit, found in values.items() if len(found) >= AREAS_OF_A_CLASS_CHOICE}
    return Stated({unit: units[unit] for unit in sorted(kept)}, kept)


def _codes(identities: set[str], codes: set[str]) -> dict[str, str]:
    """The area of ``codes`` that each of ``identities`` is: its finest one. One that lies in two of the like is neither."""
    found: dict[str, set[str]] = {}
    for identity, code in (
        FacetRow.objects.visible().filter(facet="area", identity__in=identities).values_list("identity_id", "value")
    ):
        found.setdefault(identity, set()).add(code)
    own = {identity: _finest(areas) for identity, areas in found.items()}
    return {identity: code for identity, code in own.items() if code in codes}


def _finest(areas: set[str]) -> str:
    for first in ("0123456789", "E", "D"):
        fitting = [code for code in areas if code[0] in first and len(code) > 2]
        if fitting:
            return fitting[0] if len(fitting) == 1 else ""
    return ""
