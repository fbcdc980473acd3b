"""What is kept for how long, and the erasing of what has been kept long enough.

Invariants: each kind of record has one rule and one setting; applying the rules twice changes nothing; of what is erased a line
of the audit says how many there were, never whose.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dentelle.atlas import reports
from dentelle.atlas.models import AuditLine, Call, Invitation, Job, User
from dentelle.atlas.models.jobs import CANCELLED, DONE, FAILED
from dentelle.atlas.people.audit import mask, note
from dentelle.atlas.privacy.sweeping import fields_of, swept_tables
from dentelle.territory import STATE_FOLDER

__all__ = ["RULES", "Rule", "apply"]

PROGRAM = "dentelle"
NOBODY = "invalid"  # no address ends so
DAY = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Rule:
    """``kind`` of record, the setting with its days, and what counts (and with ``write`` erases) what is older than a moment."""

    kind: str
    setting: str
    erase: Callable[[datetime, bool], int]

    @property
    def days(self) -> int:
        """How many days such records are kept."""
        return int(getattr(settings, self.setting))


def apply(*, write: bool = True, now: datetime | None = None) -> dict[str, int]:
    """Kind of record → how many were kept long enough; with ``write`` they are erased."""
    now = now or timezone.now()
    done = {rule.kind: rule.erase(now - timedelta(days=rule.days), write) for rule in RULES}
    if write and any(done.values()):
        told = ", ".join(f"{kind.replace('_', ' ')} {number}" for kind, number in done.items() if number)
        note(PROGRAM, "forget", "retention", f"{PROGRAM} erased what was kept long enough: {told}")
    return done


def _report_addresses(before: datetime, write: bool) -> int:
    due = reports.addresses_due(before)
    return due.update(email="") if write else due.count()


def _report_texts(before: datetime, write: bool) -> int:
    due = reports.texts_due(before)
    return due.update(text="", answer="") if write else due.count()


def _invitations(before: datetime, write: bool) -> int:
    """Addresses of people who were invited and never came, or did: the account then knows the address."""
    over = Invitation.objects.filter(Q(ended_at__lt=before) | Q(expires_at__lt=before))
    number = over.count()
    if write:
        over.delete()
    return number


def _calls(before: datetime, write: bool) -> int:
    due = Call.objects.filter(made_at__lt=before).exclude(note="")
    return due.update(note="") if write else due.count()


def _audit_addresses(before: datetime, write: bool) -> int:
    """Lines in which somebody's address stood: "account 12" stands there now, and the account knows whose number that is."""
    found = 0
    for number, email in User.objects.values_list("pk", "email"):
        lines = AuditLine.objects.filter(made_at__lt=before)
        named = lines.filter(Q(who=email) | Q(object=email) | Q(sentence__icontains=email))
        if named.exists():
            found += mask([email], f"account {number}", before) if write else named.count()
    return found


def _closed_accounts(before: datetime, write: bool) -> int:
    """Accounts closed long ago: name and address go from the account and from everything that it decided."""
    number = 0
    for user in User.objects.filter(is_active=False).exclude(email__endswith=f".{NOBODY}"):
        closed = AuditLine.objects.filter(verb="deactivate", object__in=(user.email, f"account {user.pk}")).order_by("made_at")
        last = closed.values_list("made_at", flat=True).last() or user.last_login or user.joined_at
        if last < before:
            number += 1
            if write:
                _forget_account(user)
    return number


def _forget_account(user: User) -> None:
    with transaction.atomic():
        former, now = user.email, f"account {user.pk}"
        mask([former], now)
        for model in swept_tables():
            if model is not AuditLine:
                for name in fields_of(model):
                    if isinstance(model._meta.get_field(name), models.TextField):
                        models.QuerySet(model).filter(**{name: former}).update(**{name: now})
        user.email, user.name = f"account-{user.pk}@closed.{NOBODY}", ""
        user.set_unusable_password()
        user.save()


def _jobs(before: datetime, write: bool) -> int:
    """Work that has ended: its log, who asked for it, and what the queue kept of it. Weaves stay in the history of runs."""
    over = Job.objects.filter(state__in=(DONE, FAILED, CANCELLED), ended_at__lt=before)
    number = over.count()
    if write:
        over.delete()
        DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    return number


def _files(folder: str) -> Callable[[datetime, bool], int]:
    def erase(before: datetime, write: bool) -> int:
        number = 0
        for path in sorted(Path(settings.TERRITORY / STATE_FOLDER / folder).glob("*")):
            if path.is_file() and path.stat().st_mtime < time.time() - (timezone.now() - before).total_seconds():
                number += 1
                if write:
                    path.unlink(missing_ok=True)
        return number

    return erase


RULES: list[Rule] = [  # the jobs of the hub put theirs in when they start
    Rule("report_addresses", "REPORT_ADDRESS_DAYS", _report_addresses),
    Rule("report_texts", "REPORT_TEXT_DAYS", _report_texts),
    Rule("invitations", "INVITATION_DAYS", _invitations),
    Rule("call_notes", "CALL_NOTE_DAYS", _calls),
    Rule("audit_addresses", "AUDIT_ADDRESS_DAYS", _audit_addresses),
    Rule("closed_accounts", "CLOSED_ACCOUNT_DAYS", _closed_accounts),
    Rule("jobs", "JOB_DAYS", _jobs),
    Rule("mails", "MAIL_DAYS", _files("mail")),
]
