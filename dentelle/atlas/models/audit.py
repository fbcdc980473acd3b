"""The audit. Invariant: lines are added, never changed or removed; the database refuses it as well (``atlas.append_only``)."""

from typing import Any

from django.db import models

from dentelle.errors import AuditError


class AuditQuerySet(models.QuerySet):
    """Lines can be asked for and added."""

    def update(self, **fields: Any) -> int:
        raise AuditError("A line of the audit cannot be changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AuditError("A line of the audit cannot be removed.")

    def bulk_update(self, *arguments: Any, **named: Any) -> int:
        raise AuditError("A line of the audit cannot be changed.")


class AuditLine(models.Model):
    """One change by a person, as a readable sentence."""

    made_at = models.DateTimeField(auto_now_add=True)
    who = models.TextField()
    verb = models.CharField(max_length=32)
    object = models.TextField()
    sentence = models.TextField()

    objects = AuditQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["made_at"], name="audit_by_time"),
            models.Index(fields=["verb"], name="audit_by_verb"),
            models.Index(fields=["object"], name="audit_by_object"),
        ]

    def save(self, *arguments: Any, **named: Any) -> None:
        if not self._state.adding:
            raise AuditError("A line of the audit cannot be changed.")
        super().save(*arguments, **named)

    def delete(self, *arguments: Any, **named: Any) -> tuple[int, dict[str, int]]:
        raise AuditError("A line of the audit cannot be removed.")


class AuditOpening(models.Model):
    """While a row is here names in the audit may be replaced; no row is ever committed."""
