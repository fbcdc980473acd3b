"""Entities by name, whatever case, accents or language the name is written in.

Invariant: only what the published run shows is found; the same text always gives the same order.
"""

from django.db.models import Case, IntegerField, Min, Value, When

from dentelle.atlas.models import EntityRow, NameRow
from dentelle.model import fold


def find(text: str, limit: int = 20) -> tuple[EntityRow, ...]:
    """At most ``limit`` entities with a name that is ``text``, then that begin with it, then that hold it; best known first."""
    wanted = fold(text)
    if not wanted:
        return ()
    place = Case(
        When(folded=wanted, then=Value(0)),
        When(folded__startswith=wanted, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    names = NameRow.objects.visible().filter(folded__contains=wanted)
    best = dict(names.values_list("identity_id").annotate(place=Min(place)).order_by("place", "identity_id")[: limit * 5])
    rows = EntityRow.objects.visible().filter(identity_id__in=best)
    return tuple(sorted(rows, key=lambda row: (best[row.identity_id], -row.sources, row.identity_id)))[:limit]
