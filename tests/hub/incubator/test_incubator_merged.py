"""Firms whose entities were merged in the atlas are one undertaking here, too."""

import pytest
from full_house import TODAY

from dentelle.atlas.models import Identity
from dentelle.hub.incubator import alumni
from dentelle.hub.incubator.firms import undertakings
from dentelle.hub.incubator.models import Firm
from dentelle.hub.incubator.undertakings import together

pytestmark = pytest.mark.django_db


def test_rows_of_merged_entities_are_one_undertaking(house):
    now, former = (Identity.objects.create(id=f"{name:0>16}", minted_from=name) for name in ("now", "former"))
    stays_, gone = Firm.objects.get(name="Pixelune"), Firm.objects.get(name="Guipure")
    Firm.objects.filter(pk=stays_.pk).update(identity=now)
    Firm.objects.filter(pk=gone.pk).update(identity=former)
    assert gone.pk in alumni.former(TODAY)
    assert len(together(Firm.objects.get(pk=gone.pk))) == 1
    Identity.objects.filter(pk=former.pk).update(redirect=now)
    assert {firm.pk for firm in together(Firm.objects.get(pk=gone.pk))} == {stays_.pk, gone.pk}
    assert gone.pk not in alumni.former(TODAY)  # it is still here, under its other name
    assert sum(len(group) for group in undertakings()) == Firm.objects.count()
    Firm.objects.filter(pk=gone.pk).update(siren="552100554")
    assert len(together(Firm.objects.get(pk=stays_.pk))) == 2
    Firm.objects.filter(pk=stays_.pk).update(siren="732829320")
    assert len(together(Firm.objects.get(pk=stays_.pk))) == 1  # two legal persons
