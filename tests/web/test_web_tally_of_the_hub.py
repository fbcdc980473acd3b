"""What the hub's jobs ask for stands on the overview of who does them."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.translation import override

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hub" / "incubator"))

from full_house import full_house

from dentelle.atlas.models import User
from dentelle.hub.incubator.models import Stay
from dentelle.hub.interface import needs
from dentelle.web.queries.tally import tally

pytestmark = pytest.mark.django_db


def counted(user):
    with override("en"):
        return {str(one.name): one.number for one in tally(user)}


def test_an_editor_sees_needs_without_an_adviser_and_agreements_that_end():
    editor = User.objects.create_user("mona@example.org", "threads and knots", name="Mona", role="editor")
    reader = User.objects.create_user("rea@example.org", "threads and knots", name="Rea", role="reader")
    assert "Agreements that end soon" not in counted(editor)  # there is no house
    needs.state("Un atelier de 80 m²", who="")
    needs.state("Un robot", who="mona@example.org")
    full_house()
    today = timezone.localdate()
    Stay.objects.update(until=None, leaving=None)
    first, second = Stay.objects.filter(since__lt=today)[:2]
    Stay.objects.filter(pk=first.pk).update(until=today + timedelta(days=30))
    Stay.objects.filter(pk=second.pk).update(until=today + timedelta(days=300))
    found = counted(editor)
    assert (found["Needs without an adviser"], found["Agreements that end soon"]) == (1, 1)
    assert not {"Needs without an adviser", "Agreements that end soon"} & counted(reader).keys()
