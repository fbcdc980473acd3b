"""Addresses that somebody noted: sources to come, of which the atlas has no text yet.

Invariant: nothing is fetched from an address. It stays noted until somebody drops it, and is to come for as long as no source
that is there says that it is of this address.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet

from dentelle.atlas.models import NotedAddress, Source
from dentelle.atlas.people.audit import note
from dentelle.folding import digest

__all__ = ["drop", "note_address", "to_come"]


def note_address(url: str, words: Mapping[str, str | float], *, who: str) -> bool:
    """Keeps ``url`` with what is to be declared of it; False when it was noted already, and stays as it was."""
    with transaction.atomic():
        kept = {"url": url, "words": dict(words), "who": who}
        row, fresh = NotedAddress.objects.get_or_create(id=digest("noted", url, length=20), defaults=kept)
        if fresh:
            note(who, "note_address", row.id, f"{who} noted the address {url} as a source to come")
    return fresh


def drop(number: str, *, who: str) -> str:
    """The address that was noted as ``number``, which is no more; "" when there is none."""
    with transaction.atomic():
        row = NotedAddress.objects.select_for_update().filter(pk=number).first()
        if row is None:
            return ""
        row.delete()
        note(who, "drop_address", number, f"{who} dropped the noted address {row.url}")
    return row.url


def to_come() -> QuerySet[NotedAddress]:
    """The addresses of which no source is there, newest first."""
    return NotedAddress.objects.exclude(url__in=Source.objects.filter(present=True).values("url")).order_by("-made_at", "id")
