"""Who may enter: accounts, invitations, and the records that an account keeps up to date."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from dentelle.atlas.models.kept import Identity

ROLES = ("reader", "contributor", "editor", "steward", "administrator")  # each may do what those before it may


class UserManager(BaseUserManager["User"]):
    """Makes accounts; addresses are kept in small letters, so that one person has one."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account that is saved; without ``password`` nobody can sign in to it until one is set."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """One person with an account. Deactivated, never deleted: what was decided keeps its author."""

    email = models.EmailField(max_length=254, unique=True)  # in small letters
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=16, default="reader")
    language = models.CharField(max_length=8, default="fr")  # of the mails sent
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(role__in=ROLES), name="a_known_role")]

    def __str__(self) -> str:
        return self.name or self.email


class Invitation(models.Model):
    """A way in for one address, once. The link's secret is kept as a digest only: a copy of the database lets nobody in."""

    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=16, default="reader")
    language = models.CharField(max_length=8, default="fr")
    record = models.ForeignKey(Identity, null=True, on_delete=models.PROTECT, related_name="+")  # which the account will keep
    invited_by = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # used or taken back


class RecordOwner(models.Model):
    """An account that keeps one record up to date, by proposals."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="records")
    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="owners")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "identity"], name="one_owner_once")]
