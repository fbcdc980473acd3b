"""The waiting list: who waits for what, since when."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from dentelle.atlas.people.audit import note
from dentelle.errors import IncubatorError
from dentelle.hub.incubator.firms import firm_named, together
from dentelle.hub.incubator.models import WAITING, WITHDRAWN, Wait

__all__ = ["change", "enter", "withdraw"]


def enter(
    firm: str,
    arrived: date,
    *,
    who: str,
    area: Decimal = Decimal(0),
    desks: int = 1,
    fibre: int = 0,
    accessible: bool = False,
    earliest: date | None = None,
    latest: date | None = None,
    note_: str = "",
    activity: str = "",
) -> Wait:
    """Puts ``firm`` (a name) on the list. Raises IncubatorError when it waits already, or can never come."""
    if latest is not None and latest < (earliest or arrived):
        raise IncubatorError("The latest day comes before the earliest.")
    with transaction.atomic():
        applicant = firm_named(firm, who=who, activity=activity)
        if Wait.objects.filter(firm__in=together(applicant), state=WAITING).exists():
            raise IncubatorError("%(firm)s waits already.", firm=applicant.name)
        try:
            with transaction.atomic():
                made = Wait.objects.create(
                    firm=applicant,
                    arrived=arrived,
                    area=area,
                    desks=desks,
                    fibre=fibre,
                    accessible=accessible,
                    earliest=earliest,
                    latest=latest,
                    note=note_.strip()[:500],
                )
        except IntegrityError as error:
            raise IncubatorError("%(firm)s waits already.", firm=applicant.name) from error
        about = applicant.identity_id or f"firm {applicant.pk}"
        note(who, "wait", about, f"{who} put {applicant.name} on the waiting list: {area} m², {desks} desks")
    return made


def change(
    number: int,
    *,
    who: str,
    arrived: date,
    area: Decimal,
    desks: int,
    fibre: int,
    accessible: bool,
    earliest: date | None,
    latest: date | None,
    note_: str,
) -> None:
    """Corrects what somebody waits for, or since when. Raises IncubatorError when they wait no more, or can never come."""
    if latest is not None and latest < (earliest or arrived):
        raise IncubatorError("The latest day comes before the earliest.")
    with transaction.atomic():
        row = Wait.objects.select_for_update(of=("self",)).filter(pk=number, state=WAITING).select_related("firm").first()
        if row is None:
            raise IncubatorError("They do not wait any more.")
        before = f"{row.area} m², {row.desks} desks, since {row.arrived}"
        row.arrived, row.area, row.desks, row.fibre, row.accessible = arrived, area, desks, fibre, accessible
        row.earliest, row.latest, row.note = earliest, latest, note_.strip()[:500]
        row.save()
        about = row.firm.identity_id or f"firm {row.firm_id}"
        told = f"{who} corrected what {row.firm.name} waits for: {area} m², {desks} desks, since {arrived} (was {before})"
        note(who, "wait", about, told)


def withdraw(number: int, *, who: str) -> None:
    """Takes somebody from the list who does not wait any more; nothing happens when they have a place or are gone."""
    with transaction.atomic():
        row = Wait.objects.select_for_update().filter(pk=number, state=WAITING).first()
        if row is None:
            return
        row.state, row.settled_on = WITHDRAWN, timezone.localdate()
        row.save(update_fields=["state", "settled_on"])
        about = row.firm.identity_id or f"firm {row.firm_id}"
        note(who, "wait", about, f"{who} took {row.firm.name} from the waiting list")
