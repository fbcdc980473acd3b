"""Where merged entities are today: whoever keeps an entity's id follows its redirects when it is shown."""

from collections.abc import Iterable

from dentelle.atlas.models import Identity

__all__ = ["MOST_REDIRECTS", "current_ids"]

MOST_REDIRECTS = 50


def current_ids(ids: Iterable[str]) -> dict[str, str]:
    """Where the redirects from each of ``ids`` lead, itself where there is none: one query for each step of the longest chain."""
    found = {identity: identity for identity in ids if identity}
    for _ in range(MOST_REDIRECTS if found else 0):
        steps = dict(Identity.objects.filter(pk__in=set(found.values()), redirect__isnull=False).values_list("id", "redirect_id"))
        if not steps:
            break
        found = {identity: steps.get(end, end) for identity, end in found.items()}
    return found
