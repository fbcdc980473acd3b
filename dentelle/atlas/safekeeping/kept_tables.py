"""The kept tables as lines of JSON: a backup where PostgreSQL's own programs are not installed. The next weave makes the rest."""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from dentelle.atlas.models import (
    AuditLine,
    AuditOpening,
    ChangedUnit,
    IdentityLeaf,
    NetworkNode,
    Publication,
    ReadingCache,
    User,
    Versioned,
)
from dentelle.atlas.opening import migrate
from dentelle.errors import BackupError

# apps whose tables Django fills itself, or that outlive no restore; the queue of tasks is made anew from the jobs
APART = {"auth", "contenttypes", "sessions", "django_tasks_database"}
KEPT_BY_RUN = (IdentityLeaf, NetworkNode)  # versioned, and yet no weave could make them as they are


def kept() -> Iterator[type[models.Model]]:
    """Every table that a weave cannot make again."""
    for model in apps.get_models():
        made = issubclass(model, Versioned) and model not in KEPT_BY_RUN
        if model._meta.app_label not in APART and not made and model not in (ReadingCache, AuditOpening, ChangedUnit):
            yield model


def write(path: Path) -> None:
    """One moment of all kept tables, a row a line."""
    with transaction.atomic(), path.open("w", encoding="utf-8") as out:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for model in kept():
            serializers.serialize("jsonl", model._default_manager.order_by("pk").iterator(chunk_size=1_000), stream=out)


def read(path: Path) -> None:
    """Fills the tables of an empty database, all or none. Raises BackupError when it is not empty or does not fit."""
    migrate()
    if AuditLine.objects.exists() or User.objects.exists():
        raise BackupError(
            "The database is in use already: these tables go into an empty one. Make one with createdb, set DATABASE_URL to it, "
            "and restore again. Nothing was changed."
        )
    try:
        with transaction.atomic(), path.open(encoding="utf-8") as lines:
            for row in serializers.deserialize("jsonl", lines):
                row.save()
            Publication.objects.update(fingerprint="")
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), list(kept())):
                    cursor.execute(statement)
    except (DatabaseError, serializers.base.DeserializationError) as error:
        raise BackupError(f"The backup does not fit this Dentelle: {error}. Nothing was changed.") from error
