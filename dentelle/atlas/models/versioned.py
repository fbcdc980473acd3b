"""Rows that come and go with runs.

A row is visible while ``since <= published run < until``. A run in the making adds rows with its own number and closes
others with it; moving the one pointer (``Publication.run``) publishes both. Rows of an interrupted run are therefore
invisible, and the next run removes and reopens them before it starts.
"""

from django.apps import apps
from django.db import models

FOR_EVER = 2**62


class VersionedQuerySet(models.QuerySet):
    def visible(self) -> "VersionedQuerySet":
        """The rows of the published run."""
        published = apps.get_model("atlas", "Publication").objects.filter(pk=1).values("run")
        return self.filter(since__lte=models.Subquery(published), until__gt=models.Subquery(published))

    def at(self, run: int) -> "VersionedQuerySet":
        """The rows of run number ``run``, published or not."""
        return self.filter(since__lte=run, until__gt=run)


class Versioned(models.Model):
    since = models.BigIntegerField(db_index=True)
    until = models.BigIntegerField(default=FOR_EVER, db_index=True)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        abstract = True
