"""What the incubator holds is kept: by a reset, and by a backup from which it comes back row by row."""

from datetime import date

import pytest
from django.core.management import call_command
from full_house import WHO, full_house

from dentelle.atlas.safekeeping import kept_tables
from dentelle.atlas.safekeeping.reset import reset
from dentelle.hub.incubator import models
from dentelle.hub.incubator.waiting import enter

TABLES = (models.Site, models.Building, models.Room, models.RoomTerms, models.RoomPrice, models.Firm, models.Stay, models.Wait)


def rows():
    """Everything by table, but for the moments of entry, of which a backup in JSON keeps milliseconds."""
    found = {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}
    return {name: [{**row, "made_at": None} for row in each] for name, each in found.items()}


@pytest.mark.django_db
def test_a_reset_touches_nothing_of_it(house):
    before = rows()
    reset()
    assert rows() == before


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_kept_tables_brings_it_back(tmp_path):
    full_house()
    enter("Dorelot", date(2026, 11, 1), who=WHO)
    before = rows()
    kept_tables.write(tmp_path / "kept.jsonl")
    call_command("flush", interactive=False, verbosity=0)
    assert not models.Room.objects.exists()
    kept_tables.read(tmp_path / "kept.jsonl")
    assert rows() == before
    assert models.Wait.objects.create(firm=models.Firm.objects.first(), arrived=date(2026, 11, 2)).pk  # numbers go on
