"""Those who left: looked up in a register, in cohorts, without asking anybody."""

import pytest
from full_house import TODAY, WHO
from stdnum import luhn

from dentelle.atlas import jobs
from dentelle.atlas.models import Job, User
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import aid, alumni
from dentelle.hub.incubator.models import Firm, Look, Seen
from dentelle.registers.table_import import import_table

pytestmark = pytest.mark.django_db
HEAD = "id,name,address,postcode,city,insee,parent,opened,closed"


def siret(number, place=1):
    unit = f"{number:08}"
    unit += luhn.calc_check_digit(unit)
    return (whole := f"{unit}{place:04}") + luhn.calc_check_digit(whole)


OLD, MOVED, GONE = siret(11_000_001), siret(22_000_002), siret(33_000_003)
ROWS = [
    f"{OLD},ANCIEN FIL,1 quai du Fil,59300,Valenciennes,59606,{OLD[:9]},2019-01-01,2023-02-01",
    f"{MOVED},VIEUX METIER,1 quai du Fil,59300,Valenciennes,59606,{MOVED[:9]},2019-01-01,2022-12-01",
    f"{siret(22_000_002, 2)},VIEUX METIER,3 rue Longue,75002,Paris,75102,{MOVED[:9]},2022-12-01,",
]
GUIPURE = f"{GONE},GUIPURE,5 rue du Four,59300,Valenciennes,59606,{GONE[:9]},2019-01-01,"


@pytest.fixture
def territory(tmp_path, monkeypatch, settings, house):
    monkeypatch.setenv("DENTELLE_REGISTERS", str(tmp_path / "registers"))
    settings.TERRITORY = tmp_path
    (tmp_path / "territory.toml").write_text('name = "Test"\nregisters = ["firms"]\nperimeter = ["59606", "59014"]\n')
    for name, number in (("Ancien fil", OLD), ("Vieux métier", MOVED), ("Guipure", GONE)):
        aid.number(Firm.objects.get(name=name).pk, "", number, who=WHO)

    def imported(rows, vintage):
        path = tmp_path / "firms.csv"
        path.write_text("\n".join([HEAD, *rows]))
        import_table(path, "firms", vintage=vintage)

    return imported


def test_registers_tell_what_became_of_those_who_left(territory, client):
    territory([*ROWS, GUIPURE], "2026-01-01")
    territory(ROWS, "2026-11-01")  # one row is gone
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Mona", role="editor"))
    assert "No register was asked yet." in client.get("/en/workbench/incubator/alumni/").text
    assert client.post("/en/workbench/incubator/alumni/look/").status_code == 302
    assert "are being looked through" in client.get("/en/workbench/incubator/alumni/").text
    assert not Look.objects.exists()
    worked()
    page = client.get(f"/en/workbench/incubator/alumni/?day={TODAY}").text
    assert Look.objects.get().vintage.isoformat() == "2026-11-01"
    assert "alive, left the territory" in page
    assert "3 rue Longue, 75002 Paris" in page
    assert page.count("closed") >= 2
    assert 'class="curve"' in page
    assert "style=" not in page
    assert Seen.objects.get(number=GONE).closed.isoformat() == "2026-11-01"
    client.post("/en/workbench/incubator/alumni/look/")
    worked()
    assert Look.objects.count() == 1


def worked():
    """Does what the worker would."""
    jobs.work.func(Job.objects.filter(state="waiting").get().pk)


def test_what_went_wrong_is_told_on_the_page(house, client, tmp_path, settings):
    settings.TERRITORY = tmp_path
    (tmp_path / "territory.toml").write_text('name = "X"\nregisters = ["gone"]\n', encoding="utf-8")
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Mona", role="editor"))
    client.post("/de/workbench/incubator/alumni/look/")
    worked()
    page = client.get("/en/workbench/incubator/alumni/").text
    assert "The register gone cannot be read" in page
    assert "kann nicht" in client.get("/de/workbench/incubator/alumni/").text


def test_who_stays_or_comes_back_is_no_alumnus(house):
    names = set(Firm.objects.filter(pk__in=alumni.former(TODAY)).values_list("name", flat=True))
    assert names == {"Ancien fil", "Vieux métier", "Guipure"}


def test_without_a_register_it_says_so(territory, settings, tmp_path):
    with pytest.raises(IncubatorError):
        alumni.look_up(TODAY, who=WHO)
    (tmp_path / "territory.toml").write_text('name = "Test"\n')
    with pytest.raises(IncubatorError):
        alumni.look_up(TODAY, who=WHO)
    assert alumni.border() == frozenset()


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
def test_the_page_opens_in_every_language(house, client, language):
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Mona", role="reader"))
    page = client.get(f"/{language}/workbench/incubator/alumni/?day={TODAY}")
    assert page.status_code == 200
    assert client.post(f"/{language}/workbench/incubator/alumni/look/").status_code == 403
