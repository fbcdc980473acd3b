"""What was kept long enough goes, once, and is counted."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from dentelle.atlas.models import AuditLine, Invitation, Job, User
from dentelle.atlas.people import accounts
from dentelle.atlas.people.audit import note
from dentelle.atlas.privacy.retention import RULES, apply

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.now() + timedelta(days=days)


def test_nothing_goes_before_its_time(small):
    User.objects.create_user("anna@example.org", "threads and knots", name="Anna", role="administrator")
    accounts.invite("bert@example.org", "editor", who="anna@example.org")
    assert set(apply().values()) == {0}


def test_what_is_due_is_counted_then_erased_once(small):
    anna = User.objects.create_user("anna@example.org", "threads and knots", name="Anna", role="administrator")
    User.objects.create_user("bert@example.org", "threads and knots", name="Bert", role="editor")
    accounts.invite("carl@example.org", "editor", who="anna@example.org")
    note("bert@example.org", "x", "y", "bert@example.org did something")
    accounts.deactivate("bert@example.org", who="anna@example.org")
    later = in_days(settings.AUDIT_ADDRESS_DAYS + 1)
    counted = apply(write=False, now=later)
    assert counted["invitations"] == counted["closed_accounts"] == 1
    assert counted["audit_addresses"]
    assert "bert@example.org" in AuditLine.objects.filter(verb="x").get().who
    done = apply(now=later)
    assert done["closed_accounts"] == 1
    assert not Invitation.objects.exists()
    assert not any("@example.org" in f"{line.who} {line.object} {line.sentence}" for line in AuditLine.objects.filter(verb="x"))
    assert not User.objects.filter(email="bert@example.org").exists()
    assert AuditLine.objects.filter(verb="deactivate").get().who == f"account {anna.pk}"
    assert apply(now=later)["closed_accounts"] == 0


def test_every_rule_has_a_setting():
    assert all(rule.days > 0 for rule in RULES)
    assert len({rule.kind for rule in RULES}) == len(RULES)


def test_work_that_has_ended_goes_and_work_that_waits_stays(db):
    now = timezone.now()
    kept = {Job.objects.create(kind="weave", who="ada@example.org", state=state).pk for state in ("waiting", "running")}
    for state in ("done", "failed", "cancelled"):
        Job.objects.create(kind="weave", who="ada@example.org", state=state, ended_at=now)
    later = in_days(settings.JOB_DAYS + 1)
    assert apply(write=False, now=later)["jobs"] == apply(now=later)["jobs"] == 3
    assert apply(now=later)["jobs"] == 0
    assert set(Job.objects.values_list("pk", flat=True)) == kept
