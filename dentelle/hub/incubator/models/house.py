"""What the incubator keeps. All of it is kept by a weave, backed up, and told in the audit when it changes.

Invariant: a day called ``until`` is the first on which the thing no longer holds; null is open-ended.
"""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dentelle.atlas.models import Identity
from dentelle.hub.incubator.invoices import PER

WAITING, HOUSED, WITHDRAWN = "waiting", "housed", "withdrawn"
STATES = (WAITING, HOUSED, WITHDRAWN)


class Firm(models.Model):
    """One who applies, stays and has stayed: the same row all the way. ``identity`` is its entity, once the atlas knows it."""

    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, unique=True)  # of the name: nobody is here twice
    identity = models.ForeignKey(Identity, null=True, on_delete=models.PROTECT, related_name="+")
    activity = models.CharField(max_length=120, blank=True)  # in a few words
    siren = models.CharField(max_length=9, blank=True)  # rows of one SIREN are one undertaking
    siret = models.CharField(max_length=14, blank=True)  # of its establishment here
    made_at = models.DateTimeField(default=timezone.now)


class Site(models.Model):
    """Where buildings stand."""

    name = models.CharField(max_length=120, unique=True)
    address = models.CharField(max_length=300, blank=True)
    commune = models.CharField(max_length=5, blank=True)  # INSEE; "": as its address tells


class Building(models.Model):
    """A house with rooms."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="buildings")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="a_building_once")]


class Room(models.Model):
    """A room that can be let, whole or (``shared``) by desks. Whoever writes a stay locks this row first: see ``stays``."""

    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=120)
    shared = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["building", "name"], name="a_room_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="a_room_opens_before_it_closes"),
        ]


class RoomTerms(models.Model):
    """What a room is from a day on."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="terms")
    since = models.DateField()
    area = models.DecimalField(max_digits=8, decimal_places=2)  # m²
    desks = models.PositiveIntegerField()
    power = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal(0))  # kW; 0: not known
    fibre = models.PositiveIntegerField(default=0)  # Mbit/s; 0: none
    accessible = models.BooleanField(default=False)  # by wheelchair

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "since"], name="one_set_of_terms_a_day"),
            models.CheckConstraint(condition=Q(area__gt=0, desks__gt=0, power__gte=0), name="terms_of_a_real_room"),
        ]


class RoomPrice(models.Model):
    """What a room costs a month from a day on, without VAT: the whole, each desk, or each m²."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="prices")
    since = models.DateField()
    amount = models.DecimalField(max_digits=9, decimal_places=2)  # euros
    per = models.CharField(max_length=8, default="room")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "since"], name="one_price_a_day"),
            models.CheckConstraint(condition=Q(per__in=PER, amount__gte=0), name="a_price_of_something"),
        ]


class Stay(models.Model):
    """A firm in a room. It ends on ``until``, the end of its agreement, or on ``leaving``, an earlier exit that is planned."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="stays")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="stays")
    desks = models.PositiveIntegerField(default=0)  # that it takes of a shared room; 0: it has the whole room
    since = models.DateField()
    until = models.DateField(null=True)
    leaving = models.DateField(null=True)
    agreement = models.CharField(max_length=120, blank=True)  # its number or title
    rent = models.DecimalField(
        max_digits=9, decimal_places=2, null=True
    )  # euros a month that were agreed; null: the room's price

    class Meta:
        indexes = [models.Index(fields=["room", "since"], name="stays_of_a_room")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(until=None) | Q(until__gt=F("since"))) & (Q(leaving=None) | Q(leaving__gt=F("since"))),
                name="a_stay_begins_before_it_ends",
            )
        ]


class Wait(models.Model):
    """One who waits for a place, and what it must be. ``latest``: after this day it is of no use; 0: anything will do."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="waits")
    arrived = models.DateField()
    area = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal(0))  # m² of its own
    desks = models.PositiveIntegerField(default=1)
    fibre = models.PositiveIntegerField(default=0)  # Mbit/s
    accessible = models.BooleanField(default=False)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, default=WAITING)
    settled_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "arrived"], name="waits_in_order")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="a_known_state_of_a_wait"),
            models.UniqueConstraint(fields=["firm"], condition=Q(state=WAITING), name="nobody_waits_twice"),
        ]


class Scenario(models.Model):
    """An extension as it might be built."""

    name = models.CharField(max_length=120, unique=True)
    note = models.CharField(max_length=500, blank=True)


class ScenarioRoom(models.Model):
    """Rooms alike that a scenario adds on a day."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=120)
    count = models.PositiveIntegerField(default=1)
    area = models.DecimalField(max_digits=8, decimal_places=2)  # m² of each
    desks = models.PositiveIntegerField()
    fibre = models.PositiveIntegerField(default=0)
    accessible = models.BooleanField(default=False)
    shared = models.BooleanField(default=False)
    opens = models.DateField()
    rent = models.DecimalField(max_digits=9, decimal_places=2)  # euros a month, for each desk where it is shared
