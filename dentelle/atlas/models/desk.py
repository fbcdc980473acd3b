"""Kept tables of the desk where people decide: who looks at what now, who takes care of what, what is settled, who was called,
which source is still to come."""

from django.db import models
from django.utils import timezone

from dentelle.atlas.models.kept import Identity


class Lease(models.Model):
    """One item of the review queue that one person has before them, until ``until``; ``key`` as in ReviewRow."""

    key = models.CharField(max_length=20, primary_key=True)
    who = models.TextField(db_index=True)
    until = models.DateTimeField()


class Assignment(models.Model):
    """Who takes care of a finding."""

    finding_key = models.CharField(max_length=20, primary_key=True)
    who = models.TextField(db_index=True)
    by = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)


class Settlement(models.Model):
    """That a person found nothing to do about a finding. It holds as long as the finding's ``evidence`` is this."""

    finding_key = models.CharField(max_length=20, db_index=True)
    evidence = models.CharField(max_length=32)
    said = models.TextField(blank=True)  # the finding's English sentence then
    who = models.TextField()
    why = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.TextField(blank=True)


class Call(models.Model):
    """An attempt to reach an actor about what stands on the Monday list. ``reasons`` is a digest of what was to be asked."""

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="calls")
    reasons = models.CharField(max_length=32)
    outcome = models.CharField(max_length=12)  # reached, no_answer
    who = models.TextField()
    note = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)


class NotedAddress(models.Model):
    """The address of a source to come, with what is to be declared of it. Nothing is ever fetched from it."""

    id = models.CharField(max_length=20, primary_key=True)  # a digest of the address: it is noted once
    url = models.TextField()
    words = models.JSONField(default=dict)  # as territory.toml will say them
    who = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
