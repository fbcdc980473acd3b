"""What a register said of those who left, when it was last asked."""

from django.db import models
from django.utils import timezone

from dentelle.hub.incubator.models.house import Firm


class Look(models.Model):
    """One look into a register: which, and the day for which it speaks."""

    register = models.CharField(max_length=64)
    vintage = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.CharField(max_length=254)
    partial = models.CharField(max_length=300, blank=True)  # what was left out of the register on purpose


class Seen(models.Model):
    """An establishment of a firm as a look found it. Who keeps data from the public has no place here."""

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="seen")
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="seen")
    number = models.CharField(max_length=20)  # SIRET, or SIREN in a register of legal units
    insee = models.CharField(max_length=5, blank=True)
    place = models.CharField(max_length=300, blank=True)
    opened = models.DateField(null=True)
    closed = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["look", "firm", "number"], name="an_establishment_seen_once")]
