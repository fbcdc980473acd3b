"""A need passed on to one to three recipients: sent, answered once by each, done, handed over, reminded.

Invariant: whoever changes a referral holds its row; a recipient is asked once for a need, answers once, and learns a name where
they may (``referral_states.opened``). No letter goes out before its change is kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.db import transaction
from django.utils import timezone

from dentelle.atlas.people.audit import note
from dentelle.errors import InterfaceError
from dentelle.hub.interface import models
from dentelle.hub.interface.referral_states import (
    ACCEPTED,
    DECLINED,
    DONE,
    HANDED_OVER,
    OPEN,
    REASONS,
    SENT,
    WITHDRAWN,
    may_become,
    opened,
)
from dentelle.hub.interface.reminding import overdue_on, reminder_on

__all__ = [
    "MOST",
    "Choice",
    "agree",
    "answer",
    "by_token",
    "due",
    "finish",
    "hand_over",
    "overdue",
    "refer",
    "remind",
    "sees_name",
    "token",
    "withdraw",
]

MOST = 3  # recipients of a need that are asked at one time
SALT = "dentelle.referral"

Send = Callable[[models.Referral], None]


@dataclass(frozen=True, slots=True)
class Choice:
    """A recipient: of the offer with that key, or somebody else by name."""

    offer: str = ""
    recipient: str = ""
    email: str = ""


def refer(
    number: int, choices: Iterable[Choice], *, who: str, send: Send, after: models.Referral | None = None
) -> tuple[models.Referral, ...]:
    """Passes the need on to each of ``choices``; ``send`` writes to each recipient once all is kept.

    Raises InterfaceError when nobody is chosen, more than three would be asked at one time, or one was asked before.
    """
    chosen = tuple(choices)
    if not chosen:
        raise InterfaceError("Choose who is asked.")
    with transaction.atomic():
        need = models.Need.objects.select_for_update().filter(pk=number, state=models.OPEN).first()
        if need is None:
            raise InterfaceError("The need is closed.")
        made = [_made(need, choice, after) for choice in chosen]
        if need.referrals.filter(state__in=OPEN).count() > MOST:
            raise InterfaceError("At most %(most)s recipients are asked at one time.", most=MOST)
        names = ", ".join(one.recipient for one in made)
        note(who, "referral", f"need {number}", f"{who} passed need {number} on to {names}")
        for one in made:
            transaction.on_commit(lambda one=one: send(one))
    return tuple(made)


def _made(need: models.Need, choice: Choice, after: models.Referral | None) -> models.Referral:
    offer = models.Offer.objects.filter(key=choice.offer).first() if choice.offer else None
    if choice.offer and offer is None and not choice.recipient:
        raise InterfaceError("There is no such offer any more.")
    recipient = (choice.recipient or (offer.contact or offer.provider or offer.title if offer else "")).strip()[:200]
    if not recipient:
        raise InterfaceError("Say who is asked.")
    if need.referrals.filter(recipient=recipient).exists():
        raise InterfaceError("%(recipient)s has been asked already.", recipient=recipient)
    email = choice.email or (offer.email if offer else "")
    return models.Referral.objects.create(need=need, offer=offer, recipient=recipient, email=email, after=after)


def answer(number: int, *, accepts: bool, who: str, reason: str = "", words: str = "") -> models.Referral:
    """The recipient's one answer. Raises InterfaceError without a reason to decline, and when it was answered before."""
    if not accepts and reason not in REASONS:
        raise InterfaceError("Say why not.")
    return _becomes(number, ACCEPTED if accepts else DECLINED, who, reason="" if accepts else reason, words=words)


def finish(number: int, *, who: str, words: str = "") -> models.Referral:
    """The recipient has helped."""
    return _becomes(number, DONE, who, words=words)


def withdraw(number: int, *, who: str) -> models.Referral:
    """The recipient is not asked any more."""
    return _becomes(number, WITHDRAWN, who)


def hand_over(number: int, choice: Choice, *, who: str, send: Send) -> models.Referral:
    """Asks somebody else in a recipient's place; the chain shows. Raises InterfaceError as ``refer`` does."""
    with transaction.atomic():
        before = _becomes(number, HANDED_OVER, who)
        return refer(before.need_id, [choice], who=who, send=send, after=before)[0]


def _becomes(number: int, state: str, who: str, *, reason: str = "", words: str = "") -> models.Referral:
    with transaction.atomic():
        found = models.Referral.objects.select_for_update().filter(pk=number).first()
        if found is None:
            raise InterfaceError("There is no such referral any more.")
        if not may_become(found.state, state):
            raise InterfaceError("This was answered already.")
        now = timezone.now()
        found.state, found.reason, found.note = state, reason or found.reason, words.strip()[:4_000] or found.note
        found.answered_at = found.answered_at or now
        found.done_at = now if state == DONE else found.done_at
        found.save()
        note(
            who, "referral", f"need {found.need_id}", f"{who}: {found.recipient} {state.replace('_', ' ')}, need {found.need_id}"
        )
    return found


def agree(number: int, *, recipient: bool, who: str) -> models.Referral:
    """One side of an anonymous referral agrees that the name opens: the recipient, or else the firm."""
    with transaction.atomic():
        found = models.Referral.objects.select_for_update().filter(pk=number).first()
        if found is None:
            raise InterfaceError("There is no such referral any more.")
        if recipient:
            found.recipient_agrees = True
        else:
            found.firm_agrees = True
        found.save()
        side = found.recipient if recipient else "the firm"
        note(who, "referral", f"need {found.need_id}", f"{who}: {side} agrees to open the name in need {found.need_id}")
    return found


def sees_name(referral: models.Referral) -> bool:
    """Whether the recipient may know who needs help."""
    need = referral.need
    return opened(anonymous=need.anonymous, firm_agrees=referral.firm_agrees, recipient_agrees=referral.recipient_agrees)


def due(day: date, country: str) -> tuple[models.Referral, ...]:
    """The referrals whose recipient is to be reminded by ``day``."""
    waiting = models.Referral.objects.filter(state=SENT, need__state=models.OPEN).select_related("need").order_by("sent_at", "pk")
    return tuple(one for one in waiting if _reminder(one, country) is not None and _reminder(one, country) <= day)


def _reminder(one: models.Referral, country: str) -> date | None:
    return reminder_on(timezone.localdate(one.sent_at), one.reminders, country)


def overdue(day: date, country: str) -> tuple[models.Referral, ...]:
    """The referrals that have been without an answer for so long that the need is better handed over."""
    waiting = models.Referral.objects.filter(state=SENT, need__state=models.OPEN).select_related("need").order_by("sent_at", "pk")
    return tuple(one for one in waiting if overdue_on(timezone.localdate(one.sent_at), country) <= day)


def remind(day: date, country: str, *, send: Send) -> int:
    """Reminds every recipient who is due on ``day``, once; how many. A letter that cannot be sent leaves its reminder due."""
    sent = 0
    for one in due(day, country):
        with transaction.atomic():
            taken = models.Referral.objects.filter(pk=one.pk, state=SENT, reminders=one.reminders).update(
                reminders=one.reminders + 1, reminded_at=timezone.now()
            )
            if taken:
                one.reminders += 1
                send(one)
                sent += 1
    return sent


def token(referral: models.Referral) -> str:
    """What opens a recipient's own page without an account: signed, for this referral alone."""
    return signing.dumps(referral.pk, salt=SALT)


def by_token(given: str) -> models.Referral | None:
    """The referral that ``given`` opens; None for anything else."""
    try:
        number = signing.loads(given, salt=SALT)
    except signing.BadSignature:
        return None
    return models.Referral.objects.select_related("need", "offer").filter(pk=number).first()
