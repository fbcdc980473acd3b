"""What readers without an account say is wrong: taken in, answered or closed, and forgotten in time.

Invariants: the address for an answer is gone as soon as the report is settled, and after ``settings.REPORT_ADDRESS_DAYS`` in any
case; the text goes ``settings.REPORT_TEXT_DAYS`` after it was settled. No audit line says what was written or by whom.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dentelle.atlas.models import Report
from dentelle.atlas.models.reports import ANSWERED, CLOSED, DEAD_LINK, KINDS, OPEN
from dentelle.atlas.people.audit import note
from dentelle.errors import ReportError

__all__ = ["REASONS", "answer", "call_it", "close", "dead_links", "forget", "receive"]

REASONS = ("corrected", "as_sourced", "no_evidence", "elsewhere", "empty")
VISITOR = "a visitor"
SENDING = timedelta(minutes=2)  # an answer that takes longer was interrupted: somebody else may answer

Send = Callable[[Report, str], None]


def receive(identity: str, text: str, *, language: str, email: str = "", kind: str = "") -> Report:
    """The report of a ``kind`` of ``models.reports.KINDS``, stored.

    The same words about the same entity, still open, are one report (a form that was sent twice).
    """
    with transaction.atomic():
        same = Report.objects.filter(identity_id=identity, text=text, email=email, kind=kind, state=OPEN).first()
        if same is not None:
            return same
        made = Report.objects.create(identity_id=identity, text=text, email=email, kind=kind, language=language)
        note(VISITOR, "report", identity, f"{VISITOR} reported something about {identity} (report {made.pk})")
    return made


def call_it(number: int, kind: str, *, who: str) -> Report:
    """The report, said to be of ``kind``. Raises ReportError for an unknown kind and for one that is settled."""
    if kind not in KINDS:
        raise ReportError("There is no kind of report “%(kind)s”.", kind=kind)
    with transaction.atomic():
        report = Report.objects.select_for_update().filter(pk=number, state=OPEN).first()
        if report is None:
            raise ReportError("The report is settled already.")
        if report.kind != kind:
            report.kind = kind
            report.save(update_fields=["kind"])
            told = "that a link is dead" if kind == DEAD_LINK else "something else than a dead link"
            note(who, "sort", report.identity_id, f"{who} took report {number} about {report.identity_id} to say {told}")
    return report


def dead_links() -> QuerySet[Report]:
    """The open reports that a link is dead, oldest first."""
    return Report.objects.filter(state=OPEN, kind=DEAD_LINK).order_by("made_at", "id")


def answer(number: int, text: str, *, who: str, send: Send) -> Report:
    """The report, answered: ``send`` mails ``text``, then the address is erased. What ``send`` raises leaves the report open.

    Nobody else can answer while it is being sent. Raises ReportError when that is so, when it is settled, or has no address.
    """
    now = timezone.now()
    free = Q(answering_since=None) | Q(answering_since__lt=now - SENDING)
    if not Report.objects.filter(free, pk=number, state=OPEN).exclude(email="").update(answering_since=now):
        raise ReportError("The report cannot be answered: it is settled, has no address, or somebody is answering it now.")
    report = Report.objects.get(pk=number)
    try:
        send(report, text)
    except Exception:
        Report.objects.filter(pk=number, answering_since=now).update(answering_since=None)
        raise
    with transaction.atomic():
        _settle(report, ANSWERED, who)
        report.answer = text
        report.save()
        note(who, "answer", report.identity_id, f"{who} answered report {number} about {report.identity_id}")
    return report


def close(number: int, reason: str, *, who: str) -> Report:
    """The report, closed without an answer. Raises ReportError for an unknown reason and for one that is settled."""
    if reason not in REASONS:
        raise ReportError("There is no reason “%(reason)s”. Use one of %(reasons)s.", reason=reason, reasons=", ".join(REASONS))
    with transaction.atomic():
        report = Report.objects.select_for_update().filter(pk=number, state=OPEN).first()
        if report is None:
            raise ReportError("The report is settled already.")
        _settle(report, CLOSED, who)
        report.reason = reason
        report.save()
        note(who, "close", report.identity_id, f"{who} closed report {number} about {report.identity_id}: {reason}")
    return report


def forget(now: datetime | None = None) -> None:
    """Erases what was kept long enough; cheap, so that whoever looks at reports, weaves or makes a backup does it first."""
    now = now or timezone.now()
    addresses_due(now - timedelta(days=settings.REPORT_ADDRESS_DAYS)).update(email="")
    texts_due(now - timedelta(days=settings.REPORT_TEXT_DAYS)).update(text="", answer="")


def addresses_due(before: datetime) -> QuerySet[Report]:
    """The reports made ``before`` then that still have an address."""
    return Report.objects.filter(made_at__lt=before).exclude(email="")


def texts_due(before: datetime) -> QuerySet[Report]:
    """The reports settled ``before`` then that still have a text."""
    return Report.objects.filter(settled_at__lt=before).exclude(text="", answer="")


def _settle(report: Report, state: str, who: str) -> None:
    report.state, report.email, report.answering_since = state, "", None
    report.settled_at, report.settled_by = timezone.now(), who
