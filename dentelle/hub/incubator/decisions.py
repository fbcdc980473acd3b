"""Deliberation: who is admitted, waits or is refused. Who applied becomes a firm of the house without being typed again."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from dentelle.atlas.people.audit import note
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import stays, waiting
from dentelle.hub.incubator.calls import words_in
from dentelle.hub.incubator.firms import firm_named, together
from dentelle.hub.incubator.models import ADMITTED, DECISIONS, LISTED, REFUSED, SENT, WAITING, Application, Firm, Wait

__all__ = ["Letter", "Place", "decide", "letter", "mail_letter"]


@dataclass(frozen=True, slots=True)
class Place:
    """A room that an admitted one gets at once."""

    room: int
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to one who applied, in their language."""

    subject: str
    text: str


def decide(number: int, verdict: str, reason: str, *, who: str, place: Place | None = None) -> Application:
    """Keeps a decision. Who is admitted or listed becomes a firm that waits, or has ``place`` at once.

    Raises IncubatorError for a refusal without a reason, for what is decided for good, and when the place is taken.
    """
    reason = reason.strip()[:2_000]
    if verdict not in DECISIONS:
        raise IncubatorError("Choose one of the decisions.")
    if verdict == REFUSED and not reason:
        raise IncubatorError("Give the reason of the refusal.")
    with transaction.atomic():
        row = Application.objects.select_for_update().select_related("call").filter(pk=number, erased_at=None).first()
        if row is None or row.state not in (SENT, LISTED):
            raise IncubatorError("This application is decided already, or was taken back.")
        if verdict != REFUSED:
            _house(row, place if verdict == ADMITTED else None, who)
        elif row.wait_id:
            waiting.withdraw(row.wait_id, who=who)
        row.state, row.reason = verdict, reason
        row.decided_at, row.decided_by = timezone.now(), who
        row.letter, row.letter_at = "", None
        row.save()
        told = {ADMITTED: "admitted", LISTED: "put on the waiting list", REFUSED: "refused"}[verdict]
        note(who, "decision", f"application {number}", f"{who} {told} application {number} of call {row.call_id}")
    return row


def _house(row: Application, place: Place | None, who: str) -> None:
    firm = (row.siren and Firm.objects.filter(siren=row.siren).order_by("pk").first()) or firm_named(
        row.name, who=who, activity=row.activity
    )
    if row.siren and not firm.siren:
        firm.siren = row.siren
        firm.save(update_fields=["siren"])
    row.firm = firm
    if place is not None:
        stays.book(place.room, firm.name, place.since, place.until, who=who, desks=row.desks)
        return
    row.wait = Wait.objects.filter(firm__in=together(firm), state=WAITING).first() or waiting.enter(
        firm.name,
        timezone.localdate(row.sent_at) if row.sent_at else timezone.localdate(),
        who=who,
        area=row.area,
        desks=row.desks,
        accessible=row.accessible,
        earliest=row.earliest,
    )


def letter(row: Application, house: str) -> Letter:
    """The letter of a decision, as it is proposed: in the language of the application. ``house``: who signs."""
    with override(row.language):
        context = {
            "row": row,
            "title": words_in(row.call.titles, row.language)[0],
            "house": house,
            "days": settings.APPLICATION_DAYS,
        }
        text = render_to_string(f"incubator/letters/{row.state}.txt", context).strip() + "\n"
        subject = " ".join(render_to_string("incubator/letters/subject.txt", context).split())
    return Letter(subject, text)


def mail_letter(number: int, subject: str, text: str, *, who: str) -> Application:
    """Mails the letter of a decision, once. Raises IncubatorError when there is none to mail, OSError when it cannot be sent."""
    with transaction.atomic():
        row = Application.objects.select_for_update().filter(pk=number, erased_at=None).first()
        if row is None or row.state not in DECISIONS or not row.email:
            raise IncubatorError("There is no letter to send: nothing is decided, or there is no address any more.")
        if row.letter_at is not None:
            raise IncubatorError("The letter of this decision was sent already.")
        row.letter, row.letter_at = text, timezone.now()
        row.save(update_fields=["letter", "letter_at"])
        note(who, "letter", f"application {number}", f"{who} sent the letter of the decision on application {number}")
        send_mail(" ".join(subject.split()), text, None, [row.email])
    return row
