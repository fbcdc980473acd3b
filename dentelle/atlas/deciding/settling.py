"""Findings: who takes care of one, and that there is nothing to do about it.

Invariant: a settled finding stays settled until what it was found from changes; nothing is deleted, each change is in the audit.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from dentelle.atlas.deciding.recording import audit
from dentelle.atlas.models import Assignment, FindingRow, Settlement, User
from dentelle.atlas.models.versioned import VersionedQuerySet
from dentelle.atlas.people.permissions import may
from dentelle.errors import JudgementError


def unsettled() -> VersionedQuerySet:
    """All findings, those that came out right included, but those that somebody settled."""
    return FindingRow.objects.visible().filter(~Exists(_settled()))


def open_findings() -> VersionedQuerySet:
    """The findings that somebody should look at."""
    return unsettled().exclude(severity="right")


def settled_findings() -> VersionedQuerySet:
    """Those that somebody settled, on the evidence there is now."""
    return FindingRow.objects.visible().exclude(severity="right").filter(Exists(_settled()))


def settle(key: str, *, who: str, why: str) -> None:
    """Records that there is nothing to do about the finding ``key``. Raises JudgementError without reason or finding."""
    if not why.strip():
        raise JudgementError("Say why there is nothing to do: the next person will ask.")
    with transaction.atomic():
        row = _finding(key)
        Settlement.objects.create(finding_key=key, evidence=row.evidence, said=row.message, who=who, why=why.strip())
        audit(who, "settle", key, f"{who}: settle: {row.message}", why.strip())


def reopen(key: str, *, who: str) -> None:
    """Takes the settlement of the finding ``key`` back. Raises JudgementError when there is none."""
    with transaction.atomic():
        row = Settlement.objects.filter(finding_key=key, undone_at=None).order_by("made_at", "id").last()
        if row is None:
            raise JudgementError("Nobody has settled this finding.")
        Settlement.objects.filter(finding_key=key, undone_at=None).update(undone_at=timezone.now(), undone_by=who)
        audit(who, "reopen", key, f"{who}: reopen: {row.said}", "")


def assign(key: str, to: str, *, who: str) -> None:
    """Gives the finding ``key`` to the account ``to``, or to nobody (""). Raises JudgementError for one that cannot settle."""
    with transaction.atomic():
        row = _finding(key)
        if to and not may(User.objects.filter(email=to).first(), "settle_findings"):
            raise JudgementError("%(account)s cannot settle findings. Choose an account that can.", account=to)
        Assignment.objects.filter(finding_key=key).delete()
        if to:
            Assignment.objects.create(finding_key=key, who=to, by=who)
        audit(who, "assign", key, f"{who}: assign to {to or 'nobody'}: {row.message}", "")


def _settled() -> object:
    """The settlements in force of the finding that the query is about."""
    return Settlement.objects.filter(finding_key=OuterRef("key"), evidence=OuterRef("evidence"), undone_at=None)


def _finding(key: str) -> FindingRow:
    row = FindingRow.objects.visible().exclude(severity="right").filter(key=key).first()
    if row is None:
        raise JudgementError("This finding is no more: what made it has changed.")
    return row
