"""Calls for applications, those who apply, and the jury.

Invariants: a juror has one ballot for an application, which says first whether there is a conflict of interest; a ballot with a
conflict has no score (``ballots`` sees to it). What an application says of people is erased in time (``retention``).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dentelle.hub.incubator.models.house import Firm, Wait

DRAFT, SENT, ADMITTED, LISTED, REFUSED, TAKEN_BACK = "draft", "sent", "admitted", "listed", "refused", "taken_back"
APPLICATION_STATES = (DRAFT, SENT, ADMITTED, LISTED, REFUSED, TAKEN_BACK)
DECISIONS = (ADMITTED, LISTED, REFUSED)


class Call(models.Model):
    """A call for applications, open from ``opens`` to the day before ``closes``. Words are by language: {"fr": …}."""

    titles = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    opens = models.DateField()
    closes = models.DateField()
    places = models.PositiveIntegerField(default=1)
    scale = models.PositiveIntegerField(default=5)  # the best score; 0 is the worst
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=models.F("opens")), name="a_call_opens_before_it_closes"),
            models.CheckConstraint(condition=Q(scale__gte=1, scale__lte=9), name="scores_of_one_digit"),
        ]


class Criterion(models.Model):
    """What is scored, and how much it counts."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    place = models.PositiveIntegerField()
    names = models.JSONField(default=dict)
    weight = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "place"], name="criteria_in_order"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="a_criterion_counts"),
        ]


class Juror(models.Model):
    """An account that scores the applications of a call."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="jurors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "user"], name="a_juror_once")]


class Application(models.Model):
    """One who applies. ``firm`` is who they became; ``erased_at``: what is said of people is gone since then."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=12, default=DRAFT)
    language = models.CharField(max_length=2)  # in which they applied, and are answered
    name = models.CharField(max_length=200, blank=True)  # of the firm or project
    has_company = models.BooleanField(default=False)
    siren = models.CharField(max_length=9, blank=True)
    activity = models.CharField(max_length=120, blank=True)
    person = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    project = models.TextField(blank=True)
    team = models.TextField(blank=True)
    desks = models.PositiveIntegerField(default=1)
    area = models.DecimalField(max_digits=8, decimal_places=2, default=0)  # m² of its own; 0: desks will do
    accessible = models.BooleanField(default=False)
    earliest = models.DateField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=254, blank=True)
    reason = models.CharField(max_length=2_000, blank=True)
    letter = models.TextField(blank=True)  # as it was sent
    letter_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    firm = models.ForeignKey(Firm, null=True, on_delete=models.PROTECT, related_name="applications")
    wait = models.ForeignKey(Wait, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["call", "state"], name="applications_of_a_call")]
        constraints = [models.CheckConstraint(condition=Q(state__in=APPLICATION_STATES), name="a_known_state_of_application")]


class Attachment(models.Model):
    """A file of an application, kept in the database: backed up, erased and restored with it, and below no address."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)  # pdf, docx, odt, png, jpg: found by its content
    size = models.PositiveIntegerField()  # bytes
    content = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)


class Ballot(models.Model):
    """What a juror says of an application; ``conflict`` is declared before anything else can be seen of it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="ballots")
    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="ballots")
    conflict = models.BooleanField()
    why = models.CharField(max_length=300, blank=True)
    remark = models.CharField(max_length=2_000, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "juror"], name="one_ballot_each")]


class Score(models.Model):
    """What a ballot gives for a criterion."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    value = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "criterion"], name="one_score_a_criterion"),
            models.CheckConstraint(condition=Q(value__lte=9), name="a_score_of_one_digit"),
        ]
