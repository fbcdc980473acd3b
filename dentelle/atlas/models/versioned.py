"""Rows that come and go with runs.

A row is visible while ``since <= published run < until``. A run in the making adds rows with its own number and closes
others with it; moving the one pointer (``Publication.run``) publishes both. Rows of an interrupted run are therefore
invisible, and the next run removes and reopens them before it starts.
"""

from typing import Any

from django.db import models

FOR_EVER = 2**62


class PublishedRun(models.Expression):
    """The number of the published run, asked for by the query it stands in.

    Written out: a page has a dozen such queries, and Django takes longer to build two subqueries than the database to answer.
    """

    output_field = models.BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return '(SELECT "run" FROM "atlas_publication" WHERE "id" = 1)', []  # as SQLite and PostgreSQL both quote


_PUBLISHED = PublishedRun()


class VersionedQuerySet(models.QuerySet):
    def visible(self) -> "VersionedQuerySet":
        """The rows of the published run."""
        return self.filter(since__lte=_PUBLISHED, until__gt=_PUBLISHED)

    def visible_in_order(self) -> "VersionedQuerySet":
        """The rows of the published run, for a question whose order should choose the index.

        Nearly every row is visible; SQLite does not know that, and would rather sort all that the index of runs gives.
        """
        return self.alias(born=models.F("since") + 0, gone=models.F("until") + 0).filter(
            born__lte=_PUBLISHED, gone__gt=_PUBLISHED
        )

    def at(self, run: int) -> "VersionedQuerySet":
        """The rows of run number ``run``, published or not."""
        return self.filter(since__lte=run, until__gt=run)


class Versioned(models.Model):
    since = models.BigIntegerField(db_index=True)
    until = models.BigIntegerField(default=FOR_EVER, db_index=True)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        abstract = True
