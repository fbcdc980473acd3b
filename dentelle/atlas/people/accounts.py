"""Accounts: who is invited, who they become, what they may do from then on.

Invariants: nobody makes an account without an invitation; an invitation opens once, for one address, until it expires; the last
active administrator can be neither demoted nor deactivated; each change leaves an audit line in the same transaction.
"""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone

from dentelle.atlas.models import Identity
from dentelle.atlas.models.accounts import ROLES, Invitation, RecordOwner, User
from dentelle.atlas.people.audit import note
from dentelle.errors import AccountError
from dentelle.terminal import inert

__all__ = [
    "INVITED_FOR",
    "accept",
    "account_lines",
    "assign_record",
    "deactivate",
    "invitation",
    "invite",
    "reactivate",
    "set_role",
    "withdraw",
]

INVITED_FOR = timedelta(days=7)


def invite(email: str, role: str, *, who: str, name: str = "", language: str = "fr", record: str = "") -> str:
    """The secret of a new invitation, which is nowhere else; earlier ones to the same address end.

    ``record`` is the id of an entity that the account will keep up to date. Raises AccountError for an address that is none or
    has an account already, a role or a record that is not known.
    """
    email = _address(email)
    _known_role(role)
    if User.objects.filter(email=email).exists():
        raise AccountError("%(email)s has an account already. Change its role instead.", email=email)
    if record and not Identity.objects.filter(pk=record).exists():
        raise AccountError("There is no entity %(entity)s.", entity=record)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        _open_invitations().filter(email=email).update(ended_at=timezone.now())
        Invitation.objects.create(
            digest=_digest(secret),
            email=email,
            name=name.strip()[:120],
            role=role,
            language=language,
            record_id=record or None,
            invited_by=who,
            expires_at=timezone.now() + INVITED_FOR,
        )
        note(who, "invite", email, f"{who} invited {email} as {role}")
    return secret


def invitation(secret: str) -> Invitation | None:
    """The open invitation that ``secret`` opens; None when there is none, it was used, taken back or has expired."""
    return _open_invitations().filter(digest=_digest(secret)).first()


def accept(secret: str, *, name: str, password: str) -> User:
    """The account made from an invitation; its address counts as confirmed, since the link was sent there.

    Raises AccountError when the invitation is not open (any more). The password's strength is the form's business.
    """
    with transaction.atomic():
        open_ = _open_invitations().select_for_update().filter(digest=_digest(secret)).first()
        if open_ is None or User.objects.filter(email=open_.email).exists():
            raise AccountError("This invitation is not valid any more. Ask for a new one.")
        user = User.objects.create_user(open_.email, password, name=name.strip()[:120], role=open_.role, language=open_.language)
        open_.ended_at = timezone.now()
        open_.save(update_fields=["ended_at"])
        if open_.record_id:
            RecordOwner.objects.create(user=user, identity_id=open_.record_id)
        note(user.email, "join", user.email, f"{user.email} accepted the invitation of {open_.invited_by} as {user.role}")
    return user


def withdraw(email: str, *, who: str) -> None:
    """Takes back the open invitations to ``email``; nothing happens when there is none."""
    with transaction.atomic():
        if _open_invitations().filter(email=_address(email)).update(ended_at=timezone.now()):
            note(who, "withdraw", email, f"{who} took back the invitation of {email}")


def set_role(email: str, role: str, *, who: str) -> User:
    """The account with its new role. Raises AccountError for an unknown role or account, and for the last administrator."""
    _known_role(role)
    with transaction.atomic():
        user = _locked(email)
        if role != "administrator":
            _keep_one_administrator(user)
        before, user.role = user.role, role
        user.save(update_fields=["role"])
        if before != role:
            note(who, "role", user.email, f"{who} made {user.email} {role} (was {before})")
    return user


def deactivate(email: str, *, who: str) -> User:
    """The account, to which nobody can sign in any more; open sessions end with the next page. Raises as ``set_role``."""
    with transaction.atomic():
        user = _locked(email)
        _keep_one_administrator(user)
        user.is_active = False
        user.save(update_fields=["is_active"])
        note(who, "deactivate", user.email, f"{who} deactivated {user.email}")
    return user


def reactivate(email: str, *, who: str) -> User:
    """The account, open again with the role it had."""
    with transaction.atomic():
        user = _locked(email)
        user.is_active = True
        user.save(update_fields=["is_active"])
        note(who, "reactivate", user.email, f"{who} reactivated {user.email}")
    return user


def assign_record(email: str, record: str, *, who: str, kept: bool = True) -> None:
    """Makes the account keeper of the entity ``record``, or ends that. Raises AccountError when either is unknown."""
    if not Identity.objects.filter(pk=record).exists():
        raise AccountError("There is no entity %(entity)s.", entity=record)
    with transaction.atomic():
        user = _locked(email)
        if kept:
            RecordOwner.objects.get_or_create(user=user, identity_id=record)
        else:
            RecordOwner.objects.filter(user=user, identity_id=record).delete()
        note(who, "keeper", record, f"{who} {'made' if kept else 'ended'} {user.email} {'' if kept else 'as '}keeper of {record}")


def account_lines() -> Iterator[str]:
    """Each account and each open invitation on a line: address, role, state, parted by tabs."""
    rows = [
        (user.email, user.role, "active" if user.is_active else "closed", user.name) for user in User.objects.order_by("email")
    ]
    rows += [
        (open_.email, open_.role, f"invited until {open_.expires_at:%Y-%m-%d}", open_.name)
        for open_ in _open_invitations().order_by("email")
    ]
    for row in rows:
        yield "\t".join(inert(cell) for cell in row)


def _address(email: str) -> str:
    cleaned = email.strip().lower()
    try:
        validate_email(cleaned)
    except ValidationError as error:
        raise AccountError("“%(email)s” is no e-mail address.", email=email) from error
    return cleaned


def _known_role(role: str) -> None:
    if role not in ROLES:
        raise AccountError("There is no role “%(role)s”. Use one of %(roles)s.", role=role, roles=", ".join(ROLES))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _open_invitations() -> models.QuerySet[Invitation]:
    return Invitation.objects.filter(ended_at=None, expires_at__gt=timezone.now())


def _locked(email: str) -> User:
    list(User.objects.select_for_update().filter(role="administrator", is_active=True).order_by("pk"))
    user = User.objects.select_for_update().filter(email=_address(email)).first()
    if user is None:
        raise AccountError("There is no account %(email)s.", email=email)
    return user


def _keep_one_administrator(user: User) -> None:
    others = User.objects.filter(role="administrator", is_active=True).exclude(pk=user.pk)
    if user.role == "administrator" and user.is_active and not others.exists():
        raise AccountError("%(email)s is the last administrator. Make another one first.", email=user.email)
