"""Tables that a weave never deletes from: who and what was ever seen, and everything a person decided.

Judgements are append-only: taking one back sets ``undone_at``, bringing it back clears that again; no row is ever removed.
"""

from django.db import models
from django.utils import timezone

from dentelle.atlas.models.versioned import Versioned


class Source(models.Model):
    """One file. ``id`` is minted from its first path and stays when the file moves with equal bytes."""

    id = models.CharField(max_length=16, primary_key=True)
    first_path = models.TextField()
    path = models.TextField(db_index=True)  # below the territory folder, with /
    digest = models.CharField(max_length=64, db_index=True)  # SHA-256 of the bytes last seen
    size = models.BigIntegerField(default=0)  # bytes
    present = models.BooleanField(default=True)
    format = models.CharField(max_length=16, blank=True)
    title = models.TextField(blank=True)
    publisher = models.TextField(blank=True)
    licence = models.TextField(blank=True)
    url = models.TextField(blank=True)
    publish = models.CharField(max_length=8, default="quote")  # full, quote, none
    trust = models.FloatField(default=0.8)  # 0 to 1
    date = models.CharField(max_length=32, blank=True)  # EDTF
    page = models.CharField(max_length=100, blank=True, db_index=True)  # versions of one page share it
    language = models.CharField(max_length=8, blank=True)
    seen_in = models.BigIntegerField(default=0)  # the run that first published it; 0: none has yet
    gone_in = models.BigIntegerField(default=0)  # the run that published that it has gone; 0: present
    sketch = models.BinaryField(default=b"")  # of its words: tells a file that was renamed and edited
    masked_path = models.TextField(blank=True)  # what is shown instead of a path that names somebody who is left out

    @property
    def shown_path(self) -> str:
        """``path`` as it may be shown."""
        return self.masked_path or self.path


class Run(models.Model):
    """One weave: what went in, what came out."""

    id = models.BigAutoField(primary_key=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, default="running")  # running, published, failed, interrupted, cancelled
    who = models.TextField(blank=True)  # who asked for it
    code_version = models.CharField(max_length=64)
    report = models.JSONField(default=dict)


class RunChange(models.Model):
    """One entity or fact that a published run changed: kept, for the rows themselves are pruned by the next run.

    ``before`` and ``after`` are the status of a fact, "there" for an entity with a page, "" for what was not there.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="changes")
    sort = models.CharField(max_length=8)  # entity, fact
    key = models.CharField(max_length=20)  # the entity's id, or the fact's key
    entity = models.CharField(max_length=16)  # whom it is about
    label = models.TextField(blank=True)  # the entity's name then
    property = models.CharField(max_length=32, blank=True)
    value = models.JSONField(null=True)  # model.Value
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, blank=True)


class Publication(models.Model):
    """The one pointer: readers see made rows with ``since <= run < until``. A single row, id 1."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    run = models.BigIntegerField(default=0)
    territory = models.JSONField(default=dict)  # name by language, perimeter, domains scheme: what pages need of territory.toml
    fingerprint = models.CharField(max_length=64, blank=True)  # of everything that went into the published run


class Identity(models.Model):
    """An entity's id, for ever once the run ``since`` is published. ``redirect`` points to the entity it was merged into."""

    id = models.CharField(max_length=16, primary_key=True)
    kind = models.CharField(max_length=32)
    minted_from = models.TextField(db_index=True)  # the smallest leaf known when it was minted
    redirect = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="redirected")
    since = models.BigIntegerField(default=0, db_index=True)


class IdentityLeaf(Versioned):
    """Which identity a leaf was last assigned to; it stays when the leaf goes, so that one that returns finds its entity."""

    leaf = models.TextField(db_index=True)
    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="leaves")


class PairJudgement(models.Model):
    """A person on two leaves. ``left < right``; ``verdict`` same, different, unsure or split; the newest not undone counts.

    ``left_leaves`` and ``right_leaves`` are all leaves that each end stood for when it was decided: one of them stands in
    for a leaf that has gone. For a split they are the two parts. The names are those that they had then.
    """

    left = models.TextField(db_index=True)
    right = models.TextField(db_index=True)
    left_name = models.TextField(blank=True)
    right_name = models.TextField(blank=True)
    left_leaves = models.JSONField(default=list)
    right_leaves = models.JSONField(default=list)
    verdict = models.CharField(max_length=10)
    who = models.TextField()
    why = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, db_index=True)
    undone_by = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["who", "made_at"], name="pairs_by_whom")]


class ClaimJudgement(models.Model):
    """A person on a claim key. ``verdict`` accept, reject, correct or hide; the newest not undone counts."""

    claim_key = models.CharField(max_length=20, db_index=True)
    verdict = models.CharField(max_length=10)
    corrected = models.JSONField(null=True)  # a model.Value, for "correct"
    claim = models.JSONField(default=dict)  # the claim as it stood when judged: what a finding shows when it vanishes
    who = models.TextField()
    why = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, db_index=True)
    undone_by = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["who", "made_at"], name="claims_by_whom")]
