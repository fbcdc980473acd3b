"""Offers that come as a file: CSV or the exchange format's JSON. New ones are kept; what would change one that is here waits.

Invariant: nothing of an offer that somebody keeps is changed by an import: each field that differs becomes a change to be taken
or refused, and one that was refused is not proposed again. A row that is wrong is listed with its reason, and the others go in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from dentelle.atlas.people.audit import note
from dentelle.atlas.people.refusals import refusal
from dentelle.errors import ExchangeError, InterfaceError
from dentelle.hub.interface import models
from dentelle.hub.interface.catalogue import exchanged, keep
from dentelle.hub.interface.exchanged import offer_of
from dentelle.hub.interface.offer_files import offers_in

__all__ = ["Imported", "import_offers", "settle", "waiting"]

MOST = 20_000  # offers in a file
COMPARED = ("family", "language", "title", "text", "perimeter", "domains", "conditions", "attributes", "window", "provider")


@dataclass
class Imported:
    """What became of a file: offers that are new, the same, or would change, and the rows that were left out, with the reason."""

    new: list[models.Offer] = field(default_factory=list)
    same: int = 0
    changes: list[models.OfferChange] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)


def import_offers(data: bytes, name: str, *, who: str) -> Imported:
    """Takes in the file ``name``. Raises InterfaceError when it is neither the format's JSON nor a table with its columns."""
    told = list(offers_in(data, name))
    if len(told) > MOST:
        raise InterfaceError("%(file)s holds more than %(most)s offers. Cut it into several files.", file=name, most=f"{MOST:,}")
    result, seen = Imported(), set[str]()
    with transaction.atomic():
        keys = [str(one.get("id", "")) for _, one in told]
        kept = {row.key: row for row in models.Offer.objects.filter(key__in=keys).prefetch_related("changes")}
        for row, one in told:
            key = str(one.get("id") or "")
            if not key or key in seen:
                result.skipped.append(
                    (row, gettext("it has no id") if not key else gettext("the id %(id)s stands in an earlier row") % {"id": key})
                )
                continue
            seen.add(key)
            _take(result, row, one, kept.get(key), name, who)
        note(who, "import", name, f"{who} imported {len(result.new)} offers from {name}; {len(result.changes)} changes wait")
    return result


def _take(result: Imported, row: int, told: Mapping[str, Any], kept: models.Offer | None, name: str, who: str) -> None:
    try:
        offer = offer_of({what: told[what] for what in ("id", *COMPARED) if told.get(what) not in (None, "")})
        if kept is None:
            contact = {what: str(told.get(what) or "") for what in ("contact", "email", "phone")}
            result.new.append(keep(told, who=who, key=offer.id, source=name, contact=contact))
            return
    except (ExchangeError, InterfaceError) as error:
        result.skipped.append((row, refusal(error)))
        return
    changes = list(_changes(kept, told, name))
    result.changes += changes
    result.same += not changes


def _changes(kept: models.Offer, told: Mapping[str, Any], name: str) -> Iterator[models.OfferChange]:
    """The fields in which ``told`` differs from what is kept, as changes that wait; a refused one is not asked again."""
    held = exchanged(kept)
    refused = [(one.field, one.value) for one in kept.changes.all() if one.state == models.REFUSED]
    for what in COMPARED:
        if what not in told or (told[what] or None) == (held[what] or None) or (what, told[what]) in refused:
            continue
        values = {"value": told[what], "source": name[:200], "made_at": timezone.now()}
        change, _ = models.OfferChange.objects.update_or_create(offer=kept, field=what, state=models.WAITING, defaults=values)
        yield change


def waiting() -> tuple[models.OfferChange, ...]:
    """The changes that wait for a person, by offer."""
    return tuple(
        models.OfferChange.objects.filter(state=models.WAITING)
        .select_related("offer")
        .order_by("offer__title", "offer", "pk")[:500]
    )


def settle(number: int, *, take: bool, who: str) -> None:
    """Takes a change into its offer, or refuses it for good. Raises InterfaceError when it was settled or cannot be."""
    with transaction.atomic():
        waits = models.OfferChange.objects.select_for_update(of=("self",)).filter(pk=number, state=models.WAITING)
        change = waits.select_related("offer").first()
        if change is None:
            raise InterfaceError("This change was settled already.")
        if take:
            keep({**exchanged(change.offer), change.field: change.value}, who=who, key=change.offer.key)
        change.state = models.TAKEN if take else models.REFUSED
        change.settled_by, change.settled_at = who, timezone.now()
        change.save()
        verb = "took" if take else "refused"
        note(
            who, "offer", f"offer {change.offer_id}", f"{who} {verb} a change of {change.field} of the offer {change.offer.title}"
        )
