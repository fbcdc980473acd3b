"""The ledger of small aid as it is kept: entries by hand, market rents, the numbers of firms; every change in the audit."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from dentelle.atlas.people.audit import note
from dentelle.errors import IdentifierError, IncubatorError
from dentelle.hub.incubator.invoices import Price
from dentelle.hub.incubator.models import Aid, Firm, MarketRent, Room
from dentelle.registers import validate

__all__ = ["checked_numbers", "drop_market_rent", "grant", "number", "set_market_rent", "take_out"]

CENT = Decimal("0.01")


def grant(
    firm: int,
    kind: str,
    day: date,
    source: str,
    *,
    who: str,
    amount: Decimal | None = None,
    hours: Decimal | None = None,
    rate: Decimal | None = None,
) -> Aid:
    """Enters aid that ``firm`` was granted on ``day``: ``amount`` euros, or ``hours`` of coaching at ``rate`` euros an hour.

    Raises IncubatorError when there is no such firm, nothing was granted, or nothing shows it.
    """
    if kind == "coaching":
        if not hours or not rate:
            raise IncubatorError("Coaching is entered by its hours and the price of an hour.")
        amount = (hours * rate).quantize(CENT, ROUND_HALF_UP)
    else:
        hours = rate = None
    if amount is None or amount < CENT:
        raise IncubatorError("Give an amount of at least one cent.")
    source = " ".join(source.split())[:300]
    if not source:
        raise IncubatorError("Say who granted it, or what shows it.")
    with transaction.atomic():
        row = Firm.objects.filter(pk=firm).first()
        if row is None:
            raise IncubatorError("There is no such firm any more.")
        made = Aid.objects.create(firm=row, day=day, kind=kind, amount=amount, hours=hours, rate=rate, source=source, made_by=who)
        note(who, "aid", _about(row), f"{who} entered {amount} EUR of aid ({kind}, {day}) for {row.name}: {source}")
    return made


def take_out(number: int, *, who: str) -> None:
    """Takes out an entry that was made by mistake; nothing happens when it is gone already."""
    with transaction.atomic():
        row = Aid.objects.select_related("firm").filter(pk=number).first()
        if row is not None:
            note(
                who,
                "aid",
                _about(row.firm),
                f"{who} took out {row.amount} EUR of aid ({row.kind}, {row.day}) for {row.firm.name}",
            )
            row.delete()


def set_market_rent(room: int, price: Price, source: str, *, who: str) -> None:
    """What a room would cost on the open market from ``price.since`` on, and who says so. Raises IncubatorError."""
    source = " ".join(source.split())[:300]
    if not source:
        raise IncubatorError("Say where the market rent is from: a survey, an agency, a valuation.")
    with transaction.atomic():
        row = Room.objects.select_for_update().filter(pk=room).first()
        if row is None:
            raise IncubatorError("There is no such room any more.")
        given = {"amount": price.amount, "per": price.per, "source": source}
        MarketRent.objects.update_or_create(room=row, since=price.since, defaults=given)
        what = f"{price.amount} EUR a month per {price.per} ({source})"
        told = f"{who} set the market rent of {row.name} from {price.since} on: {what}"
        note(who, "market rent", f"room {room}", told)


def drop_market_rent(number: int, *, who: str) -> None:
    """Takes out a market rent that was entered by mistake."""
    with transaction.atomic():
        row = MarketRent.objects.select_related("room").filter(pk=number).first()
        if row is not None:
            note(
                who,
                "market rent",
                f"room {row.room_id}",
                f"{who} took out the market rent of {row.room.name} from {row.since} on",
            )
            row.delete()


def checked_numbers(siren: str, siret: str) -> tuple[str, str]:
    """Both in their plain form; a SIRET gives the SIREN. Raises IncubatorError for wrong ones and for two that differ."""
    try:
        siren = validate("siren", siren).value if siren.strip() else ""
        siret = validate("siret", siret).value if siret.strip() else ""
    except IdentifierError as error:
        raise IncubatorError("This is no valid SIREN or SIRET.") from error
    if siret and siren and not siret.startswith(siren):
        raise IncubatorError("The SIRET is of another SIREN.")
    return siren or siret[:9], siret


def number(firm: int, siren: str, siret: str, *, who: str) -> Firm:
    """The firm with its SIREN and SIRET ("": none). Raises IncubatorError when one is wrong."""
    siren, siret = checked_numbers(siren, siret)
    with transaction.atomic():
        row = Firm.objects.select_for_update().filter(pk=firm).first()
        if row is None:
            raise IncubatorError("There is no such firm any more.")
        if (row.siren, row.siret) != (siren, siret):
            row.siren, row.siret = siren, siret
            row.save(update_fields=["siren", "siret"])
            note(
                who, "firm", _about(row), f"{who} set the numbers of {row.name}: SIREN {siren or 'none'}, SIRET {siret or 'none'}"
            )
    return row


def _about(firm: Firm) -> str:
    return firm.identity_id or f"firm {firm.pk}"
