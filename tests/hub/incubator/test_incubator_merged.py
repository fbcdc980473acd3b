"""Firms whose entities were merged in the atlas are one undertaking here, too."""

import pytest
from full_house import TODAY, WHO

from dentelle.atlas.models import Identity, User
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import alumni, waiting
from dentelle.hub.incubator.firms import shown_firms, together, undertakings
from dentelle.hub.incubator.models import Firm

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


def test_one_undertaking_stands_once_in_every_list(house, client):
    entity = Identity.objects.create(id=f"{'now':0>16}", minted_from="now")
    first, second = Firm.objects.get(name="Guipure"), Firm.objects.get(name="Pixelune")
    Firm.objects.filter(pk__in=[first.pk, second.pk]).update(identity=entity)
    assert shown_firms([second.pk], "fr")[second.pk] == shown_firms([first.pk], "fr")[first.pk]
    assert shown_firms([second.pk], "fr")[second.pk].also == ((second.pk, "Pixelune"),)
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Mona", role="editor"))
    page = client.get(f"/en/workbench/incubator/firms/{second.pk}/")
    assert page.url.endswith(f"/firms/{first.pk}/")
    page = client.get(page.url)
    assert page.context["rows"]
    assert {one.row.firm_id for one in page.context["rows"]} == {first.pk, second.pk}
    alone = client.get(f"/en/workbench/incubator/firms/{second.pk}/?alone=1")
    assert {one.row.firm_id for one in alone.context["rows"]} == {second.pk}
    here = client.get("/en/workbench/incubator/stays/").context["rows"]
    assert {one.firm.name for one in here if one.row.firm_id == second.pk} == {"Guipure"}
    waiting.enter("Guipure", TODAY, who=WHO)
    with pytest.raises(IncubatorError, match="waits already"):
        waiting.enter("Pixelune", TODAY, who=WHO)
