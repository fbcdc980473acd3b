"""Work that goes on behind the pages. A kept table: a weave never deletes from it."""

from django.db import models

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
STATES = (WAITING, RUNNING, DONE, FAILED, CANCELLED)


class Job(models.Model):
    """One piece of work that people can watch; ``atlas.jobs`` alone changes it.

    ``doing`` and ``error`` are English templates that pages translate; ``said`` is what stands in the error.
    """

    kind = models.CharField(max_length=32)  # a key of settings.JOBS
    who = models.TextField()  # who asked for it
    parameters = models.JSONField(default=dict)
    once = models.CharField(max_length=40, blank=True)  # of two that wait with the same value one is enough; "" for any
    state = models.CharField(max_length=10, default=WAITING)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)  # 0: nobody knows
    doing = models.TextField(blank=True)
    log = models.JSONField(default=list)  # the last lines
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)  # the last time
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)  # how often it was begun
    cancelled_by = models.TextField(blank=True)  # who asked for its end
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    said = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="a_known_state_of_a_job"),
            models.UniqueConstraint(
                fields=["once"], condition=models.Q(state=WAITING) & ~models.Q(once=""), name="one_of_these_waits"
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="jobs_by_state")]
