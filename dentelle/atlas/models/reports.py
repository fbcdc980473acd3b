"""What readers without an account say is wrong. A kept table: a weave never deletes from it; time does, see ``atlas.reports``."""

from django.db import models

from dentelle.atlas.models.kept import Identity

OPEN, ANSWERED, CLOSED = "open", "answered", "closed"
STATES = (OPEN, ANSWERED, CLOSED)
DEAD_LINK = "dead_link"
KINDS = ("", DEAD_LINK)  # what a report is about, "" for anything


class Report(models.Model):
    """One remark of a reader about an entity. ``email`` is there only until it is answered; no network address is kept."""

    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, blank=True, default="")
    text = models.TextField(blank=True)  # "" once it was kept long enough
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=8)  # of the page it was written on, and of the answer
    state = models.CharField(max_length=10, default=OPEN)
    made_at = models.DateTimeField(auto_now_add=True)
    answering_since = models.DateTimeField(null=True)  # somebody's answer is being sent
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(blank=True)
    reason = models.CharField(max_length=16, blank=True)  # why it was closed: one of atlas.reports.REASONS
    answer = models.TextField(blank=True)  # what was written back, kept as long as the text

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="a_known_state_of_a_report"),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="a_known_kind_of_a_report"),
        ]
        indexes = [models.Index(fields=["state", "made_at"], name="reports_by_state")]
