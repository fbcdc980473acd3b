"""The offers that the hub keeps: made and changed by hand, withdrawn, said to be still true, and indexed for matching.

Invariant: an offer is kept only as the exchange format allows it, so whatever is kept can be matched. Each process indexes the
offers once for every change of them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from dentelle.atlas.people.audit import note
from dentelle.errors import ExchangeError, InterfaceError
from dentelle.hub.interface import models, terms
from dentelle.hub.interface.exchanged import offer_of
from dentelle.hub.interface.matching import Offers

__all__ = ["FIELDS", "STALE_MONTHS", "SUPPLIERS", "confirm", "exchanged", "indexed", "keep", "stale", "withdraw"]

FIELDS = ("family", "language", "title", "text", "perimeter", "domains", "conditions", "attributes", "window", "provider")
CONTACT = ("contact", "email", "phone")
STALE_MONTHS = 6  # without anybody saying that an offer is still true
SOON = timedelta(days=30)  # before an offer closes

Supplier = Callable[[date], Iterable[terms.Offer]]
SUPPLIERS: list[Supplier] = []  # what other jobs of the hub can offer on a day, such as free rooms; web hands them over


def exchanged(offer: models.Offer) -> dict[str, Any]:
    """``offer`` as the exchange format writes it."""
    bounds = {name: day.isoformat() for name, day in (("opens", offer.opens), ("closes", offer.closes)) if day}
    told = {name: getattr(offer, name) for name in FIELDS if name not in ("window", "provider")}
    return {"id": offer.key, **told, "window": bounds or None, "provider": offer.provider}


def keep(
    told: Mapping[str, Any], *, who: str, key: str = "", source: str = "", contact: Mapping[str, str] | None = None
) -> models.Offer:
    """The offer ``told`` in the exchange format, kept: a new one, or the one with ``key`` changed.

    Raises InterfaceError that says field by field what is wrong.
    """
    key = key or str(told.get("id") or uuid4())
    try:
        offer = offer_of({**told, "id": key})
    except ExchangeError as error:
        raise InterfaceError("The offer cannot be kept so. %(problems)s", problems=error) from error
    window = offer.window or terms.Window()
    values = {
        **{name: getattr(offer, name) for name in ("family", "language", "title", "text", "provider")},
        "perimeter": list(offer.perimeter),
        "domains": list(offer.domains),
        "conditions": [{"field": one.field, "op": one.op, "value": _plain(one.value)} for one in offer.conditions],
        "attributes": {name: _plain(value) for name, value in offer.attributes.items()},
        "opens": window.opens,
        "closes": window.closes,
        "true_on": timezone.localdate(),
        "withdrawn": False,
        **({"source": source[:200]} if source else {}),
        **{name: value.strip()[:200] for name, value in (contact or {}).items() if name in CONTACT},
    }
    with transaction.atomic():
        row, new = models.Offer.objects.update_or_create(key=key, defaults=values)
        note(who, "offer", f"offer {row.pk}", f"{who} {'entered' if new else 'changed'} the offer {row.title}")
    return row


def _plain(value: terms.Fact) -> Any:
    return list(value) if isinstance(value, tuple) else value


def withdraw(number: int, *, who: str) -> None:
    """Takes the offer out of matching; what was referred to it stays."""
    with transaction.atomic():
        row = _offer(number)
        row.withdrawn = True
        row.save()
        note(who, "offer", f"offer {row.pk}", f"{who} withdrew the offer {row.title}")


def confirm(number: int, *, who: str) -> None:
    """Notes that the offer is still true today."""
    with transaction.atomic():
        row = _offer(number)
        row.true_on = timezone.localdate()
        row.save()
        note(who, "offer", f"offer {row.pk}", f"{who} said that the offer {row.title} is still true")


def _offer(number: int) -> models.Offer:
    row = models.Offer.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise InterfaceError("There is no such offer any more.")
    return row


def stale(day: date) -> tuple[models.Offer, ...]:
    """The offers to ask about on ``day``: nobody has said for long that they are true, or they close within a month."""
    old = day - timedelta(days=30 * STALE_MONTHS)
    asked = Q(true_on__lt=old) | Q(closes__gte=day, closes__lte=day + SOON)
    return tuple(models.Offer.objects.filter(asked, withdrawn=False).order_by("true_on", "pk")[:200])


def indexed(day: date) -> Offers:
    """All offers that are not withdrawn and what other jobs can offer on ``day``, ready to be matched."""
    supplied = tuple(offer for supplier in SUPPLIERS for offer in supplier(day))
    state = models.Offer.objects.aggregate(last=Max("changed_at"), number=Count("pk"))
    key = (str(state["last"]), state["number"], supplied)
    held = _kept.get("index")
    if held is None or held[0] != key:
        rows = models.Offer.objects.filter(withdrawn=False).order_by("pk").iterator(chunk_size=2_000)
        held = _kept["index"] = (key, Offers.index([*(_term(row) for row in rows), *supplied]))
    return held[1]


_kept: dict[str, tuple[Any, Offers]] = {}  # the last index and what it was made of


def _term(row: models.Offer) -> terms.Offer:
    offer = terms.Offer(
        id=row.key,
        family=row.family,
        language=row.language,
        title=row.title,
        text=row.text,
        perimeter=tuple(row.perimeter),
        domains=tuple(row.domains),
        conditions=tuple(terms.Condition(one["field"], one["op"], _fact(one["value"])) for one in row.conditions),
        attributes={name: _fact(value) for name, value in row.attributes.items()},
        provider=row.provider,
    )
    return replace(offer, window=terms.Window(row.opens, row.closes)) if row.opens or row.closes else offer


def _fact(value: Any) -> terms.Fact:
    return tuple(value) if isinstance(value, list) else value
