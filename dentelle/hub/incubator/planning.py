"""Extension scenarios: rooms that might be built."""

from django.db import IntegrityError, transaction

from dentelle.atlas.people.audit import note
from dentelle.errors import IncubatorError
from dentelle.hub.incubator.models import Scenario, ScenarioRoom
from dentelle.hub.incubator.scenarios import Addition

__all__ = ["add_rooms", "add_scenario", "remove_rooms", "remove_scenario"]


def add_scenario(name: str, *, who: str, note_: str = "") -> Scenario:
    """The new scenario. Raises IncubatorError when there is one so called."""
    name = " ".join(name.split())[:120]
    if not name:
        raise IncubatorError("Give the scenario a name.")
    try:
        with transaction.atomic():
            made = Scenario.objects.create(name=name, note=note_.strip()[:500])
            note(who, "scenario", f"scenario {made.pk}", f"{who} drew up the scenario {name}")
    except IntegrityError as error:
        raise IncubatorError("There is a scenario %(name)s already.", name=name) from error
    return made


def remove_scenario(number: int, *, who: str) -> None:
    """Drops a scenario with its rooms."""
    with transaction.atomic():
        row = Scenario.objects.filter(pk=number).first()
        if row is not None:
            note(who, "scenario", f"scenario {number}", f"{who} dropped the scenario {row.name}")
            row.delete()


def add_rooms(number: int, addition: Addition, *, who: str) -> None:
    """Adds rooms alike to a scenario. Raises IncubatorError when there is no such scenario any more."""
    with transaction.atomic():
        row = Scenario.objects.select_for_update().filter(pk=number).first()
        if row is None:
            raise IncubatorError("There is no such scenario any more.")
        ScenarioRoom.objects.create(
            scenario=row,
            name=addition.name,
            count=addition.count,
            area=addition.area,
            desks=addition.desks,
            fibre=addition.fibre,
            accessible=addition.accessible,
            shared=addition.shared,
            opens=addition.opens,
            rent=addition.rent,
        )
        told = f"{who} added {addition.count} × {addition.name} ({addition.area} m²) from {addition.opens} on to {row.name}"
        note(who, "scenario", f"scenario {number}", told)


def remove_rooms(number: int, rooms: int, *, who: str) -> None:
    """Takes the rooms of the row ``rooms`` out of a scenario."""
    with transaction.atomic():
        row = ScenarioRoom.objects.select_related("scenario").filter(pk=rooms, scenario=number).first()
        if row is not None:
            note(who, "scenario", f"scenario {number}", f"{who} took {row.count} × {row.name} out of {row.scenario.name}")
            row.delete()
