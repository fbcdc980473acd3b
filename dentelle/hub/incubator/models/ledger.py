"""What a firm has below the market, and what it was granted besides: the ledger of small aid."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dentelle.hub.incubator.de_minimis import KINDS
from dentelle.hub.incubator.invoices import PER
from dentelle.hub.incubator.models.house import Firm, Room


class MarketRent(models.Model):
    """What a room would cost a month on the open market from a day on, without VAT, and who says so."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="market_rents")
    since = models.DateField()
    amount = models.DecimalField(max_digits=9, decimal_places=2)  # euros
    per = models.CharField(max_length=8, default="area")
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "since"], name="one_market_rent_a_day"),
            models.CheckConstraint(condition=Q(per__in=PER, amount__gte=0), name="a_market_rent_of_something"),
        ]


class Aid(models.Model):
    """Aid entered by hand: coaching (hours × rate), another advantage, or what the firm declared to have from elsewhere."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="aid")
    day = models.DateField()  # on which it was granted
    kind = models.CharField(max_length=10)
    amount = models.DecimalField(max_digits=11, decimal_places=2)  # euros
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True)  # of coaching
    rate = models.DecimalField(max_digits=9, decimal_places=2, null=True)  # euros an hour
    source = models.CharField(max_length=300)  # who granted it, or what shows it
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.CharField(max_length=254)

    class Meta:
        indexes = [models.Index(fields=["firm", "day"], name="aid_of_a_firm")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS[1:], amount__gt=Decimal(0)), name="aid_of_a_known_kind"),
        ]
