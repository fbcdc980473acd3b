"""Accounts: invitations open once, the last administrator stays, each change is told in the audit."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dentelle.atlas.models import AuditLine, Identity, Invitation, RecordOwner, User
from dentelle.atlas.people.accounts import accept, account_lines, deactivate, invitation, invite, reactivate, set_role, withdraw
from dentelle.atlas.people.permissions import may
from dentelle.errors import AccountError

pytestmark = pytest.mark.django_db
PASSWORD = "threads and knots"


def joined(email="anna@example.org", role="administrator"):
    return accept(invite(email, role, who="root"), name="Anna", password=PASSWORD)


def test_an_invitation_opens_once_for_one_address():
    secret = invite(" Anna@Example.org ", "editor", who="root", name="Anna")
    assert secret not in str(list(Invitation.objects.values()))
    assert invitation(secret).email == "anna@example.org"
    user = accept(secret, name="Anna Dubois", password=PASSWORD)
    assert (user.email, user.role, user.check_password(PASSWORD)) == ("anna@example.org", "editor", True)
    assert invitation(secret) is None
    with pytest.raises(AccountError, match="not valid any more"):
        accept(secret, name="Anna", password=PASSWORD)
    assert User.objects.count() == 1


def test_a_newer_invitation_ends_the_older_and_both_end_with_time():
    first, second = (invite("anna@example.org", "editor", who="root") for _ in range(2))
    assert invitation(first) is None
    assert invitation(second) is not None
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert invitation(second) is None


def test_an_invitation_can_be_taken_back():
    secret = invite("anna@example.org", "editor", who="root")
    withdraw("anna@example.org", who="root")
    assert invitation(secret) is None


@pytest.mark.parametrize(("email", "role"), [("nobody", "editor"), ("anna@example.org", "emperor")])
def test_a_bad_address_or_role_is_refused(email, role):
    with pytest.raises(AccountError):
        invite(email, role, who="root")


def test_who_has_an_account_is_not_invited_again():
    joined()
    with pytest.raises(AccountError, match="has an account already"):
        invite("ANNA@example.org", "reader", who="root")


def test_the_last_administrator_can_neither_be_demoted_nor_closed():
    joined()
    for change in (
        lambda: set_role("anna@example.org", "editor", who="root"),
        lambda: deactivate("anna@example.org", who="root"),
    ):
        with pytest.raises(AccountError, match="last administrator"):
            change()
    joined("ben@example.org")
    assert set_role("anna@example.org", "editor", who="ben@example.org").role == "editor"


def test_closing_and_opening_again():
    joined()
    ben = joined("ben@example.org", "editor")
    assert may(ben, "decide_claims")
    assert not may(deactivate("ben@example.org", who="anna@example.org"), "decide_claims")
    assert may(reactivate("ben@example.org", who="anna@example.org"), "decide_claims")


def test_the_keeper_of_a_record_may_propose_on_it_and_on_no_other():
    for identity in ("e1", "e2"):
        Identity.objects.create(id=identity, kind="organisation", minted_from=identity)
    user = accept(invite("firm@example.org", "reader", who="root", record="e1"), name="Firm", password=PASSWORD)
    assert RecordOwner.objects.filter(user=user, identity_id="e1").exists()
    assert [may(user, "propose", record) for record in ("e1", "e2", "")] == [True, False, False]


def test_every_change_is_told_in_the_audit():
    joined()
    joined("ben@example.org", "reader")
    set_role("ben@example.org", "editor", who="anna@example.org")
    deactivate("ben@example.org", who="anna@example.org")
    told = list(AuditLine.objects.order_by("id").values_list("sentence", flat=True))
    assert told[-2:] == [
        "anna@example.org made ben@example.org editor (was reader)",
        "anna@example.org deactivated ben@example.org",
    ]
    assert len(told) == 6
    assert any(line.startswith("ben@example.org\teditor\tclosed") for line in account_lines())
