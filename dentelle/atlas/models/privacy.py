"""Kept tables of those who are left out. What is in force stands in ``var/tombstones.jsonl`` as well; the stronger is obeyed."""

from django.db import models
from django.utils import timezone


class Tombstone(models.Model):
    """A stone that this database obeys; ``body`` is the stone, which names nobody.

    ``sources`` still hold the name in their files: source id → [in how many places, the first of them]. ``settled``: nothing
    that was read without the stone can come any more.
    """

    id = models.CharField(max_length=16, primary_key=True)
    body = models.JSONField()
    level = models.CharField(max_length=8)  # hidden, erased
    who = models.TextField(blank=True)
    why = models.CharField(max_length=16, blank=True)  # one of atlas.leaving_out.REASONS
    made_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    sources = models.JSONField(default=dict)
    settled = models.BooleanField(default=False)


class Sealed(models.Model):
    """What stood in a field before a name in it was hidden, for who may protect people; goes when the person is erased.

    ``table`` "" is what the atlas said of the person, as lines.
    """

    tombstone = models.ForeignKey(Tombstone, on_delete=models.CASCADE, related_name="sealed")
    table = models.CharField(max_length=64, blank=True)
    row = models.CharField(max_length=64, blank=True)
    field = models.CharField(max_length=64)
    value = models.JSONField(null=True)
