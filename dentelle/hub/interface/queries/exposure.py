"""How often each provider's offers were shown, how high, and how often needs were passed on to them."""

from dataclasses import dataclass

from django.db.models import Avg, Count, Min, Q

from dentelle.hub.interface.models import Offer

__all__ = ["Exposure", "exposures"]


@dataclass(frozen=True, slots=True)
class Exposure:
    """One provider ("" for offers that name none): offers, needs that saw one, mean and best place, and needs passed on."""

    provider: str
    offers: int
    shown: int
    place: float
    best: int
    referred: int


def exposures() -> tuple[Exposure, ...]:
    """Every provider that has offers, the most shown first (two queries)."""
    seen = (
        Offer.objects.values("provider")
        .annotate(
            offers=Count("pk", distinct=True),
            times=Count("shown", distinct=True),
            place=Avg("shown__place"),
            best=Min("shown__place"),
        )
        .order_by("-times", "provider")
    )
    asked = dict(
        Offer.objects.values_list("provider")
        .annotate(number=Count("referrals", filter=~Q(referrals=None)))
        .values_list("provider", "number")
    )
    return tuple(
        Exposure(
            one["provider"], one["offers"], one["times"], one["place"] or 0.0, one["best"] or 0, asked.get(one["provider"], 0)
        )
        for one in seen
    )
