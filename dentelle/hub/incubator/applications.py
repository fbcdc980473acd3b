"""Applications, as those who apply write them: drafts behind a signed link, files, sending, taking back, and being forgotten.

Invariants: whoever has the link has the application, nobody else but staff; once somebody of the jury has looked at it, or it is
decided, its author can only take it back. Audit lines and mails name no applicant. A refused application, or one that was taken
back, is erased ``settings.APPLICATION_DAYS`` after that; a draft that was never sent, as many days after its call has closed.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from dentelle.atlas.people.audit import note
from dentelle.errors import IncubatorError
from dentelle.hub.incubator.aid import checked_numbers
from dentelle.hub.incubator.attachments import KINDS, kind_of
from dentelle.hub.incubator.models import DRAFT, REFUSED, SENT, TAKEN_BACK, Application, Attachment, Call

__all__ = [
    "MOST_FILES",
    "attach",
    "by_link",
    "detach",
    "erase",
    "erase_ended",
    "keep",
    "link_of",
    "may_change",
    "reopen",
    "send",
    "take_back",
]

SALT = "dentelle.application"
MOST_FILES = 5
APPLICANT = "an applicant"
WRITTEN = ("name", "activity", "person", "email", "phone", "project", "team")  # what is said of people, and is erased
ASKED = (*WRITTEN, "has_company", "siren", "desks", "area", "accessible", "earliest")


def link_of(application: Application) -> str:
    """The secret part of the address of an application: signed, so that it cannot be guessed."""
    return signing.dumps(application.pk, salt=SALT)


def by_link(link: str) -> Application | None:
    """The application behind ``link``; None for a forged link, and when it is erased."""
    try:
        number = signing.loads(link, salt=SALT)
    except signing.BadSignature:
        return None
    return Application.objects.select_related("call").filter(pk=number, erased_at=None).first()


def is_open(call: Call, day: date | None = None) -> bool:
    """Whether ``call`` takes applications on ``day`` (default: today)."""
    return call.opens <= (day or timezone.localdate()) < call.closes


def may_change(application: Application) -> bool:
    """Whether its author may still write in it."""
    if application.state not in (DRAFT, SENT) or not is_open(application.call):
        return False
    return application.state == DRAFT or not application.ballots.exists()


def keep(call: Call, number: int | None, given: dict[str, Any], language: str) -> Application:
    """The draft with what is ``given``, a new one where ``number`` is None. Raises IncubatorError when it may not be written."""
    siren = checked_numbers(given.get("siren", ""), "")[0] if given.get("has_company") else ""
    values = {**{name: given[name] for name in ASKED if name in given}, "siren": siren, "language": language}
    with transaction.atomic():
        if number is None:
            if not is_open(call):
                raise IncubatorError("This call is closed.")
            made = Application.objects.create(call=call, **values)
            note(
                APPLICANT, "application", f"application {made.pk}", f"{APPLICANT} began application {made.pk} for call {call.pk}"
            )
            return made
        row = _mine(number)
        if row.state != DRAFT:
            raise IncubatorError("The application is sent. Open it again to change it.")
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    return row


def send(number: int) -> Application:
    """Sends the draft off. Raises IncubatorError naming what is missing."""
    with transaction.atomic():
        row = _mine(number)
        if row.state != DRAFT:
            return row
        if not (row.name and row.person and row.email and row.project):
            raise IncubatorError("Say who you are and what your project is, then send the application.")
        row.state, row.sent_at = SENT, timezone.now()
        row.save(update_fields=["state", "sent_at"])
        note(APPLICANT, "application", f"application {number}", f"{APPLICANT} sent application {number}")
    return row


def reopen(number: int) -> Application:
    """Makes what was sent a draft again. Raises IncubatorError when somebody judges it already."""
    with transaction.atomic():
        row = _mine(number)
        if row.state == SENT:
            row.state, row.sent_at = DRAFT, None
            row.save(update_fields=["state", "sent_at"])
            note(APPLICANT, "application", f"application {number}", f"{APPLICANT} opened application {number} again")
    return row


def take_back(number: int) -> None:
    """Ends an application before it is decided; it is erased in time. A draft is erased at once."""
    with transaction.atomic():
        row = Application.objects.select_for_update().filter(pk=number, state__in=(DRAFT, SENT)).first()
        if row is None:
            return
        note(APPLICANT, "application", f"application {number}", f"{APPLICANT} took back application {number}")
        row.decided_at, draft = timezone.now(), row.state == DRAFT
        row.state = TAKEN_BACK
        row.save(update_fields=["state", "decided_at"])
        if draft:
            _erase(row)


def attach(number: int, name: str, content: bytes) -> Attachment:
    """Keeps a file with the draft. Raises IncubatorError for one that is too large, of another kind, or one too many."""
    kind = kind_of(content)
    name = "".join(char for char in name if char.isprintable() and char not in '/\\"')[-120:] or f"file.{kind}"
    if len(content) > settings.APPLICATION_FILE_BYTES:
        raise IncubatorError("%(name)s is too large.", name=name)
    if not kind:
        raise IncubatorError("%(name)s is none of these: %(kinds)s.", name=name, kinds=", ".join(KINDS))
    with transaction.atomic():
        row = _mine(number)
        if row.state != DRAFT:
            raise IncubatorError("The application is sent. Open it again to change it.")
        if row.attachments.count() >= MOST_FILES:
            raise IncubatorError("An application has at most %(most)s files.", most=MOST_FILES)
        return Attachment.objects.create(application=row, name=name, kind=kind, size=len(content), content=content)


def detach(number: int, file: int) -> None:
    """Takes a file out of the draft."""
    with transaction.atomic():
        row = _mine(number)
        if row.state == DRAFT:
            row.attachments.filter(pk=file).delete()


def erase(number: int, *, who: str) -> None:
    """Erases what an application says of people, at their wish. Raises IncubatorError while it is not decided."""
    with transaction.atomic():
        row = Application.objects.select_for_update().filter(pk=number, erased_at=None).first()
        if row is None:
            return
        if row.state in (DRAFT, SENT):
            raise IncubatorError("Decide on the application first.")
        _erase(row)
        note(who, "application", f"application {number}", f"{who} erased what application {number} said of people")


def erase_ended(before: datetime, write: bool) -> int:
    """How many applications ended before that moment and still say who applied; with ``write`` they are erased."""
    ended = Application.objects.filter(state__in=(REFUSED, TAKEN_BACK), decided_at__lt=before, erased_at=None)
    drafts = Application.objects.filter(state=DRAFT, call__closes__lt=before.date())
    if not write:
        return ended.count() + drafts.count()
    if not ended.exists() and not drafts.exists():
        return 0
    with transaction.atomic():
        rows = [*ended.select_for_update(), *drafts.select_for_update()]
        for row in rows:
            _erase(row)
    return len(rows)


def _erase(row: Application) -> None:
    for name in WRITTEN:
        setattr(row, name, "")
    row.siren = row.letter = row.reason = ""
    row.state = TAKEN_BACK if row.state == DRAFT else row.state
    row.erased_at = timezone.now()
    row.save()
    row.attachments.all().delete()
    row.ballots.update(remark="", why="")


def _mine(number: int) -> Application:
    """The row of an application that its author may write in, which nobody else can lock now."""
    row = Application.objects.select_for_update().select_related("call").filter(pk=number, erased_at=None).first()
    if row is None or not may_change(row):
        raise IncubatorError("This application cannot be changed any more.")
    return row
