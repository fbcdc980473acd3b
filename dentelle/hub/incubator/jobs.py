"""Work of the incubator behind the pages."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from dentelle.atlas.jobs import Handle, again
from dentelle.hub.incubator.alumni import look_up

LOOK_UP = "look_up_alumni"  # its kind


@again  # a look takes the place of the earlier one
def look_up_job(parameters: Mapping[str, Any], handle: Handle) -> dict[str, int]:
    """Looks everybody who left up in the registers of the territory; how many registers were asked. Raises IncubatorError."""
    return {"registers": len(look_up(timezone.localdate(), who=handle.who))}
