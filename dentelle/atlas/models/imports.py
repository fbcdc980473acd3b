"""Kept tables of lists that were imported: which column was taken for what, and what became of each row."""

from django.db import models
from django.utils import timezone


class ListMapping(models.Model):
    """What a person said of the columns of a publisher's list. ``shape`` is a digest of the names of its columns."""

    publisher = models.TextField(blank=True)
    shape = models.CharField(max_length=16, db_index=True)
    columns = models.JSONField(default=list)  # [column, field] in the order of the list
    who = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publisher", "shape"], name="one_mapping_of_a_publishers_shape")]


class ListImport(models.Model):
    """One list that was taken in. Its cells are not here but in its file: ``rows`` says by number what became of each row.

    ``source`` is the id of the source that it is; a weave makes the row of that.
    """

    token = models.CharField(max_length=40, primary_key=True)
    source = models.CharField(max_length=16, db_index=True)
    path = models.TextField()
    name = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of the file's bytes
    publisher = models.TextField(blank=True)
    columns = models.JSONField(default=list)  # [column, field]
    counts = models.JSONField(default=dict)  # what became of rows → how many
    rows = models.BinaryField(default=b"")  # weaving.imports.kept_rows
    who = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
