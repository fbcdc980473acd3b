"""Where entities are drawn in the network."""

from django.db import models

from dentelle.atlas.models.kept import Identity
from dentelle.atlas.models.versioned import Versioned


class NetworkNode(Versioned):
    """Where a weave drew an entity. Kept: the next layout starts from it, and whoever comes back stands where they stood.

    ``ties`` is a digest of its neighbours then: where they are others now, the next weave may move it. ``severed``: how many
    others would lose their connection without it (``network.severed``).
    """

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="nodes")
    x = models.FloatField()
    y = models.FloatField()
    ties = models.CharField(max_length=16)
    severed = models.IntegerField(default=0)
