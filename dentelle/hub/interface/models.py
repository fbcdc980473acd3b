"""What the interface keeps: needs, offers, who was shown what, and referrals. A weave touches none of it.

Invariant: nothing here is public. Who a need is about (``firm``, ``person``, ``email``, ``phone``) stands in ``Need`` alone, so
that it can be erased there.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dentelle.atlas.models import Identity
from dentelle.hub.interface.referral_states import SENT, STATES
from dentelle.hub.interface.terms import FAMILIES

OPEN, CLOSED = "open", "closed"
OUTCOMES = ("helped", "partly", "not_helped", "gave_up")
WAITING, TAKEN, REFUSED = "waiting", "taken", "refused"


class Offer(models.Model):
    """A service, premises, funding, a training or an adviser. ``key`` is its id in the file that it came from, or made here."""

    key = models.CharField(max_length=120, unique=True)
    family = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    perimeter = models.JSONField(default=list)  # codes; empty: everywhere
    domains = models.JSONField(default=list)
    conditions = models.JSONField(default=list)  # of {field, op, value}
    attributes = models.JSONField(default=dict)
    opens = models.DateField(null=True)
    closes = models.DateField(null=True)  # the last day
    provider = models.CharField(max_length=200, blank=True)
    identity = models.ForeignKey(Identity, null=True, on_delete=models.PROTECT, related_name="+")  # of the provider
    contact = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200, blank=True)  # the file it was imported from; empty: made by hand
    withdrawn = models.BooleanField(default=False)
    true_on = models.DateField(default=timezone.localdate)  # somebody last said that it is still true
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(family__in=FAMILIES), name="an_offer_of_a_family")]


class OfferChange(models.Model):
    """What a later import would change of an offer: one field, waiting for a person."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    source = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    settled_by = models.CharField(max_length=254, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "field"], condition=Q(state=WAITING), name="one_change_waits_for_a_field")
        ]


class Need(models.Model):
    """What a firm, or a founder without one, needs. ``facts`` are confirmed; ``read`` were only read in ``text``."""

    language = models.CharField(max_length=2)
    text = models.TextField()
    facts = models.JSONField(default=dict)
    read = models.JSONField(default=dict)  # fact → [value, words it was read in]
    family = models.CharField(max_length=20, blank=True)  # what kind of help is wanted: a hint
    firm = models.CharField(max_length=200, blank=True)
    identity = models.ForeignKey(Identity, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    anonymous = models.BooleanField(default=False)
    answered = models.BooleanField(default=False)  # an offer that can be had answers it
    themes = models.JSONField(default=list)  # concepts of the lexicon that it is about
    failed = models.JSONField(default=list)  # the conditions that stood before the offers that else would answer it
    adviser = models.CharField(max_length=254, blank=True)  # who looks after it; empty: nobody yet
    state = models.CharField(max_length=10, default=OPEN, db_index=True)
    outcome = models.CharField(max_length=20, blank=True)
    answer = models.TextField(blank=True)  # what the firm says of the help
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)  # it was called back
    erased_at = models.DateTimeField(null=True)


class Shown(models.Model):
    """An offer that was among the answers shown to a need, and the best place that it had."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="shown")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="shown")
    place = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "offer"], name="shown_once_to_a_need")]


class Referral(models.Model):
    """A need passed on to one recipient, and what becomes of it."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="referrals")
    offer = models.ForeignKey(Offer, null=True, on_delete=models.SET_NULL, related_name="referrals")
    recipient = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=12, default=SENT, db_index=True)
    reason = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)  # the recipient's words
    sent_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    reminders = models.PositiveIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    firm_agrees = models.BooleanField(default=False)
    recipient_agrees = models.BooleanField(default=False)
    after = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="later")  # it was handed over from there

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="a_referral_in_a_state"),
            models.UniqueConstraint(fields=["need", "recipient"], name="one_referral_a_recipient"),
        ]
