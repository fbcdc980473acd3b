"""Kept tables of what people say themselves: facts stated by hand, and proposals that wait for an editor's answer."""

from django.db import models
from django.utils import timezone

from dentelle.atlas.models.kept import Identity

OPEN, ACCEPTED, REFUSED, WITHDRAWN = STATES = ("open", "accepted", "refused", "withdrawn")


class HandFact(models.Model):
    """A fact that a person states, about the entity that holds the leaf ``subject``. The newest of one key not undone counts.

    ``instead`` are the claims in whose place it stands, as ``ClaimJudgement.claim`` keeps them, each with its ``key``; they
    were rejected by judgements of the same author and moment. A weave replays it as it replays every judgement.
    """

    key = models.CharField(max_length=20, db_index=True)
    subject = models.TextField(db_index=True)
    subject_name = models.TextField(blank=True)
    subject_kind = models.CharField(max_length=32, blank=True)
    property = models.CharField(max_length=32)
    value = models.JSONField()  # a model.Value
    value_leaf = models.TextField(blank=True, db_index=True)  # a leaf of the entity that is the value, or ""
    qualifiers = models.JSONField(default=list)
    instead = models.JSONField(default=list)
    source_title = models.TextField(blank=True)  # what the person relies on, where they say so
    source_url = models.TextField(blank=True)
    source_date = models.CharField(max_length=32, blank=True)  # EDTF
    proposed_by = models.TextField(blank=True)  # whose proposal it was, "" for nobody's
    who = models.TextField()
    why = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.TextField(blank=True)


class Proposal(models.Model):
    """What somebody who may not change the atlas asks to be changed. ``asked`` is the draft, as ``atlas.proposals`` reads it."""

    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="proposals")
    asked = models.JSONField()
    said = models.TextField()  # in words
    who = models.TextField(db_index=True)
    why = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=12, default=OPEN, db_index=True)
    answer = models.TextField(blank=True)
    answered_by = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
