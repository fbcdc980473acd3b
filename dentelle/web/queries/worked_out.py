"""What pages work out of the whole atlas: once for what is published, and kept until something changes.

Nothing of a source's words is kept here, only ids and numbers; what is shown is asked for at each request, through ``visible()``.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Subquery

from dentelle.atlas.browsing import facet_index
from dentelle.atlas.browsing.facet_index import FacetIndex
from dentelle.atlas.models import AuditLine, EntityRow, FactRow, FindingRow, Publication

MOST = 100  # things kept at a time
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Held:
    """``changed``: what all was worked out from."""

    changed: tuple
    made: dict[tuple[Hashable, ...], Any] = field(default_factory=dict)


_held: Held | None = None


def once(make: Callable[[FacetIndex], Made], *called: Hashable) -> Made:
    """What ``make`` gives of the index of facets and the database, worked out anew only where something changed since.

    ``called`` tells it from everything else that is kept, with all that ``make`` depends on besides. Two queries where nothing
    changed.
    """
    global _held
    index = facet_index.current()
    changed = (index.mark, *_last())
    held = _held
    if held is None or held.changed != changed:
        held = _held = Held(changed)
    if called not in held.made:
        if len(held.made) >= MOST:
            held.made.clear()
        held.made[called] = make(index)
    return held.made[called]


def forget() -> None:
    """Keeps nothing any more."""
    global _held
    _held = None


def _last() -> tuple:
    """The last of all that a decision writes."""
    newest = {
        f"last_{at}": Subquery(model.objects.order_by("-id").values("id")[:1])
        for at, model in enumerate((AuditLine, FactRow, FindingRow, EntityRow))
    }
    return Publication.objects.filter(pk=1).annotate(**newest).values_list(*newest).first() or ()
