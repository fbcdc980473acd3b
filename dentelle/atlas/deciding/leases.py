"""Who has which item of the review queue before them.

Invariant: an item is in the hands of at most one person at a time, and a person holds one item; a lease that nobody renews ends
by itself, so that a closed laptop keeps nothing from the others.
"""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from dentelle.atlas.models import Lease

LASTS = timedelta(minutes=5)  # unless it is renewed


def take(key: str, who: str) -> bool:
    """Puts the item ``key`` into the hands of ``who``, or keeps it there; false when somebody else has it."""
    now = timezone.now()
    over = Lease.objects.filter(Q(key=key, until__lte=now) | Q(who=who) & ~Q(key=key))
    over._raw_delete(over.db)  # nothing refers to a lease
    if renew(key, who):
        return True
    Lease.objects.bulk_create([Lease(key=key, who=who, until=now + LASTS)], ignore_conflicts=True)
    return Lease.objects.filter(key=key, who=who).exists()


def renew(key: str, who: str) -> bool:
    """Lengthens the lease of ``who`` on ``key``; false when they have none."""
    return bool(Lease.objects.filter(key=key, who=who).update(until=timezone.now() + LASTS))


def give_back(key: str, who: str) -> None:
    """Ends the lease of ``who`` on ``key``, if they have it."""
    Lease.objects.filter(key=key, who=who).delete()


def held_by_others(who: str) -> QuerySet[Lease]:
    """The leases in force that others have."""
    return Lease.objects.filter(until__gt=timezone.now()).exclude(who=who)
